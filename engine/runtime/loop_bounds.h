// SPDX-License-Identifier: GPL-3.0-or-later
// Loops in files of others that make more rounds than they are given.
//
// In:  a plan. Out: a warning for each such file, where constants show it. Pure.
#pragma once

#include "base/error.h"
#include "plan/plan.h"

void rmx_loop_bounds_warn(const struct rmx_plan *plan, struct rmx_errors *errors);
