// SPDX-License-Identifier: GPL-3.0-or-later
// The size of a pass that has one of its own, within what can be drawn.
//
// In:  what the effect's header says. Out: whole pixels within bounds. Pure.
#pragma once

#include <stdbool.h>

// ISF: what is no number is 1, and no side is shorter. Both are cut to whole numbers, to the
// longest side of a texture, and together to `most_pixels`; their aspect stays then. False where
// they had to be.
bool rmx_pass_size(double size[2], double most_pixels);
// Which are 32 million, or as many as the canvas has, where that has more.
double rmx_pass_most_pixels(int canvas_width, int canvas_height);
