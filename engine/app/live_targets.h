// SPDX-License-Identifier: GPL-3.0-or-later
// What of a show can be reached from outside by an address: its knobs, its verbs, its tempo, and
// the addresses that its scene reads. One list for OSC and for who asks what OSC can reach.
//
// In:  a scene. Out: targets, and where each one's number stands in the scene's signals. Pure.
#pragma once

#include "control/osc.h"
#include "scene/scene.h"

struct rmx_live_targets {
    struct rmx_osc_target *items;
    int *signals; // parallel: its entry in the scene's table; -1: there is none
    int count;
    int signal_count; // entries of `signals`
};

// Of a show that plays the scene; NULL: none yet. Lists and texts are the arena's and the scene's.
struct rmx_live_targets rmx_live_targets(struct rmx_arena *arena, const struct rmx_scene *scene);

// By what rmx_osc_tell calls a verb: no knob has such a name.
const char *rmx_live_verb_name(char name[64], const char *verb);
