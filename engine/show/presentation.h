// SPDX-License-Identifier: GPL-3.0-or-later
// How an output shows a picture: a quad, its rotation, a mask, its gain.
//
// In:  a presentation, the place of the picture on the output. Out: the mapping. Pure.
#pragma once

#include <stdbool.h>

struct rmx_presentation {
    // The picture's corners, from its bottom left counter-clockwise, in fractions of its place: the
    // largest rectangle of its aspect on the output, in the middle.
    double corners[4][2];
    double rotation; // degrees counter-clockwise, about the place's middle
    double gain;     // of the encoded values
    // One byte a pixel, the bottom row first, stretched over the output: what is let through. The
    // caller's, until the output is gone. NULL: all is.
    const unsigned char *mask;
    int mask_width, mask_height;
};

// The picture as it is.
struct rmx_presentation rmx_presentation_identity(void);
bool rmx_presentation_is_identity(const struct rmx_presentation *presentation);

// The projective mapping from a pixel of the output to the unit square of the picture: rows of a
// matrix. `place` is x, y, width, height in pixels. False: the quad has no area, nothing is seen.
bool rmx_presentation_map(const struct rmx_presentation *presentation, const int place[4],
                          float rows[3][3]);
