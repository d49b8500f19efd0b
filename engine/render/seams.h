// SPDX-License-Identifier: GPL-3.0-or-later
// The outlines of a layer's fragments as thin lines over a picture.
//
// In:  a renderer whose last frame is meant, its block, a pass that draws fragments. Out: lines
// blended over a framebuffer. Nothing is read back: the lines follow the table on the GPU.
// Of fragments that a mask cuts out the box is drawn, not the mask's edge.
// Thread: the current context's; seams belong to one context.
#pragma once

#include "render/renderer.h"

struct rmx_seams;

// For seams in all contexts of a share group; 0: it is missing (logged).
unsigned rmx_seams_program(const struct rmx_device *device);

// Never NULL. `program`: outlives it; 0: it makes its own. Where that is missing nothing is drawn.
struct rmx_seams *rmx_seams_create(const struct rmx_device *device, unsigned program);
void rmx_seams_destroy(struct rmx_seams *seams); // NULL is fine

enum { RMX_MOST_SEAMS = 20000 }; // fragments of a layer; with more their seams are all that is seen

struct rmx_seams_params {
    const unsigned char *block; // of the frame (plan/values.h)
    int pass;                   // of the plan
    // From the layer's own picture to the canvas, both in heights: rows of an affine map.
    float place[2][3];
    float width_px, color[4]; // encoded, straight alpha
    unsigned framebuffer;
    int on[4]; // x, y, width and height of the picture on it
};
// Draws nothing, with its program.
void rmx_seams_warm(struct rmx_seams *seams, unsigned framebuffer);
// False: nothing to draw, or too many fragments.
bool rmx_seams_draw(struct rmx_seams *seams, const struct rmx_renderer *renderer,
                    const struct rmx_seams_params *params);
