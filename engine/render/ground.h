// SPDX-License-Identifier: GPL-3.0-or-later
// A picture from memory in a framebuffer, to be drawn over and read back.
//
// Thread: the current context's.
#pragma once

#include "plan/plan.h"

#include <stdbool.h>

struct rmx_ground {
    unsigned texture, framebuffer;
    enum rmx_format format;
    int width, height;
};

// RGBA, channels of the format, rows from the bottom to the top. False where memory is short
// (logged).
bool rmx_ground_init(struct rmx_ground *ground, enum rmx_format format, int width, int height,
                     const void *pixels);
// The picture as it is now into memory; the ground is gone.
void rmx_ground_finish(struct rmx_ground *ground, void *pixels);
