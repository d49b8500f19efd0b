// SPDX-License-Identifier: GPL-3.0-or-later
// A plan in words: passes, what is fused into each, what each depends on, why a picture is stored.
//
// In:  a plan. Out: text for `remontage explain` and the golden files; no paths of the machine in
// it.
#pragma once

#include "plan/plan.h"

// `costs`: with what a pixel of each pass costs, which each line of an effect changes.
void rmx_plan_explain(const struct rmx_plan *plan, bool costs, struct rmx_text *out);
// The fragment shaders, each under its pass's title.
void rmx_plan_explain_glsl(const struct rmx_plan *plan, struct rmx_text *out);
