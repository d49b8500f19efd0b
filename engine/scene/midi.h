// SPDX-License-Identifier: GPL-3.0-or-later
// What moves a knob by MIDI, as a scene's `midi:` and its side file say it.
//
// In:  `cc 21 ch 3`, or `{cc: 21, ch: 3, device: nanoKONTROL, pickup: jump}`. Out: plain data whose
// texts are the arena's, errors; the text again. Pure.
#pragma once

#include "base/error.h"
#include "base/midi.h"

struct rmx_node;

// How a fader takes a knob over that stands elsewhere.
enum rmx_pickup {
    RMX_PICKUP_UNSAID, // the file's, else catch
    RMX_PICKUP_CATCH,  // once it has reached the knob's value
    RMX_PICKUP_JUMP,   // at once
    RMX_PICKUP_SCALE,  // what is left of its way covers what is left of the knob's
};

struct rmx_midi_binding {
    struct rmx_midi_control control;
    enum rmx_pickup pickup;
};

// False after an error, or where one was reported already.
bool rmx_midi_binding_read(const struct rmx_node *node, struct rmx_errors *errors,
                           struct rmx_midi_binding *binding);
bool rmx_pickup_read(const struct rmx_node *node, struct rmx_errors *errors,
                     enum rmx_pickup *pickup);
// "catch"; NULL: unsaid.
const char *rmx_pickup_name(enum rmx_pickup pickup);
