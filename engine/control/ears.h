// SPDX-License-Identifier: GPL-3.0-or-later
// What is heard at a time of a sound file or a device: numbers for expressions, rows for textures.
//
// A file is decoded and analysed up to the time that was asked for, and what was found is kept:
// any time can be asked for again, and gives the same numbers whatever was asked before. What
// stands at a time is the analysis's hop (control/analysis.h) that lies there: it hears up to
// RMX_HOP_S of what follows. Ears that are open on one file with one gain, attack and release share
// all of this, so that a scene which is loaded anew hears on at once.
// Of a device stands what it has given when a show's frame begins (rmx_ears_frame), up to the last
// whole hop: that is what is heard at the frame's time. Its last seconds can be asked for again.
// In:  a file or a device, times. Out: plain data. Thread: any; those that share wait for a hop of
// each other's at most, however far one of them is ahead.
#pragma once

#include "base/signals.h"
#include "base/sound.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rmx_ears;

enum {
    RMX_EARS_HOP = 1024, // samples of a device's hop, of both channels
    RMX_EARS_WINDOW = 4, // hops of a window
};

struct rmx_ears_params {
    const char *path;         // of a file, allowed, there; NULL: it is a device
    enum rmx_sound_kind kind; // of a device
    const char *device;       // its name; NULL: the default one
    double offset_s;          // the file's time at time 0; of a device: 0, or less: heard later
    double gain;              // 0: follows
    double attack_s, release_s;
};

// NULL: the file is no sound; `why` has a phrase then. A device that is not there is silent.
struct rmx_ears *rmx_ears_open(const struct rmx_ears_params *params, char *why, size_t why_size);
void rmx_ears_close(struct rmx_ears *ears); // NULL is fine

// A show's next frame begins, at the clock's `now_ms`, of this time; so many frames just before it
// were left out: what has come meanwhile lies evenly in those and in this one. The same frame again
// changes nothing of a device. A file that is known up to a time far behind, since time has jumped,
// is silent until a thread has come near: the frame does not wait. NULL is fine.
void rmx_ears_frame(struct rmx_ears *ears, double time_s, double frame_s, int left_out,
                    double now_ms);
// Whether a file is silent so. NULL is fine.
bool rmx_ears_are_behind(const struct rmx_ears *ears);
// Goes on where others stood: the next frame has the events since their last one. Either may be
// NULL.
void rmx_ears_follow(struct rmx_ears *ears, struct rmx_ears *from);

// By enum rmx_heard_number. An event is 1 where it lies within the `frame_s` seconds up to the
// time: each is in one frame, at whatever rate these come. NULL ears: silence.
void rmx_ears_hear(struct rmx_ears *ears, double time_s, double frame_s, float numbers[RMX_HEARD]);

// Analyses a file up to a time of a show that draws nothing, or lets a thread do so where that is
// far: no one waits for it later. Of a device, and of NULL ears: nothing.
void rmx_ears_reach(struct rmx_ears *ears, double time_s);

// The window at a time, for textures: all channels, multiplied by the gain and held within -1..1.
// Bins are decibels: 0 is RMX_BINS_DB below a sine of full scale, 1 is that sine.
#define RMX_BINS_DB 72.0
struct rmx_ears_window; // holds what rmx_ears_sound returns
struct rmx_ears_window *rmx_ears_window_create(void);
void rmx_ears_window_destroy(struct rmx_ears_window *window); // NULL is fine
// `with_bins`: the spectrum, too. It lives until the next one of this window. NULL ears: NULL.
const struct rmx_sound *rmx_ears_sound(struct rmx_ears *ears, double time_s, bool with_bins,
                                       struct rmx_ears_window *window);

// --- Of devices, for a recording of what was heard, and for its replay.
// The hops that the frame at a time is the first to hear, as RMX_HOP moments of RMX_RING_CHANNELS
// samples each: the newest `most` of them. Returns how many; 0 of a file. With those of the frames
// before, all that its window holds.
int rmx_ears_moments(struct rmx_ears *ears, double time_s, double frame_s, int16_t *moments,
                     int most);
// The newest `count` hops that the window at a time has, as above. Returns the number of the last
// one; -1: it is no device, or there is none.
long long rmx_ears_newest(struct rmx_ears *ears, double time_s, int count, int16_t *moments);
// By what the window at a time is multiplied.
float rmx_ears_gain(struct rmx_ears *ears, double time_s);
// The window of RMX_WINDOW moments, exactly as rmx_ears_sound makes it of a device.
const struct rmx_sound *rmx_ears_sound_of(const int16_t *moments, float gain, bool with_bins,
                                          struct rmx_ears_window *window);
