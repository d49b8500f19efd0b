// SPDX-License-Identifier: GPL-3.0-or-later
// Where a source lies on the canvas, and what a pass depends on.
#pragma once

#include "plan/plan.h"

// From a point of the canvas to one of the source: source = canvas * scale + offset (both 0..1).
struct rmx_fit_transform {
    double scale[2], offset[2];
};
// `source`: the step's, or which one of a folder's is shown. On a canvas of this size, which need
// not be the plan's.
struct rmx_fit_transform rmx_fit_transform(const struct rmx_plan *plan, const struct rmx_step *step,
                                           int source, int width, int height);
// Source pixels per canvas pixel after fit, the denser axis.
double rmx_fit_density(const struct rmx_plan *plan, const struct rmx_step *step, int source,
                       int width, int height);
// Whether a FIT step's picture is made smaller once, for a canvas of this size, as no mip level is:
// what its pass reads is the whole canvas then, a pixel to a pixel, the bars of `contain` included.
bool rmx_fit_shrinks(const struct rmx_plan *plan, const struct rmx_step *step, int width,
                     int height);

// Fills pass->signals.
void rmx_plan_depends(struct rmx_arena *arena, struct rmx_plan *plan);
