// SPDX-License-Identifier: GPL-3.0-or-later
// Which pictures have no transparency at all: they are read without weighing colours by alpha.
//
// In:  the plan's steps, before they are fused. Out: each step's is_opaque.
// Pure. What is not known to be opaque is not: an effect of others never is, unless its alpha is
// ignored.
#pragma once

#include "plan/plan.h"

void rmx_plan_opaque(struct rmx_plan *plan);
// Whether the pictures of a step that draws fragments have no transparency.
bool rmx_fragments_are_opaque(const struct rmx_plan *plan, const struct rmx_step *step);
