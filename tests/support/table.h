// SPDX-License-Identifier: GPL-3.0-or-later
// The table of the fragments that were drawn last, read back from the GPU: what
// shaders/engine/fragments/row.glsl says.
#pragma once

#include "plan/fragments/row.h"

#include <stddef.h>

// The last two: half numbers, of a mosaic.
enum table_buffer {
    TABLE_REST = 1,
    TABLE_HEAD = 4,
    TABLE_LISTS = 5,
    TABLE_TILES = 12,
    TABLE_WANTED = 13,
};

// Numbers of a row of TABLE_REST.
enum {
    TABLE_HOME = offsetof(struct rmx_row, home) / 4,
    TABLE_MEAN = offsetof(struct rmx_row, colour) / 4,
    TABLE_AREA = offsetof(struct rmx_row, about) / 4,
    TABLE_SOURCE = offsetof(struct rmx_row, numbers.y) / 4,
    TABLE_ROW = sizeof(struct rmx_row) / 4,
};

// `count` numbers of 4 bytes from the first-th on. Fails the test where no such buffer is bound.
void table_read(enum table_buffer buffer, size_t first, size_t count, void *out);
int table_count(void); // how many fragments there are
