// SPDX-License-Identifier: GPL-3.0-or-later
// Passes as GLSL: one fragment shader and one parameter block each.
//
// In:  plan->passes and steps, fused. Out: each pass's glsl, texts, textures, slots, block and
// dependencies.
#pragma once

#include "plan/plan.h"

void rmx_plan_emit(struct rmx_arena *arena, struct rmx_plan *plan);
