// SPDX-License-Identifier: GPL-3.0-or-later
// Tempo and beat of a MIDI clock: 24 ticks a beat, start, stop, song position (MIDI 1.0).
//
// In:  its messages, with when they came. Out: the straight line, by least squares, through the
// ticks of the last two beats. Pure. Zero: nothing has come.
// Ticks that come 3 ms early or late leave the tempo within half a percent after two beats. A clock
// that changes its tempo at once is followed within a beat; one that is silent for half a
// second has ended, and begins anew with its next tick.
#pragma once

#include "control/midi_bytes.h"

#include <stdbool.h>

enum { RMX_MIDI_CLOCK_TICKS = 49 };

struct rmx_midi_clock_ticks {
    double ms[RMX_MIDI_CLOCK_TICKS]; // of the last ones, the newest at `count` - 1
    int count;
    long long number;  // of the newest one: 24 to a beat
    bool has_position; // since it was started, or told where it is
    bool waits;        // its next tick is the one whose number this is
    int settling;      // ticks until only those in a new tempo are kept; 0: it has not changed
    bool is_stopped;   // by its player; ticks go on, and so does the beat
    long long resumes; // the number of the tick with which it continues
};

struct rmx_midi_clock_beat {
    double bpm;
    double beat;       // at the time that was asked for
    bool has_position; // else only the tempo is known, and not where a beat begins
};

void rmx_midi_clock_take(struct rmx_midi_clock_ticks *ticks, enum rmx_midi_clock kind, int number,
                         double time_ms);
// Whether ticks come.
bool rmx_midi_clock_runs(const struct rmx_midi_clock_ticks *ticks, double now_ms);
// False: none come, or not for half a beat in this tempo.
bool rmx_midi_clock_beat(const struct rmx_midi_clock_ticks *ticks, double now_ms,
                         struct rmx_midi_clock_beat *beat);
