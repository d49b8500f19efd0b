// SPDX-License-Identifier: GPL-3.0-or-later
// What is heard of a sound file at a time: numbers for expressions, rows for textures.
//
// The file is decoded and analysed up to the time that was asked for, and what was found is kept:
// any time can be asked for again, and gives the same numbers whatever was asked before. What
// stands at a time is the analysis's hop (control/analysis.h) that lies there: it hears up to
// RMX_HOP_S of what follows. Ears that are open on one file with one gain, attack and release share
// all of this, so that a scene which is loaded anew hears on at once.
// In:  a file, times. Out: plain data. Thread: any; those that share wait for a hop of each other's
// at most, however far one of them is ahead.
#pragma once

#include "base/signals.h"
#include "base/sound.h"

#include <stddef.h>

struct rmx_ears;

struct rmx_ears_params {
    const char *path; // allowed, there
    double offset_s;  // the file's time at time 0
    double gain;      // 0: follows
    double attack_s, release_s;
};

// NULL: it is no sound; `why` has a phrase then.
struct rmx_ears *rmx_ears_open(const struct rmx_ears_params *params, char *why, size_t why_size);
void rmx_ears_close(struct rmx_ears *ears); // NULL is fine

// By enum rmx_heard_number. An event is 1 where it lies within the `frame_s` seconds up to the
// time: each is in one frame, at whatever rate these come. NULL ears: silence.
void rmx_ears_hear(struct rmx_ears *ears, double time_s, double frame_s, float numbers[RMX_HEARD]);

// The window at a time, for textures: all channels, multiplied by the gain and held within -1..1.
// Bins are decibels: 0 is RMX_BINS_DB below a sine of full scale, 1 is that sine.
#define RMX_BINS_DB 72.0
struct rmx_ears_window; // holds what rmx_ears_sound returns
struct rmx_ears_window *rmx_ears_window_create(void);
void rmx_ears_window_destroy(struct rmx_ears_window *window); // NULL is fine
// `with_bins`: the spectrum, too. It lives until the next one of this window. NULL ears: NULL.
const struct rmx_sound *rmx_ears_sound(struct rmx_ears *ears, double time_s, bool with_bins,
                                       struct rmx_ears_window *window);
