// SPDX-License-Identifier: GPL-3.0-or-later
// A contact sheet: small pictures in rows, a name below each.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct rmx_sheet;

// For `count` pictures of one size. NULL where memory is short.
struct rmx_sheet *rmx_sheet_create(int count, int width, int height);
void rmx_sheet_destroy(struct rmx_sheet *sheet); // NULL is fine
// The next picture, RGBA of 8 bits, rows from the bottom to the top; on grey where it is clear.
void rmx_sheet_add(struct rmx_sheet *sheet, const char *name, const unsigned char *pixels);
// In the format of the file's ending. False with one sentence in `why`.
bool rmx_sheet_write(const struct rmx_sheet *sheet, const char *path, char *why, size_t why_size);
