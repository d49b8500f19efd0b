// SPDX-License-Identifier: GPL-3.0-or-later
// LTC that an input takes in, or that another program plays.
//
// In:  a device's name. Out: what it brings, into a timecode (control/timecode.h).
// Thread: one for all calls; the device's own does nothing but write (control/capture.h).
#pragma once

#include "base/sound.h"
#include "control/timecode.h"

struct rmx_ltc;

// As rmx_capture_start: what is not there yet is waited for.
struct rmx_ltc *rmx_ltc_open(enum rmx_sound_kind kind, const char *name);
void rmx_ltc_close(struct rmx_ltc *ltc); // NULL is fine
// What has come since the last call. Later than a second after it some is lost.
void rmx_ltc_hear(struct rmx_ltc *ltc, struct rmx_timecode *timecode);
