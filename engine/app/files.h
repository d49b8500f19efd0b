// SPDX-License-Identifier: GPL-3.0-or-later
// Where render's pictures go: one file, or one for each frame. Never one that they are made of.
//
// Those that write return an exit code and have said what went wrong. `encode_ms` gets the time
// spent on writing; `reveal` is drawn over each picture, `exhibit` adds it to the exhibition, NULL:
// nothing does.
#pragma once

#include "app/command.h"
#include "app/exhibit.h"
#include "app/render_reveal.h"
#include "runtime/player.h"

// False, and said, where `output` is one of the files that the scene is made of.
bool rmx_spares_inputs(const struct rmx_scene *scene, const char *output);

// The frame of --frame or --time into options->output.
int rmx_write_still(const struct rmx_options *options, struct rmx_player *player,
                    struct rmx_render_reveal *reveal, struct rmx_exhibit *exhibit,
                    double *encode_ms);
// The frames of --frames into options->output, a pattern; writing runs beside the drawing. Ctrl-C
// ends it with whole files.
int rmx_write_frames(const struct rmx_options *options, struct rmx_player *player,
                     struct rmx_render_reveal *reveal, struct rmx_exhibit *exhibit,
                     double *encode_ms);
