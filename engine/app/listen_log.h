// SPDX-License-Identifier: GPL-3.0-or-later
// What came in while `listen` runs: the last value of each control and address, and what it moves.
//
// In:  messages, devices that come and go. Out: a copy of where all stands; or a line for each
// event. Thread: any.
#pragma once

#include "base/text.h"

#include <stdbool.h>

enum { RMX_LISTEN_ROWS = 128, RMX_LISTEN_SOURCES = 40, RMX_LISTEN_TEXT = 128 };

// Somebody who sends: a device, or all that comes by OSC.
struct rmx_listen_source {
    char name[RMX_LISTEN_TEXT];
    bool is_here, has_sent;
};

struct rmx_listen_row {
    int source; // -1: this place is free
    char name[RMX_LISTEN_TEXT], value[RMX_LISTEN_TEXT], moves[RMX_LISTEN_TEXT];
    long long count;
    double time_ms; // of the last one
};

struct rmx_listen_state {
    struct rmx_listen_source sources[RMX_LISTEN_SOURCES];
    int source_count;
    struct rmx_listen_row rows[RMX_LISTEN_ROWS]; // in the order in which they first came
    int row_count;
};

struct rmx_listen_log;

// `keeps_lines`: for rmx_listen_log_lines.
struct rmx_listen_log *rmx_listen_log_create(bool keeps_lines);
void rmx_listen_log_destroy(struct rmx_listen_log *log); // NULL is fine

// `moves`: "" where nothing listens. Texts may be strangers'. Where there is no room, what has been
// silent for the longest is forgotten.
void rmx_listen_log_note(struct rmx_listen_log *log, const char *source, const char *name,
                         const char *value, const char *moves, double time_ms);
void rmx_listen_log_source(struct rmx_listen_log *log, const char *name, bool is_here,
                           double time_ms);
// Anything else that happened, for its line alone.
void rmx_listen_log_say(struct rmx_listen_log *log, const char *what, double time_ms);

void rmx_listen_log_copy(struct rmx_listen_log *log, struct rmx_listen_state *state);
// The lines since they were last asked for, with the seconds since `log` was made; how many were
// too many stands at the end.
void rmx_listen_log_lines(struct rmx_listen_log *log, struct rmx_text *out);
