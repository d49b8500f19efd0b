// SPDX-License-Identifier: GPL-3.0-or-later
// Renders small scenes in the test's own process and compares what came out.
//
// In:  a scene file, or its text, or a picture with a chain. Out: RGBA floats, the bottom row
// first. One GL context serves all of a program's renders; a failure to load fails the running test
// with the message.
#pragma once

#include "plan/values.h"
#include "runtime/generation.h"

#include <stdbool.h>

struct stage_params {
    const char *path;    // a scene or picture file; NULL: `text`
    const char *text;    // a scene's text, read as if it lay in a folder of its own
    const char *chain;   // --chain; NULL: none
    const char *effects; // a further folder of effects; NULL: none
    const char *allow;   // a folder below which pictures may lie; NULL: none
    int width, height;   // 0: 160x90
    long long frame;
    double depth;    // 0: the scene's
    int loop_rounds; // 0: as many as there are
    bool no_fuse, no_hoist, snap, jitter;
    bool leaves_open, keeps_nan;       // as in runtime/settings.h
    const char *unclamped;             // as there; NULL: none
    bool shows;                        // as a window's: what takes long goes on beside the drawing
    const double *knobs;               // NULL: where they stand
    const struct rmx_signals *offered; // NULL: nothing
    const struct rmx_sound *sound;     // NULL: silence
};

struct stage_picture {
    int width, height;
    int passes;    // that drew it
    float *pixels; // on the heap, 0..1 unless the depth is 32
};

// With state, all frames before `frame` are drawn first.
struct stage_picture stage_render(const struct stage_params *params);
void stage_finish(struct stage_picture *picture);

// A generation that the test draws by itself; destroyed by rmx_generation_destroy.
struct rmx_generation *stage_load(const struct stage_params *params);
struct rmx_frame_inputs stage_frame_inputs(const struct rmx_generation *generation,
                                           long long frame);
// Draws its frames from the first to the last.
void stage_draw_frames(const struct rmx_generation *generation, int first, int last);
struct stage_picture stage_read(const struct rmx_generation *generation);

// How two pictures of one size differ.
struct stage_difference {
    double largest; // of any channel, 1 is white
    double past;    // the share of pixels with a channel past 2/255
    double psnr;    // decibels; 999 where they are equal
    int fewer;      // passes drew the first than the second
    int x, y;       // where the largest stands
};
struct stage_difference stage_compare(const struct stage_picture *a, const struct stage_picture *b);
