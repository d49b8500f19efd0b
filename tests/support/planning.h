// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of a test's own effects, and plans of scenes that use them. No GPU.
//
// An error in a scene fails the running test with its message.
#pragma once

#include "plan/values.h"

struct planning {
    struct rmx_arena *arena;
    struct rmx_catalog *catalog; // of the folder; NULL until planning_open
    char folder[32];
};

// An empty folder; -1 where there can be none. Then files, then the catalog: effects are found
// once.
int planning_begin(struct planning *planning);
void planning_put(struct planning *planning, const char *name, const char *text);
void planning_open(struct planning *planning);
// Removes the folder; its exit status.
int planning_end(struct planning *planning);

// The plan of a scene's text, on a canvas of 32 x 18, its pictures 400 x 200. It lives as long as
// the arena.
struct rmx_plan *planning_plan(struct planning *planning, const char *text);
