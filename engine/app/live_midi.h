// SPDX-License-Identifier: GPL-3.0-or-later
// MIDI of a show: controls that move its knobs, send its verbs and are read by its scene, and those
// that hands teach it.
//
// In:  options, the turns of a show, its side file. Out: what messages set and press in it, what
// is learned into the side file, where lamps and motors belong; sentences. Thread: the show's. No
// device, library or thread where neither scene, side file nor options ask for any, and nothing is
// learned.
#pragma once

#include "app/live_side.h"
#include "app/options.h"
#include "control/midi.h"
#include "show/show.h"

struct rmx_live_midi;

struct rmx_live_midi_params {
    const struct rmx_list *wanted; // --midi: parts of names of devices, `all` or `none`
    struct rmx_live_side *side;    // outlives this
    void (*say)(void *data, const char *text);
    void *say_data;
    bool is_quiet;  // does not say which devices come and go
    bool is_wanted; // devices are opened whatever the scene says
    // As struct rmx_midi_params says; NULL: it is not told.
    void (*clock)(void *data, enum rmx_midi_clock kind, int number, double time_ms);
    void *clock_data;
};

struct rmx_live_midi *rmx_live_midi_create(const struct rmx_live_midi_params *params);
// Before the show is destroyed. NULL is fine.
void rmx_live_midi_destroy(struct rmx_live_midi *live);
// From now on it is this show that is moved.
void rmx_live_midi_begin(struct rmx_live_midi *live, struct rmx_show *show);
// Once a turn of the show, behind it and the side file's turn.
void rmx_live_midi_turn(struct rmx_live_midi *live);
// Forgets what the side file says of a knob.
void rmx_live_midi_unlearn(struct rmx_live_midi *live, const char *knob);

// What --midi says: whether it is `none`; how many names of devices it has, 0: all.
bool rmx_live_midi_is_refused(const struct rmx_list *wanted);
int rmx_live_midi_wanted(const struct rmx_list *wanted);
