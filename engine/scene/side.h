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
// In:  its text. Out: plain data in the arena, errors with line and caret; its text again, in the
// order in which it was read, with the comments that stand above and beside entries (those within
// an entry of several lines are lost). Pure but for reading and saving.
#pragma once

#include "base/error.h"
#include "base/midi.h"
#include "scene/midi.h"

struct rmx_scene;

// Comments as they stand, with their '#'; NULL: none.
struct rmx_side_note {
    const char *above; // lines, each with its end; empty ones, too
    const char *beside;
};

struct rmx_side_knob {
    const char *name;
    struct rmx_midi_control midi;
    enum rmx_pickup pickup;
    struct rmx_span span; // of its name
    struct rmx_side_note note;
};

// A key or a control of MIDI, and the verb that it sends.
struct rmx_side_key {
    const char *key; // "b", "F5", "Ctrl+1", whether or not there is such a key; NULL: `midi`
    struct rmx_midi_control midi;
    const char *verb;     // of base/verbs.h, whether or not there is one; "none": takes a key's
                          // meaning away
    struct rmx_span span; // of the key
    struct rmx_span verb_span;
    struct rmx_side_note note;
};

struct rmx_side_value {
    const char *name;
    double value;
};

struct rmx_snapshot {
    int number; // 1..9
    struct rmx_side_value *values;
    int value_count;
    struct rmx_span span; // of its number
    struct rmx_side_note note;
};

// The parts of the file.
enum rmx_side_section {
    RMX_SIDE_PICKUP,
    RMX_SIDE_KNOBS,
    RMX_SIDE_KEYS,
    RMX_SIDE_SNAPSHOTS,
    RMX_SIDE_SECTIONS,
};

struct rmx_side {
    enum rmx_pickup pickup;
    struct rmx_side_knob *knobs; // their names differ
    int knob_count;
    struct rmx_side_key *keys;
    int key_count;
    struct rmx_snapshot *snapshots; // their numbers differ
    int snapshot_count;
    enum rmx_side_section order[RMX_SIDE_SECTIONS]; // those that the text has
    int order_count;
    struct rmx_side_note notes[RMX_SIDE_SECTIONS];
    const char *tail; // comments at its end; NULL: none
};

// "scenes/hands.midi.yaml" for "scenes/hands.yaml".
const char *rmx_side_path(struct rmx_arena *arena, const char *scene);
// What there is of it; empty where there is no file. Errors are added; what is whole stands. Texts
// are the arena's, and so is `errors->arena`.
struct rmx_side *rmx_side_read(struct rmx_arena *arena, const char *path,
                               struct rmx_errors *errors);
// The same from memory: a text as rmx_document_read wants it.
struct rmx_side *rmx_side_read_text(struct rmx_arena *arena, const struct rmx_source_text *source,
                                    struct rmx_errors *errors);
// Warnings for names of knobs that the scene lacks: they may come back. Errors for keys and verbs
// that there are not.
void rmx_side_check(const struct rmx_side *side, const struct rmx_scene *scene,
                    struct rmx_errors *errors);

// What a knob is moved by from now on: in place of what the file said of it, or at the end. Texts
// are copied.
void rmx_side_bind(struct rmx_arena *arena, struct rmx_side *side,
                   const struct rmx_side_knob *knob);
// False: nothing moved it.
bool rmx_side_unbind(struct rmx_side *side, const char *name);
// The snapshot of that number from now on. Texts are copied.
void rmx_side_keep(struct rmx_arena *arena, struct rmx_side *side,
                   const struct rmx_snapshot *snapshot);
// NULL: there is none.
const struct rmx_side_knob *rmx_side_find_knob(const struct rmx_side *side, const char *name);
const struct rmx_snapshot *rmx_side_find_snapshot(const struct rmx_side *side, int number);

void rmx_side_write(struct rmx_text *out, const struct rmx_side *side);
// As a file, whole or not at all. False with errno set.
bool rmx_side_save(const struct rmx_side *side, const char *path);
