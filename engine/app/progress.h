// SPDX-License-Identifier: GPL-3.0-or-later
// How far a long work is: one line that rewrites itself on a terminal, a line now and then
// elsewhere.
#pragma once

#include <stdbool.h>

struct rmx_progress {
    bool quiet, rewrites;
    int total; // frames to draw
    double began_ms, last_ms;
    int last_length; // of the line on the terminal
};

void rmx_progress_begin(struct rmx_progress *progress, int total, bool quiet);
// After each frame; says something only where it is time to.
void rmx_progress_step(struct rmx_progress *progress, int done);
void rmx_progress_end(struct rmx_progress *progress);
