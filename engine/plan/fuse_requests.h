// SPDX-License-Identifier: GPL-3.0-or-later
// `fuse: true` of a scene that the plan could not follow.
//
// In:  a fused plan. Out: a warning for each step whose wish could not be kept, at its place.
// Pure.
#pragma once

#include "plan/plan.h"

void rmx_plan_fuse_requests(const struct rmx_plan *plan, struct rmx_errors *errors);
