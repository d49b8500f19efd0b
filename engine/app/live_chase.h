// SPDX-License-Identifier: GPL-3.0-or-later
// Timecode places a show's time: --chase ltc or mtc.
//
// In:  options, sound or MIDI with when it came. Out: where time is, to the show; a sentence when a
// timecode is there, and when it is gone.
// Thread: the show's, but for rmx_live_chase_clock. Without --chase there is nothing of it.
#pragma once

#include "app/options.h"
#include "base/sound.h"
#include "control/timecode.h"
#include "show/show.h"

enum rmx_chase { RMX_CHASE_NOTHING, RMX_CHASE_LTC, RMX_CHASE_MTC };

struct rmx_chase_wish {
    enum rmx_chase chase;
    enum rmx_sound_kind kind; // of where LTC is heard: RMX_SOUND_INPUT or RMX_SOUND_MONITOR
    const char *device;       // its name; NULL: the default one
    double from_s;            // the timecode at which the scene's time is 0
};

// --chase and --chase-from. False: they are no such words, which was said.
bool rmx_chase_read(const struct rmx_options *options, struct rmx_chase_wish *wish);

struct rmx_live_chase;

// NULL: nothing is to be followed. `say` as in struct rmx_show_voice. All else takes NULL.
struct rmx_live_chase *rmx_live_chase_create(const struct rmx_chase_wish *wish,
                                             void (*say)(void *data, const char *text),
                                             void *say_data);
void rmx_live_chase_destroy(struct rmx_live_chase *live);
// Time waits at 0 until there is a timecode; the pause verb lets it go.
void rmx_live_chase_begin(struct rmx_live_chase *live, struct rmx_show *show);
// Once a turn of the show, whether it presents a frame or not.
void rmx_live_chase_turn(struct rmx_live_chase *live);
// Any thread: as struct rmx_midi_to wants it; `live`: a struct rmx_live_chase, or NULL.
void rmx_live_chase_clock(void *live, enum rmx_midi_clock kind, int number, double time_ms);
