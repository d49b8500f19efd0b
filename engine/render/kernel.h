// SPDX-License-Identifier: GPL-3.0-or-later
// Along one side of a picture that is made smaller: which pixels each new one is made of, and how
// much of each, by Lanczos' kernel (Duchon, "Lanczos Filtering in One and Two
// Dimensions", 1979).
//
// Pure, but for the arena.
#pragma once

#include "base/arena.h"

#include <stdbool.h>

struct rmx_kernel_params {
    int from, to;         // pixels of the picture, and of the canvas
    double scale, offset; // from a point of the canvas to one of the picture, both 0..1
    bool repeats;         // beyond its edges the picture comes again; else its edge goes on
    bool has_bars;        // beyond its edges there is nothing
};

// Of one new pixel.
struct rmx_kernel_pixel {
    int first; // the first of the `count` pixels that it is made of; it may lie beyond an edge
    int near, near_end;  // of these, counted from the first: those of the inner two lobes
    float coverage;      // how much of it the picture covers; at 0 the rest is unset
    const float *shares; // `count` weights, 1 in all
};

struct rmx_kernel {
    struct rmx_kernel_params params;
    int count, low, high; // the pixels of all new ones lie from `low` to `high`
    struct rmx_kernel_pixel *pixels;
};

struct rmx_kernel rmx_kernel_make(struct rmx_arena *arena, const struct rmx_kernel_params *params);
// The pixel of the picture that stands for one that may lie beyond its edges.
int rmx_kernel_at(const struct rmx_kernel_params *params, int pixel);
