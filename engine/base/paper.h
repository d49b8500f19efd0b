// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes on paper, as people write them: "A2 landscape", "60x40cm", "24 x 36 in".
//
// In:  text. Out: millimetres. Pure.
#pragma once

#include <stdbool.h>

enum { RMX_PAPER_DPI = 300 }; // of a size on paper where nothing else is said

// Width and height. False where it is no size on paper. A0 to A8 as in ISO 216.
bool rmx_paper_read(const char *text, double mm[2]);
// Rounded; at least 0, at most 1e9.
long rmx_paper_pixels(double mm, double dpi);
