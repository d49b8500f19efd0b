// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of the renderer share.
//
// In:  nothing. Out: nothing: plain data, for render/renderer*.c alone; others include
// render/renderer.h.
#pragma once

#include "render/fragments/table.h"
#include "render/mips.h"
#include "render/program.h"
#include "render/renderer.h"
#include "render/samples.h"
#include "render/schedule.h"
#include "render/sounds.h"
#include "render/target.h"

struct rmx_renderer_source {
    struct rmx_texture texture;
    bool has_mips;
};

struct rmx_renderer {
    struct rmx_arena *arena; // this struct too
    const struct rmx_plan *plan;
    const struct rmx_device *device;
    struct rmx_program_cache *cache;
    struct rmx_store *store; // NULL: pictures and programs are its own
    int width, height;
    struct rmx_schedule *schedule;
    struct rmx_program_set programs;
    struct rmx_target *targets;
    struct rmx_fragment_table **fragments; // by pass; NULL: it draws none
    struct rmx_renderer_source *sources;
    int source_count;
    struct rmx_sounds sounds;
    struct rmx_texture nothing; // one transparent black pixel
    GLuint vertices, frame;     // an empty vertex array; the uniform buffer
    GLuint flat, mipmapped;     // samplers
    struct rmx_samples samples;
    struct rmx_mips mips;
    bool is_sample;  // of a frame of which there is one already
    bool shows_mean; // the result is the samples' mean
    struct rmx_renderer_counts counts;
};

// What every draw relies on: no blending, the whole canvas, the empty vertex array.
void rmx_renderer_set_state(struct rmx_renderer *renderer);
