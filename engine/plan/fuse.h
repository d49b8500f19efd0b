// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts the graph of steps into as few passes as give the same picture.
//
// In:  plan->steps, inputs before users, the last one the result.
// Out: plan->passes in drawing order; each step but the textures stands in exactly one of them,
// with its runs
//      and, where it is stored, the reason.
#pragma once

#include "plan/plan.h"

void rmx_plan_fuse(struct rmx_arena *arena, struct rmx_plan *plan);
