// SPDX-License-Identifier: GPL-3.0-or-later
// Where render's pictures go: one file, or one for each frame. Never one that they are made of.
//
// Those that write return an exit code and have said what went wrong. `encode_ms` gets the time
// spent on writing.
#pragma once

#include "app/command.h"
#include "app/exhibit.h"
#include "app/progress.h"
#include "app/provenance.h"
#include "app/render_reveal.h"
#include "runtime/player.h"
#include "write/sequence.h"
#include "write/still.h"

// False, and said, where `output` is one of the files that the scene is made of.
bool rmx_spares_inputs(const struct rmx_scene *scene, const char *output);

// The one frame of --frame or --time, else the one that the scene says.
long long rmx_frame_of(const struct rmx_options *options, const struct rmx_scene *scene,
                       double fps);

// A run of frames that was drawn, or broke off with that exit code: waits until all is written, and
// says how many there are. `kept`: were there already; `is_one_file`: there is no file unless all
// are drawn.
struct rmx_frames_end {
    const struct rmx_options *options;
    struct rmx_sequence *sequence;
    struct rmx_progress *progress;
    int written, kept;
    bool is_one_file;
};
int rmx_end_frames(const struct rmx_frames_end *end, int code);

// What a frame of a range stands for: the time until the next one, the last one for what is left of
// the span.
double rmx_frame_seconds(const struct rmx_frame_range *range, long long frame, double fps);

// Of the scene what the options do not say; NULL: nothing.
// One line where the output's format drops what is transparent.
void rmx_tell_of_alpha(const struct rmx_options *options, const struct rmx_player *player);
struct rmx_still_params rmx_still_params_of(const struct rmx_options *options,
                                            const struct rmx_scene *scene);

// What is done with each picture beside writing it.
struct rmx_beside {
    struct rmx_render_reveal *reveal; // drawn over it; NULL: nothing is
    struct rmx_exhibit *exhibit;      // adds it to the exhibition; NULL: nothing does
    struct rmx_provenance *provenance;
};

// The frame of --frame or --time into options->output.
int rmx_write_still(const struct rmx_options *options, struct rmx_player *player,
                    const struct rmx_beside *beside, double *encode_ms);
// The frames of --frames into options->output, a pattern; writing runs beside the drawing. Ctrl-C
// ends it with whole files.
int rmx_write_frames(const struct rmx_options *options, struct rmx_player *player,
                     const struct rmx_beside *beside, double *encode_ms);
