// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of the renderer share.
//
// In:  nothing. Out: nothing: plain data, for render/renderer*.c alone; others include
// render/renderer.h.
#pragma once

#include "render/loop_notes.h"
#include "render/mips.h"
#include "render/pace.h"
#include "render/programs.h"
#include "render/renderer.h"
#include "render/samples.h"
#include "render/schedule.h"
#include "render/shrunk.h"
#include "render/sounds.h"
#include "render/sources.h"
#include "render/special.h"
#include "render/targets.h"

struct rmx_renderer {
    struct rmx_arena *arena; // this struct too
    const struct rmx_plan *plan;
    // Shared by all that draw the plan.
    struct rmx_programs *programs;
    struct rmx_sources *sources;
    // Of this one alone.
    struct rmx_targets_size size; // of the result, and of the canvas that it is a part of
    struct rmx_schedule *schedule;
    long long sources_seen; // the last change of a source that was marked in the schedule
    struct rmx_targets targets;
    struct rmx_fragment_table **fragments; // by pass; NULL: it draws none
    struct rmx_sounds sounds;
    struct rmx_loop_notes notes;
    struct rmx_pace pace;
    struct rmx_texture nothing; // one transparent black pixel
    GLuint vertices, frame;     // an empty vertex array; the uniform buffer
    GLuint flat, mipmapped;     // samplers
    struct rmx_samples samples;
    struct rmx_mips mips;
    struct rmx_shrunk shrunk;
    // Of a probe, which draws another one's frame again with one picture moved (render/probe.h).
    struct rmx_renderer *base;        // NULL: it is none
    bool *is_moved;                   // by pass: drawn again; of the others the base's stand
    int moved_source;                 // whose pixels are others now; -1: none's
    struct rmx_texture moved_picture; // these
    struct rmx_special *special;      // of a trial, or of programs that passed one; NULL: none
    bool owns_special;
    bool is_sample;  // of a frame of which there is one already
    bool was_short;  // memory did not suffice: what is drawn from then on is another picture
    bool shows_mean; // the result is the samples' mean
    struct rmx_renderer_counts counts;
};

// What `from` drew last into a texture of its size, as sources are kept.
void rmx_renderer_copy_picture(struct rmx_renderer *renderer, struct rmx_texture *texture,
                               const struct rmx_renderer *from);
// For a probe: the passes that are moved, whatever their bytes.
void rmx_renderer_draw_moved(struct rmx_renderer *renderer, const unsigned char *block);

// All passes, due or not: for a trial.
void rmx_renderer_draw_all(struct rmx_renderer *renderer, const unsigned char *block);

// What every draw relies on: no blending, the whole canvas, the empty vertex array.
void rmx_renderer_set_state(struct rmx_renderer *renderer);
