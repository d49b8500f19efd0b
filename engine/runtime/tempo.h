// SPDX-License-Identifier: GPL-3.0-or-later
// A tempo that is set while a scene plays, in place of the scene's own: the beat goes on from where
// it is.
//
// In:  what each frame's beat was, a tempo, the time of the next frame. Out: its beat. Pure.
// Zero: no tempo is set.
#pragma once

#include <stdbool.h>

struct rmx_tempo {
    double bpm;                    // 0: the scene's own
    double last_bpm, beat, time_s; // of the last frame
};

// What the frame at that time had, from whomever.
void rmx_tempo_note(struct rmx_tempo *tempo, double time_s, double bpm, double beat);
// Whether a number can be one: 1 to 1000.
bool rmx_tempo_is(double bpm);
// The beat of the frame at that time, where a tempo is set. Time that goes back begins anew.
double rmx_tempo_beat(const struct rmx_tempo *tempo, double time_s);
