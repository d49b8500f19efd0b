// SPDX-License-Identifier: GPL-3.0-or-later
// Which pictures need mips: those that some frame reads above level 0.
#pragma once

#include "plan/plan.h"

// Fills texture->wants_mips and pass->mips, once passes and blocks are laid out.
void rmx_plan_mips(struct rmx_plan *plan);
