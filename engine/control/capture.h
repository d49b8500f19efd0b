// SPDX-License-Identifier: GPL-3.0-or-later
// What an input takes in, or what other programs play, written into a ring; comes back when the
// device does.
//
// In:  a device's name, or none: the default one. Out: moments in the ring (control/ring.h), at
// RMX_HEARING_RATE; one log line each time that nothing comes from the device, and that it is heard
// again. Thread: started and stopped on any; PipeWire's real-time thread does nothing but write.
#pragma once

#include "base/sound.h"
#include "control/ring.h"

struct rmx_capture;

// Never fails: what is not there yet is waited for. `kind`: RMX_SOUND_INPUT or RMX_SOUND_MONITOR;
// `name` NULL: the default one. The ring outlives it, and is written by no other.
struct rmx_capture *rmx_capture_start(enum rmx_sound_kind kind, const char *name,
                                      struct rmx_ring *ring);
void rmx_capture_stop(struct rmx_capture *capture); // NULL is fine
