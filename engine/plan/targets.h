// SPDX-License-Identifier: GPL-3.0-or-later
// Which texture each pass draws into: the fewest that keep what must be kept.
//
// In:  plan->passes with their textures and what they depend on. Out: pass->target,
// plan->target_count.
#pragma once

#include "plan/plan.h"

// The signals that change from frame to frame without anybody's hand.
uint32_t rmx_moving_signals(void);

void rmx_plan_targets(struct rmx_arena *arena, struct rmx_plan *plan);
