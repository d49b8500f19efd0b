// SPDX-License-Identifier: GPL-3.0-or-later
// What hands send while `listen` runs: MIDI and OSC, with what each message moves in a scene.
//
// In:  options, a scene and its side file. Out: entries of a log; what MIDI and OSC are at.
// Thread: the caller's; messages come on others.
#pragma once

#include "app/listen_log.h"
#include "app/options.h"
#include "scene/scene.h"
#include "scene/side.h"

struct rmx_listen_hands;

struct rmx_listen_hands_params {
    const struct rmx_options *options;
    const struct rmx_scene *scene; // NULL: none; outlives the hands, as the side file does
    const struct rmx_side *side;
    struct rmx_listen_log *log;
};

struct rmx_listen_hands *rmx_listen_hands_create(const struct rmx_listen_hands_params *params);
void rmx_listen_hands_destroy(struct rmx_listen_hands *hands); // NULL is fine

// Clauses: "one device", "no device yet"; "port 9000 of this machine alone", NULL: off.
const char *rmx_listen_hands_midi(const struct rmx_listen_hands *hands);
const char *rmx_listen_hands_osc(const struct rmx_listen_hands *hands);
