// SPDX-License-Identifier: GPL-3.0-or-later
// What an artist asked of the planner with `fuse: true` and did not get.
//
// In:  a fused plan. Out: a warning for each step whose wish could not be kept, at its place.
// Pure.
#pragma once

#include "plan/plan.h"

void rmx_plan_fuse_requests(const struct rmx_plan *plan, struct rmx_errors *errors);
