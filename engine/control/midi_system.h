// SPDX-License-Identifier: GPL-3.0-or-later
// What brings MIDI to this machine: ALSA (by librtmidi) and JACK (by libjack), behind one face.
//
// In:  names of ports, bytes to send. Out: the ports that there are; bytes as they come.
// Thread: all functions from one thread; `take` is called on threads of the libraries, JACK's is a
// realtime one: it waits for nothing and allocates nothing.
//
// JACK is not read by librtmidi: that one takes all that follows a broken exclusive message for its
// end, writes to stderr where no server runs, and waits for ever for a server that died.
#pragma once

#include "base/text.h"

typedef void (*rmx_midi_take)(void *data, const unsigned char *bytes, size_t size, double time_ms);

struct rmx_midi_system {
    const char *name;
    const char *absent; // a clause: why it does not run
    // NULL: its library cannot be loaded; nothing is said. `changed` may be called, on any thread,
    // where other ports have come or gone.
    void *(*create)(void (*changed)(void *data), void *data);
    void (*destroy)(void *system);
    // Whether it runs now; tries to reach it. Where it does not, its ports must be closed.
    bool (*is_running)(void *system);
    void (*list)(void *system, bool is_input, void (*take)(void *data, const char *port),
                 void *data);
    // NULL: it went meanwhile. `port` NULL: one that other programs may send to.
    void *(*open_input)(void *system, const char *port, rmx_midi_take take, void *data);
    void *(*open_output)(void *system, const char *port);
    // Once it returns, `take` is not called any more.
    void (*close)(void *system, void *port);
    bool (*send)(void *system, void *port, const unsigned char *bytes, int size); // false: not now
};

enum { RMX_MIDI_SYSTEMS = 2 };
extern const struct rmx_midi_system rmx_midi_alsa, rmx_midi_jack;
extern const struct rmx_midi_system *const rmx_midi_systems[RMX_MIDI_SYSTEMS];
extern const char rmx_midi_no_library[]; // a clause
// One of each; NULL where there is none. False: there is none at all.
bool rmx_midi_systems_create(void *made[RMX_MIDI_SYSTEMS], void (*changed)(void *data), void *data);
void rmx_midi_systems_destroy(void *made[RMX_MIDI_SYSTEMS]);

// What a device is called by the name of a port of it: the same for its input and its output, and
// after it was plugged in again.
void rmx_midi_device_name(struct rmx_text *out, const char *port);
// A port of this program, or of another one like it.
bool rmx_midi_port_is_ours(const char *port);
// A port of ALSA that a bridge (a2jmidid, PipeWire) shows to JACK's programs, too.
bool rmx_midi_port_is_bridged(const char *port);
// One that gives back what is sent to it.
bool rmx_midi_port_echoes(const char *port);
