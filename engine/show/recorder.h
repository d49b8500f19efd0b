// SPDX-License-Identifier: GPL-3.0-or-later
// Records a show: what comes into each frame that is presented, and what each load is made of.
//
// In:  frames of a show whose parameters say `records`. Out: a file (record/writer.h), from which
// show/replay.h shows the same again.
// Thread: the show's.
#pragma once

#include "show/show.h"

struct rmx_recorder;

struct rmx_recorder_params {
    const char *path;                          // a new file, or an empty one
    const struct rmx_settings *settings;       // the show's
    const char *version;                       // of the program
    void (*say)(void *data, const char *text); // as in struct rmx_show_voice
    void *say_data;
};

// NULL with one sentence in `why`.
struct rmx_recorder *rmx_recorder_create(const struct rmx_recorder_params *params, char *why,
                                         size_t why_size);
void rmx_recorder_destroy(struct rmx_recorder *recorder); // NULL is fine
// For each frame that is presented; those of further outputs change nothing. NULL is fine.
void rmx_recorder_frame(struct rmx_recorder *recorder, const struct rmx_show_frame *frame);
