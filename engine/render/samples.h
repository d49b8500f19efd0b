// SPDX-License-Identifier: GPL-3.0-or-later
// The average of several drawings: in linear light unless `encoded`, premultiplied, summed in
// 32-bit float.
//
// Thread: a current context; the vertex array and viewport of the canvas are bound.
#pragma once

#include "render/programs.h"
#include "render/texture.h"

struct rmx_samples {
    struct rmx_texture sum, mean;
    GLuint sum_framebuffer, mean_framebuffer;
    GLuint add, resolve; // programs of the plan's
    int count;
    bool encoded; // the average is one of the values as they are stored
};

// The mean has `format`, and `encoded` is as in the struct; the programs outlive it. False where
// memory is short or the shaders are missing (logged).
bool rmx_samples_init(struct rmx_samples *samples, struct rmx_programs *programs,
                      enum rmx_format format, int width, int height, bool encoded);
void rmx_samples_finish(struct rmx_samples *samples);

void rmx_samples_clear(struct rmx_samples *samples, int count);
void rmx_samples_add(struct rmx_samples *samples, GLuint picture);
// The mean in samples->mean: sRGB, straight alpha; `dither`: with the last 8-bit write's noise.
void rmx_samples_resolve(struct rmx_samples *samples, bool dither);
