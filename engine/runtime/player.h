// SPDX-License-Identifier: GPL-3.0-or-later
// Frames of a loaded scene, one at a time: the moment, its numbers, the drawing, the pixels.
//
// In:  a generation with a renderer, --set, --fps, --samples. Out: pixels for write/.
// Thread: the renderer's.
#pragma once

#include "app/command.h"
#include "plan/values.h"
#include "runtime/generation.h"
#include "write/still.h"

struct rmx_frames {
    struct rmx_generation *generation;
    struct rmx_values *values;
    struct rmx_frame_inputs frame_inputs; // fps, canvas and what is provided, as the options say
    unsigned char *block;
    int samples;
    long long next; // with state: the frames before this one have been drawn
    double values_ms, draw_ms, read_ms;
};

// The moment alone, as the options say; needs no more than the scene. False as below.
bool rmx_frames_set(struct rmx_frames *frames, struct rmx_generation *generation,
                    const struct rmx_options *options);
// False where --set names what is not there (said; RMX_EXIT_USAGE). `frames` must be finished
// either way.
bool rmx_frames_init(struct rmx_frames *frames, struct rmx_generation *generation,
                     const struct rmx_options *options);
void rmx_frames_finish(struct rmx_frames *frames);

// Draws a frame and reads it into `pixels` (rmx_frames_bytes of them). False: logged.
bool rmx_frames_draw(struct rmx_frames *frames, long long frame, void *pixels);
size_t rmx_frames_bytes(const struct rmx_frames *frames);
// What those pixels are, for the writers.
struct rmx_picture rmx_frames_picture(const struct rmx_frames *frames, const void *pixels);
