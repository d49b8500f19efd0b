// SPDX-License-Identifier: GPL-3.0-or-later
// OSCQuery of a show: what its OSC port can reach, told to all who ask, and announced.
//
// In:  options, a port of OSC, its targets. Out: packets for OSC; a sentence of where it answers,
// or why it does not, and the show goes on without.
// Thread: the show's.
#pragma once

#include "control/osc.h"

struct rmx_live_oscquery;

struct rmx_live_oscquery_params {
    int port;            // --oscquery
    const char *listen;  // --listen; NULL: loopback
    struct rmx_osc *osc; // outlives it
    void (*say)(void *data, const char *text);
    void *say_data;
    bool is_quiet;    // what went well is not said
    bool was_refused; // nor why it cannot be, which was
};

// NULL: it is off, and why is said.
struct rmx_live_oscquery *rmx_live_oscquery_create(const struct rmx_live_oscquery_params *params);
void rmx_live_oscquery_destroy(struct rmx_live_oscquery *live); // NULL is fine
// NULL is fine for these, too.
void rmx_live_oscquery_set_targets(struct rmx_live_oscquery *live,
                                   const struct rmx_osc_target *targets, int count);
void rmx_live_oscquery_note_moved(struct rmx_live_oscquery *live, const char *name, double host);
void rmx_live_oscquery_tell(struct rmx_live_oscquery *live, const char *name, double value);
int rmx_live_oscquery_port(const struct rmx_live_oscquery *live);
