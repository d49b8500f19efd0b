// SPDX-License-Identifier: GPL-3.0-or-later
// Where everything stands that a pass reads: its textures in the order of their samplers, its
// parameter block, the sources that it answers for.
//
// In:  plan->passes and steps, fused. Out: each pass's textures, slots, block and sources, which
// picture outlives its frame; fragments' offsets and byte ranges (plan/fragments/layout.h). The
// shaders are printed from it afterwards (plan/emit.h).
// Pure.
#pragma once

#include "plan/plan.h"

void rmx_plan_layout(struct rmx_arena *arena, struct rmx_plan *plan);
