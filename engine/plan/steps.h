// SPDX-License-Identifier: GPL-3.0-or-later
// A checked scene as a graph of pictures: sources, fits, chains, masks, places, blends, in one
// list.
//
// In:  a scene. Out: plan->steps, inputs before users, the last one the scene's result.
#pragma once

#include "plan/plan.h"

// False where an engine step's file is missing (logged by the catalog).
bool rmx_plan_steps(struct rmx_arena *arena, struct rmx_plan *plan);
