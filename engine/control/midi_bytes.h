// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a stream of MIDI bytes, and writes messages as bytes (MIDI 1.0 Detailed Specification).
//
// In:  bytes as a cable brings them, in parts of any size: running status, realtime bytes within
// other messages, system exclusive of any length, garbage. Out: calls with what they say.
// Pure. What is broken off or unknown is skipped; the next status byte is read as one.
#pragma once

#include "base/midi.h"

#include <stddef.h>
#include <stdint.h>

// A number of a control, as one message brought it.
struct rmx_midi_message {
    struct rmx_midi_control control; // its channel is known; is_relative never is
    int raw;                         // 0..127; 0..16383 of bends and 14-bit controllers
    double value;                    // the same as 0..1; 0.5 exactly in the middle of a bend
    bool is_release;                 // of a note; its value is 0
    bool is_whole;                   // of a 14-bit controller: its device sends both halves
    double time_ms;                  // by rmx_clock_ms, when it came
};

enum rmx_midi_clock {
    RMX_MIDI_TICK,          // 24 to a beat
    RMX_MIDI_START,         // from the top, with the next tick
    RMX_MIDI_CONTINUE,      // from where it is
    RMX_MIDI_STOP,          //
    RMX_MIDI_POSITION,      // number: where it is, in sixteenths, 0..16383
    RMX_MIDI_QUARTER_FRAME, // of MTC; number: the byte, 0..127
    RMX_MIDI_FULL_FRAME,    // of MTC; number: hours, minutes, seconds, frames, a byte each, the
                            // hours highest, with the rate above their five bits
};

// A controller below 32 is reported twice: by itself, and as the high half of a 14-bit one, which
// holds after each half. As the specification says, a new high half makes the low one 0.
struct rmx_midi_to {
    void *data;
    void (*message)(void *data, const struct rmx_midi_message *message);
    void (*clock)(void *data, enum rmx_midi_clock kind, int number, double time_ms);
};

enum { RMX_MIDI_FULL_FRAME_BYTES = 8 }; // between F0 and F7

// Where a stream is; zero but for the device when it begins.
struct rmx_midi_bytes {
    const char *device; // handed on; not copied
    uint8_t status;     // that data bytes belong to; 0: none
    uint8_t data[2];
    int count; // of the data bytes that have come
    bool is_exclusive;
    uint8_t exclusive[RMX_MIDI_FULL_FRAME_BYTES];
    int exclusive_count;       // how many have come; one more than fit: longer
    uint8_t halves[16][64];    // the last numbers of controllers 0..63
    bool has_low_half[16][32]; // whether the controller 32 above has ever come
};

void rmx_midi_bytes_read(struct rmx_midi_bytes *bytes, const unsigned char *data, size_t size,
                         double time_ms, const struct rmx_midi_to *to);

// 0..1 of a control's number; 0.5 exactly in the middle of a bend.
double rmx_midi_value(const struct rmx_midi_control *control, int raw);

// How far an endless encoder was turned by a message of it. Of the three conventions two are told
// apart by their numbers, for steps of up to 31: two's complement (1 is 1, 127 is -1), and those
// around 64 (65 is 1, 63 is -1). Sign and magnitude (65 is -1) is not among them.
int rmx_midi_step(int raw);

enum { RMX_MIDI_LONGEST = 6 };
// The bytes that say that a control stands at `value` (0..1; beyond: the nearest), and their
// number. Without a channel it is the first.
int rmx_midi_write(const struct rmx_midi_control *control, double value,
                   unsigned char bytes[RMX_MIDI_LONGEST]);
