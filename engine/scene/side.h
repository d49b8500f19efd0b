// SPDX-License-Identifier: GPL-3.0-or-later
// The side file of a scene, SCENE.midi.yaml: what a performer's hands have taught the show. The
// show writes it, people may edit it, and the scene itself is never touched.
//
//     pickup: catch
//     knobs:
//       chaos: cc 21
//       hue: {cc: 22, device: nanoKONTROL, pickup: jump}
//     keys:
//       F5: blackout
//       note 36: tap
//     snapshots:
//       1: {chaos: 0.3, hue: 120}
//
// In:  its text. Out: plain data in the arena, errors with line and caret; its text again. Pure but
// for the reading.
#pragma once

#include "base/error.h"
#include "base/midi.h"

// How a fader takes a knob over that stands elsewhere.
enum rmx_pickup {
    RMX_PICKUP_UNSAID, // the file's, else catch
    RMX_PICKUP_CATCH,  // once it has reached the knob's value
    RMX_PICKUP_JUMP,   // at once
    RMX_PICKUP_SCALE,  // what is left of its way covers what is left of the knob's
};

struct rmx_side_knob {
    const char *name;
    struct rmx_midi_control midi;
    enum rmx_pickup pickup;
    struct rmx_span span;
};

// A key or a control of MIDI, and the verb that it sends.
struct rmx_side_key {
    const char *key; // "b", "F5", "Ctrl+1"; NULL: `midi`
    struct rmx_midi_control midi;
    const char *verb; // of show/verbs.h; "none": takes a key's meaning away
    struct rmx_span span;
};

struct rmx_side_value {
    const char *name;
    double value;
};

struct rmx_snapshot {
    int number; // 1..9
    struct rmx_side_value *values;
    int value_count;
};

struct rmx_side {
    enum rmx_pickup pickup;
    struct rmx_side_knob *knobs;
    int knob_count;
    struct rmx_side_key *keys;
    int key_count;
    struct rmx_snapshot *snapshots;
    int snapshot_count;
};

// "scenes/hands.midi.yaml" for "scenes/hands.yaml".
const char *rmx_side_path(struct rmx_arena *arena, const char *scene);
// What there is of it; empty where there is no file. Errors are added; what is whole stands.
struct rmx_side *rmx_side_read(struct rmx_arena *arena, const char *path,
                               struct rmx_errors *errors);
void rmx_side_write(struct rmx_text *out, const struct rmx_side *side);
