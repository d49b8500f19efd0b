// SPDX-License-Identifier: GPL-3.0-or-later
// Who can hold a part of a scene's surface, and which taps of the plans show them.
//
// In:  a loaded generation, with the scenes within it. Out: struct rmx_holders; for each holder the
// moves by which it is measured.
// Pure: no GPU.
#pragma once

#include "runtime/generation.h"
#include "share/shares.h"

// A scene's plan among those that are drawn into one another.
struct rmx_stage {
    const struct rmx_generation *generation;
    int parent;     // another stage, before it; -1: this is the outermost
    int parent_tap; // by which the parent reads it
};

// One thing that is moved to see who holds what.
struct rmx_move {
    int stage, tap; // of that stage's plan
    int holder;     // -1: a folder's, whose picture the frame says
};

struct rmx_moves {
    struct rmx_holders holders;
    struct rmx_stage *stages; // the outermost first
    int stage_count;
    struct rmx_move *items;
    int count;
};

// In the arena.
struct rmx_moves *rmx_moves_create(struct rmx_arena *arena,
                                   const struct rmx_generation *generation);
// The holder that a source is; -1: it is none.
int rmx_holders_find(const struct rmx_holders *holders, const struct rmx_source *source);
