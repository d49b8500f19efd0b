// SPDX-License-Identifier: GPL-3.0-or-later
// Time from outside: linear timecode that is heard (LTC, SMPTE 12M, by libltc) and MIDI timecode
// (MTC, MIDI 1.0: quarter frames and full frames).
//
// In:  sound, or what MIDI brings, with when it came. Out: where that time is now.
// Thread: one at a time.
// It goes on by itself for a second where nothing comes (a dropout), then holds. What comes a
// little off is followed gently; a jump at once, as soon as two frames in a row agree on it: one
// alone may be misheard. It may go backwards.
#pragma once

#include "control/midi_bytes.h"

#include <stdbool.h>
#include <stdint.h>

struct rmx_timecode;

struct rmx_timecode_place {
    double time_s; // since 00:00:00:00
    double fps;    // frames a second, as they are counted: 24, 25, 30; 30 with dropped numbers, too
    bool is_drop;  // 29.97 a second, with numbers left out
    bool runs;     // false: it holds
};

struct rmx_timecode *rmx_timecode_create(void);
void rmx_timecode_destroy(struct rmx_timecode *timecode); // NULL is fine

// `moments`: so many pairs of samples at `rate` a second, either channel of which may have it; the
// last one was heard at that time.
void rmx_timecode_hear(struct rmx_timecode *timecode, const int16_t *moments, int count, int rate,
                       double time_ms);
// As struct rmx_midi_to tells it; all but MTC is passed over.
void rmx_timecode_take(struct rmx_timecode *timecode, enum rmx_midi_clock kind, int number,
                       double time_ms);
// False: none was read yet.
bool rmx_timecode_now(const struct rmx_timecode *timecode, double now_ms,
                      struct rmx_timecode_place *place);

// Hours, minutes, seconds and frames as seconds. Of dropped numbers those that there are count; a
// count of 30 without them is 30 a second, whatever the tape does. -1: there is no such time.
double rmx_timecode_seconds(const int parts[4], double fps, bool is_drop);
