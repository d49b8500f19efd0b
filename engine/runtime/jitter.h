// SPDX-License-Identifier: GPL-3.0-or-later
// Where the samples of a frame lie within a pixel.
//
// Pure.
#pragma once

// Halton's points, in bases 2 across and 3 up, cover the pixel evenly at every count: of sample
// `index`, from 1 to `count`, in pixels from the middle. The last one is 0: the middle.
double rmx_jitter(int index, int count, int base);
