// SPDX-License-Identifier: GPL-3.0-or-later
// Which control of a MIDI device is meant: as scenes, side files and signals write it.
//
// In:  "cc 21", "cc 21 ch 3", "cc 1 14bit", "cc 16 relative", "note 36", "bend", "program",
// "pressure"; "midi.cc21", "midi.cc21_ch3", "midi.cc1_14bit", "midi.note36", "midi.bend".
// Out: plain data, and the texts again. Pure.
#pragma once

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum rmx_midi_kind {
    RMX_MIDI_CC,
    RMX_MIDI_NOTE,     // how hard; 0 when it is let go
    RMX_MIDI_BEND,     // 14 bit; the middle is 0.5
    RMX_MIDI_PROGRAM,  // the last one chosen
    RMX_MIDI_PRESSURE, // of a channel
    RMX_MIDI_KINDS,
};

struct rmx_midi_control {
    enum rmx_midi_kind kind;
    int number;         // 0..127 of a controller or note; of a 14-bit one 0..31; else 0
    int channel;        // 1..16; 0: any
    bool is_wide;       // 14 bit: the controller 32 above has the lower seven
    bool is_relative;   // an endless encoder: it sends steps, not places
    const char *device; // a part of its name, not copied; NULL: any
};

// False: it is none. `device` is NULL.
bool rmx_midi_control_read(const char *text, size_t length, struct rmx_midi_control *control);
bool rmx_midi_control_of_signal(const char *name, size_t length, struct rmx_midi_control *control);
// "cc 21 ch 3"; without the device.
void rmx_midi_control_write(struct rmx_text *out, const struct rmx_midi_control *control);
// "midi.cc21_ch3".
void rmx_midi_control_write_signal(struct rmx_text *out, const struct rmx_midi_control *control);
// Whether what comes from `sent` (with its channel and its device's whole name) is what `wanted`
// means.
bool rmx_midi_control_is(const struct rmx_midi_control *wanted,
                         const struct rmx_midi_control *sent);
