// SPDX-License-Identifier: GPL-3.0-or-later
// MIDI devices: what their controls, clocks and time codes send, and values back to them.
//
// In:  parts of names of devices; values for their lamps and motors. Out: calls of `message`,
// `clock` and `device`.
// Thread: one of its own from create to destroy, which makes all calls; libraries of the system
// have more. All else may be called from any thread.
//
// Devices are those of ALSA and JACK, by librtmidi and libjack. They are looked for each second, by
// name: one that is plugged in again is open again. Where JACK runs, its programs can send to a
// port named "remontage", too. No MIDI on a machine is no error.
#pragma once

#include "control/midi_bytes.h"

struct rmx_midi;

enum { RMX_MIDI_DEVICES = 32 }; // at most are open; a further one waits until another goes

struct rmx_midi_params {
    const char *const *wanted; // parts of names of devices, whatever their case; copied
    int wanted_count;          // 0: all devices
    void *data;
    // May be NULL. Names of devices hold within the call.
    void (*message)(void *data, const struct rmx_midi_message *message);
    // Of one device at a time: the first that sends any, until it is silent for two seconds. The
    // same for time code.
    void (*clock)(void *data, enum rmx_midi_clock kind, int number, double time_ms);
    // An input came, or went. Those that are there at first come, too.
    void (*device)(void *data, const char *name, bool is_here);
};

// One at a time in a program. NULL with one sentence in `why`: neither library is there.
struct rmx_midi *rmx_midi_create(const struct rmx_midi_params *params, char *why, int why_size);
// Waits for the thread. NULL is fine.
void rmx_midi_destroy(struct rmx_midi *midi);

// To the outputs of the control's device, soon; 0..1. Of a control the newest value is sent, at
// most a hundred times a second. NULL for a device: all that are open.
void rmx_midi_send(struct rmx_midi *midi, const struct rmx_midi_control *control, double value);

struct rmx_midi_counts {
    long long messages; // that came
    long long lost;     // of those: there was no room; never the last one of a control
    int inputs, outputs;
};
struct rmx_midi_counts rmx_midi_counts(struct rmx_midi *midi);

// The names of all that is there, one call each. False: nothing that brings MIDI runs here; `why`
// is a clause that says so.
bool rmx_midi_list(void (*take)(void *data, const char *name, bool is_input), void *data, char *why,
                   int why_size);
