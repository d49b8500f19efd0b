// SPDX-License-Identifier: GPL-3.0-or-later
// Where the performer has put the knobs, by name, from one reading of a scene to the next.
//
// In:  scenes, moves. Out: the values of a scene's knobs.
// Pure.
#pragma once

#include "scene/scene.h"

struct rmx_knobs;

struct rmx_knobs *rmx_knobs_create(void);
void rmx_knobs_destroy(struct rmx_knobs *knobs); // NULL is fine

// As --set: holds from the first scene that has such a knob until its `at:` is edited.
void rmx_knobs_set(struct rmx_knobs *knobs, const char *name, double value);

// A new reading: `values` (parallel to scene->knobs) gets where each knob stands. One that was
// moved stays, within its ends; one whose own `at:` was edited stands there.
void rmx_knobs_take(struct rmx_knobs *knobs, const struct rmx_scene *scene, double *values);

// The chosen knob moves on in the scene's order (`step` 1 or -1); -1 where the scene has none.
int rmx_knobs_choose(struct rmx_knobs *knobs, const struct rmx_scene *scene, int step);
// The chosen one, chosen now where none was; -1 as above.
int rmx_knobs_chosen(struct rmx_knobs *knobs, const struct rmx_scene *scene);
// Moves a knob by a part of its way.
void rmx_knobs_move(struct rmx_knobs *knobs, const struct rmx_scene *scene, double *values,
                    int knob, double part);
// Whether knob `name` was moved since rmx_knobs_forget_moves, or the start.
bool rmx_knobs_was_moved(const struct rmx_knobs *knobs, const char *name);
void rmx_knobs_forget_moves(struct rmx_knobs *knobs);
