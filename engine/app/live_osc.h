// SPDX-License-Identifier: GPL-3.0-or-later
// OSC of a show: its knobs, verbs and the addresses that its scene reads, under /remontage and
// where the scene says; and OSCQuery, which tells who asks what it can reach.
//
// In:  options, the frames of a show. Out: what messages set and press in it; a sentence where the
// port cannot be had, and the show goes on without.
// Thread: the show's. No socket and no thread where neither options nor scene ask for it.
#pragma once

#include "base/text.h"
#include "show/show.h"

struct rmx_live_osc;

struct rmx_live_osc_params {
    int port;           // --osc; 0: what the scene says
    int query_port;     // --oscquery; 0: what there is cannot be asked
    const char *listen; // --listen; NULL: loopback
    void (*say)(void *data, const char *text);
    void *say_data;
    bool is_quiet; // where OSCQuery answers is not said
};

struct rmx_live_osc *rmx_live_osc_create(const struct rmx_live_osc_params *params);
// Before the show is destroyed. NULL is fine.
void rmx_live_osc_destroy(struct rmx_live_osc *live);
// From now on it is this show that is moved.
void rmx_live_osc_begin(struct rmx_live_osc *live, struct rmx_show *show);
// For each frame that is presented: follows the scene, and tells listeners what has moved.
void rmx_live_osc_frame(struct rmx_live_osc *live, const struct rmx_show_frame *frame);
// The addresses that every show has, a line each.
void rmx_live_osc_print(struct rmx_text *out);
// Where it listens; 0: nowhere.
int rmx_live_osc_port(const struct rmx_live_osc *live);
// Where OSCQuery answers; 0: nowhere.
int rmx_live_osc_query_port(const struct rmx_live_osc *live);
