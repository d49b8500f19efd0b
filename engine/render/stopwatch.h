// SPDX-License-Identifier: GPL-3.0-or-later
// How long the GPU takes for what is drawn between two calls, without waiting for it.
//
// In:  draws between begin and end. Out: their time, some frames later.
// Thread: that of the current context; a stopwatch is left in the one in which it was begun.
#pragma once

#include <stdbool.h>

enum { RMX_STOPWATCH_ROOM = 32 }; // that may be under way

// All zero: nothing was measured yet.
struct rmx_stopwatch {
    unsigned queries[2 * RMX_STOPWATCH_ROOM]; // a begin and an end each; zero: there are none
    int begun, answered;
    bool is_running;
};

// Not within one another. Where too many are under way it is not measured.
void rmx_stopwatch_begin(struct rmx_stopwatch *stopwatch);
void rmx_stopwatch_end(struct rmx_stopwatch *stopwatch);
// The milliseconds of all that became known since the last call.
double rmx_stopwatch_take_ms(struct rmx_stopwatch *stopwatch);
// What is under way will not be known.
void rmx_stopwatch_leave(struct rmx_stopwatch *stopwatch);
