// SPDX-License-Identifier: GPL-3.0-or-later
// Which control of a MIDI device a hand moves, among all that send.
//
// In:  messages since learning began. Out: the control, once one has moved far enough to be meant:
// of 14 bits where its device sends both halves, relative where it sends steps.
// Pure.
#pragma once

#include "control/midi_bytes.h"

enum { RMX_LEARN_CONTROLS = 64, RMX_LEARN_NAME = 128 };

// What a controller has sent.
struct rmx_learn_track {
    int number, channel; // of a controller
    char device[RMX_LEARN_NAME];
    int first, last; // raw
    int count;
    int repeats;    // how often the same number came twice
    bool are_steps; // every number can be a step of an encoder
    bool has_low_half;
};

struct rmx_learn {
    struct rmx_learn_track tracks[RMX_LEARN_CONTROLS]; // of more, those that come first
    int count;
};

void rmx_learn_begin(struct rmx_learn *learn);
// True: it is this one. Its device is the message's, with its whole name.
bool rmx_learn_take(struct rmx_learn *learn, const struct rmx_midi_message *message,
                    struct rmx_midi_control *control);
