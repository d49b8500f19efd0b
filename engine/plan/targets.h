// SPDX-License-Identifier: GPL-3.0-or-later
// Which texture each pass draws into: the fewest that keep what must be kept.
//
// In:  plan->passes with their textures and what they depend on. Out: pass->format, pass->target,
// plan->target_count.
#pragma once

#include "plan/plan.h"

enum rmx_format rmx_depth_format(int depth); // bits a channel: 8, 16 or 32
// Of a step's picture where it is stored, and of the scene's result: samples are averaged before
// they are cut to the output's depth.
enum rmx_format rmx_plan_kept_format(const struct rmx_plan *plan, const struct rmx_step *step);
enum rmx_format rmx_plan_result_format(const struct rmx_plan *plan);

void rmx_plan_formats(struct rmx_plan *plan);
void rmx_plan_targets(struct rmx_arena *arena, struct rmx_plan *plan);
