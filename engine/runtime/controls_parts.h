// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of the controls share.
//
// In:  nothing. Out: nothing: plain data, for runtime/controls*.c alone.
#pragma once

#include "base/inbox.h"
#include "runtime/controls.h"
#include "runtime/gesture.h"
#include "runtime/tap_tempo.h"

// A provided signal, by name: it outlives the scenes that have it.
struct rmx_control {
    const char *name;
    double value, initial; // `initial` as the scene last said it
    bool is_placed;        // by a key, a setting, another thread
    bool was_read;         // `initial` is known
    bool was_moved;        // lately
    bool glides;           // from one value to another, since `start_s` of the scene's time
    double from, to, start_s, over_s;
    struct rmx_gesture *gesture; // of a knob: it is recorded, or loops; NULL: neither
};

struct rmx_controls {
    struct rmx_arena *arena;
    struct rmx_inbox *inbox;
    struct rmx_control **items;
    int count;
    const char *chosen; // a knob; NULL: none yet
    double pointer[2];
    double time_s, beat; // of the frame that is taken
    bool is_recording;   // gestures
    double record_from;  // the beat
    struct rmx_beat tempo;
    struct rmx_tap_tempo taps;
    double scene_bpm; // as the scene last said it; 0: an expression
    // Of the scene that is bound, in an arena of their own:
    const struct rmx_scene *scene;
    struct rmx_arena *bound_arena;
    struct rmx_control **bound; // parallel to scene->signals; NULL: it is not provided
    struct rmx_signal_values values;
};

// controls.c
// The value takes effect, within the signal's range.
void rmx_controls_apply(struct rmx_controls *controls, int signal, double value);
// The signal of the bound scene; -1: it has none.
int rmx_controls_signal(const struct rmx_controls *controls, const struct rmx_control *control);

// controls_gesture.c
void rmx_control_end_gesture(struct rmx_control *control);
// A hand moves a knob: its loop ends, and its movement is recorded where that is wanted, from where
// it has stood until now.
void rmx_controls_touch(struct rmx_controls *controls, struct rmx_control *control, int signal);
// Of the frame that is taken: what loops stands where it stands at its beat.
void rmx_controls_take_beat(struct rmx_controls *controls);
