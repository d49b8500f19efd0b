// SPDX-License-Identifier: GPL-3.0-or-later
// The tempo of a scene that plays, where anybody but its own `bpm:` has a say in it: a number that
// is set, taps, nudges, and a line, the beat of somebody else who is followed.
//
// In:  what each frame's beat was, what is set, the time of the next frame. Out: its beat. Pure.
// One rule for all: the beat never jumps. It goes on in its tempo from where it is, and what it
// owes to a tap, a nudge or a line it makes up within a bar of four beats: it runs at most a tenth
// faster or slower, more only where a bar would not be enough, and never more than half.
// Time that goes back begins anew. Zero: the scene's own tempo.
#pragma once

#include <stdbool.h>

// The beat of somebody else, as a line through time.
struct rmx_beat_line {
    int source; // who, by any number above 0; 0: no one
    double bpm;
    double beat, time_s; // where it is at which time of the scene
    double bar;  // the beat is that but for multiples of so many; 0: its tempo alone is known
    bool yields; // to a tempo that is set, and to taps: they end it
};

struct rmx_beat {
    double bpm;                    // that is set; 0: the scene's own
    bool is_led;                   // the beat is not what the scene's `bpm:` makes of time
    double last_bpm, beat, time_s; // of the last frame
    double owed;                   // beats that are to be made up
    double pace;                   // at which part of the tempo; 0: nothing is owed
    struct rmx_beat_line line;
    double shift;     // of the line's beats, by nudges
    double asked_bpm; // set or tapped while a line went on that does not yield
    int asked;        // how often
};

// What the frame at that time had, from whomever. A number that is not finite changes nothing.
void rmx_beat_note(struct rmx_beat *beat, double time_s, double bpm, double at);
// Whether a number can be one: 1 to 1000.
bool rmx_beat_is(double bpm);
// By hand: a tempo in place of the scene's.
void rmx_beat_set(struct rmx_beat *beat, double bpm);
// By hand: at that time the beat is so many since a bar's start; `bpm` 0: its tempo stays.
void rmx_beat_tap(struct rmx_beat *beat, double time_s, double bpm, double at);
// By hand: the beat is to be so much further on.
void rmx_beat_nudge(struct rmx_beat *beat, double beats);
// Who is followed from now on. NULL: no one any more; the tempo stays.
void rmx_beat_follow(struct rmx_beat *beat, const struct rmx_beat_line *line);
// The scene's own `bpm:` was edited; 0: it is an expression. It holds, and the beat goes on.
void rmx_beat_edit(struct rmx_beat *beat, double bpm);

// In place of the scene's own; NaN: the scene's own holds.
double rmx_beat_bpm(const struct rmx_beat *beat);
// The beat of the frame at that time, where the tempo is led; else NaN.
double rmx_beat_take(struct rmx_beat *beat, double time_s);
