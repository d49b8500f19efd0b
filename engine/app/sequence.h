// SPDX-License-Identifier: GPL-3.0-or-later
// render's --frames: a run of frames, each into a file of its own.
#pragma once

#include "app/frames.h"

struct rmx_still_params rmx_still_params_of(const struct rmx_options *options);

// Draws the frames of options->frames into options->output, a pattern. Ctrl-C ends it with whole
// files. Returns an exit code; what went wrong was said. `encode_ms` gets the time spent on
// writing, which runs beside the drawing.
int rmx_write_frames(const struct rmx_options *options, struct rmx_frames *frames,
                     double *encode_ms);
