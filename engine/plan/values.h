// SPDX-License-Identifier: GPL-3.0-or-later
// A frame's numbers: expressions, transforms and mip levels into the bytes of one uniform buffer.
//
// In:  a plan, the moment, the canvas. Out: plan->block_size bytes, the passes' std140 blocks.
// Pure but for the integrals of run(), and for what knobs and pointer were in the frame before,
// which events want to know: frames may come in any order, going back starts both anew.
#pragma once

#include "base/sound.h"
#include "plan/plan.h"

struct rmx_values;

struct rmx_frame_inputs {
    long long frame; // from 0; time is frame / fps, never summed
    double fps;
    int width, height;         // the canvas in pixels
    double jitter_x, jitter_y; // --samples: in pixels, else 0
    int offset_x, offset_y;    // of a tile within the canvas, in pixels, even
    double mouse_x, mouse_y;   // 0..1, 0.5 each in `render`
    const struct rmx_sound
        *sound;          // what is heard (base/sound.h), for rmx_renderer_hear; NULL: silence
    const double *knobs; // parallel to scene->knobs; NULL: each knob's `at`
};

struct rmx_values *rmx_values_create(const struct rmx_plan *plan);
void rmx_values_destroy(struct rmx_values *values); // NULL is fine
// The integrals of run() and of the tempo go on in the values of another reading of the scene, told
// apart by their places in it; those without a predecessor were integrated from frame 0. `to` was
// made for a frame that is not behind `from`'s, and its `knobs` hold from now on.
void rmx_values_transfer(struct rmx_values *to, const struct rmx_values *from, const double *knobs);
// How many frames before it a frame needs where the scene has state; -1: all.
long long rmx_preroll_frames(const struct rmx_scene *scene, double fps);
// Fills `block` (plan->block_size bytes, zeroed by the caller once). Values that are not finite
// become the input's default, values out of range are clamped or wrapped: each logged once.
void rmx_values_frame(struct rmx_values *values, const struct rmx_frame_inputs *frame_inputs,
                      unsigned char *block);
