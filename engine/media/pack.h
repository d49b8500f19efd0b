// SPDX-License-Identifier: GPL-3.0-or-later
// One row of a decoded picture into a row of RGBA: grey spread, alpha added or multiplied in.
//
// Pure: no state. Rows do not overlap.
#pragma once

#include <stdbool.h>

struct rmx_pack {
    int bands;             // 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha
    int bytes_per_channel; // 1 or 2, in and out
    bool premultiplied;    // the row's colours already are
};

void rmx_pack_row(const struct rmx_pack *pack, const void *row, void *rgba, int width);
