// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of signals and what is provided for them, as tests need them.
#pragma once

#include "scene/scene.h"

// The engine's entries, and knobs of these names from 0 to 1.
struct rmx_signals signals_of(struct rmx_arena *arena, const char *const *knobs, int count);
// For rmx_frame_inputs.provided: knobs at `knobs` (parallel to scene->knobs; NULL: at their `at:`),
// all else at its initial value.
double *signals_provided(struct rmx_arena *arena, const struct rmx_scene *scene,
                         const double *knobs);
