// SPDX-License-Identifier: GPL-3.0-or-later
// How a layer of fragments comes onto the canvas: as geometry, or as a pure function of the point.
//
// In:  the step that draws them, its cut and arranges. Out: the choice, in its fragments plan.
// Pure.
#pragma once

#include "plan/plan.h"

// Finds the way, and what its stages must do.
void rmx_fragments_choose(const struct rmx_plan *plan, const struct rmx_step *root);
// Columns, rows and numbers of a cut whose header says so many of each: at least one, and together
// no more than `limit` numbers. False where they had to be fewer.
bool rmx_fragments_grid(double columns, double rows, int each, double limit, int grid[3]);
