// SPDX-License-Identifier: GPL-3.0-or-later
// Which passes with state of one load of a scene go on in the next one.
//
// In:  scenes and plans, before and after an edit. Out: keys and pass numbers.
// Pure.
#pragma once

#include "plan/plan.h"
#include "scene/visit.h"

// A place is known by names where there are any, so that what is put in elsewhere moves nothing: a
// layer by its name, else its number; an effect by its own name and by how many of it stand before.
uint64_t rmx_layer_key(const struct rmx_scene *scene, int layer);
uint64_t rmx_instance_key(const struct rmx_scene *scene, const struct rmx_instance_at *at);

// The pass of `before` that drew the kept picture which `pass` draws now: a buffer of the same
// name and place, or the past of the same layer. -1 where there is none, or nothing is kept.
int rmx_plan_predecessor(const struct rmx_plan *plan, int pass, const struct rmx_plan *before);
