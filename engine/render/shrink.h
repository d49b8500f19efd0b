// SPDX-License-Identifier: GPL-3.0-or-later
// A picture in memory as a smaller canvas shows it: a mean of light, nowhere brighter or darker
// than what it is made of. On the processor: the same on every driver, and far cheaper than a GPU
// that is none.
//
// In:  RGBA, premultiplied. Out: the same.
// Thread: any; it works on all cores, and waits for them.
#pragma once

#include "plan/levels.h"

struct rmx_pixels {
    void *data; // RGBA of 1 or 2 bytes a channel, no padding
    int width, height, bytes_per_channel;
};

// `from` over the canvas `to`, by a FIT step's transform. `encoded`: means of the values as they
// are stored, not of linear light.
void rmx_shrink(const struct rmx_pixels *from, const struct rmx_pixels *to,
                const struct rmx_fit_transform *transform, enum rmx_fit fit, bool encoded);
