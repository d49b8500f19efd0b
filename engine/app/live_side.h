// SPDX-License-Identifier: GPL-3.0-or-later
// The side file of the scene that is shown: followed while people edit it, and changed by what
// hands teach the show.
//
// In:  the scene's path, turns. Out: what it says now; mistakes in it as sentences, each once,
// while what it said before goes on. Thread: the show's. Once it runs, files are read and written
// on a short-lived one of its own; without a change there is none. What cannot be written is kept
// and tried again.
#pragma once

#include "scene/scene.h"
#include "scene/side.h"

struct rmx_live_side;

struct rmx_live_side_params {
    const char *scene; // its path
    void (*say)(void *data, const char *text);
    void *say_data;
    bool is_quiet; // says errors only
};

// Reads what there is.
struct rmx_live_side *rmx_live_side_create(const struct rmx_live_side_params *params);
// What was not written yet is tried once more. NULL is fine.
void rmx_live_side_destroy(struct rmx_live_side *live);
// Once a turn of the show, at a time of rmx_clock_ms. `scene`: that is shown; NULL: none yet.
// `load`: another number, from 0 on, for each load of it.
void rmx_live_side_turn(struct rmx_live_side *live, const struct rmx_scene *scene, int load,
                        double now_ms);

// Never NULL; until the next turn or change.
const struct rmx_side *rmx_live_side_now(const struct rmx_live_side *live);
// Another number each time that it says something else.
int rmx_live_side_version(const struct rmx_live_side *live);
// "hands.midi.yaml": for sentences.
const char *rmx_live_side_name(const struct rmx_live_side *live);

// Changes hold at once, and are written soon.
void rmx_live_side_bind(struct rmx_live_side *live, const struct rmx_side_knob *knob);
// False: the file says nothing of it.
bool rmx_live_side_unbind(struct rmx_live_side *live, const char *name);
void rmx_live_side_keep(struct rmx_live_side *live, const struct rmx_snapshot *snapshot);
