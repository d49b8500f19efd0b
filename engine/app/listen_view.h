// SPDX-License-Identifier: GPL-3.0-or-later
// The block of lines that `listen` shows in a terminal.
//
// In:  what is heard, what came in, the terminal's size. Out: lines that fit into it. Pure.
#pragma once

#include "app/listen_log.h"
#include "base/signals.h"

struct rmx_listen_sound {
    bool is_there;            // something is listened to
    const char *name;         // what
    float numbers[RMX_HEARD]; // but for events:
    bool onset, kick, snare;  // whether their lamps are lit
};

struct rmx_listen_view {
    const char *scene; // NULL: none
    const char *midi;  // a clause
    const char *osc;   // "port 9000 of 127.0.0.1"; NULL: off
    struct rmx_listen_sound sound;
    const struct rmx_listen_state *state;
    double now_ms;
    int columns, lines; // of the terminal
    bool has_unicode;   // it shows more than ASCII
};

// `count`: how many lines there are, at most one less than the terminal has.
void rmx_listen_view(struct rmx_text *out, const struct rmx_listen_view *view, int *count);
