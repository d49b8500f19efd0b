// SPDX-License-Identifier: GPL-3.0-or-later
// What controls of MIDI devices move: knobs, signals that a scene reads, verbs; and where the
// devices' lamps and motors belong.
//
// In:  targets, messages, each turn where knobs and switches stand. Out: calls that set, press and
// send; the control that a hand moves while it is learned.
// Thread: any. Calls are made by the one that brings the message or the frame, one at a time; they
// may not come back here.
#pragma once

#include "base/verbs.h"
#include "control/midi_bytes.h"
#include "runtime/pickup.h"

struct rmx_midi_map;

enum rmx_midi_target_kind { RMX_MIDI_TO_KNOB, RMX_MIDI_TO_SIGNAL, RMX_MIDI_TO_VERB };

// One control and what it moves. Texts are copied.
struct rmx_midi_target {
    enum rmx_midi_target_kind kind;
    struct rmx_midi_control control;
    const char *name; // of the knob or signal
    // Of a knob:
    int knob;                // in the numbers of a frame
    double from, to, stands; // its ends, and where it stands now
    enum rmx_pickup pickup;  // UNSAID: a controller is caught, all else jumps
    // Of a verb:
    struct rmx_verb_call call;
};

struct rmx_midi_map_to {
    void *data;
    void (*set)(void *data, const char *name, double value);
    void (*press)(void *data, int verb, double number);
    // The control has its device's name.
    void (*send)(void *data, const struct rmx_midi_control *control, double value);
};

struct rmx_midi_map *rmx_midi_map_create(const struct rmx_midi_map_to *to);
void rmx_midi_map_destroy(struct rmx_midi_map *map); // NULL is fine
// In place of those before; faders that move the same knob as before keep it.
void rmx_midi_map_set(struct rmx_midi_map *map, const struct rmx_midi_target *targets, int count);

void rmx_midi_map_take(struct rmx_midi_map *map, const struct rmx_midi_message *message);
// A device came or went. What it holds down is let go with it.
void rmx_midi_map_device(struct rmx_midi_map *map, const char *name, bool is_here);
// All that are here went; nothing else calls this map meanwhile.
void rmx_midi_map_close(struct rmx_midi_map *map);

// What was set before a turn of the show holds behind it.
struct rmx_midi_map_frame {
    const double *knobs;                       // where they stand
    bool (*is_on)(const void *data, int verb); // whether that switch is on
    const void *data;
    double now_ms; // by rmx_clock_ms
};
// What is elsewhere than its device knows is sent there, once it has rested for a quarter of a
// second.
void rmx_midi_map_frame(struct rmx_midi_map *map, const struct rmx_midi_map_frame *frame);

// From now on, controls are learned for that knob: of those that are bound its own alone moves
// anything, and those that send verbs do so and are not learned. NULL: no more.
void rmx_midi_map_learn(struct rmx_midi_map *map, const char *knob);
// The control that was moved since; once. Its device is set where there are several, and is copied
// into the arena.
bool rmx_midi_map_learned(struct rmx_midi_map *map, struct rmx_arena *arena,
                          struct rmx_midi_control *control);
// The first one that was not learned because it sends a verb; once for each knob.
bool rmx_midi_map_refused(struct rmx_midi_map *map, struct rmx_midi_control *control, int *verb);
