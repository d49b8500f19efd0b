// SPDX-License-Identifier: GPL-3.0-or-later
// Shares that nobody measured, for what is made of shares.
//
// In:  names and numbers. Out: holders and frames, in an arena.
#pragma once

#include "share/shares.h"

struct made_shares {
    struct rmx_arena *arena;
    struct rmx_holders holders; // the sources, then the background, then the effects
    struct rmx_source *sources; // pictures without a file; to be filled in
};

struct made_shares made_create(const char *const *names, int count);
void made_destroy(struct made_shares *made);
// A frame of 160 x 90 in which each cell is shared like this, by holder; 30 frames a second.
struct rmx_shares *made_frame(struct made_shares *made, long long frame, const double *shares);
