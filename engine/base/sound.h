// SPDX-License-Identifier: GPL-3.0-or-later
// What can be heard, and the sound around one frame: what was just heard, and its spectrum.
//
// In:  a device, a file or a test. Out: plain data; read by plan/sound.h.
#pragma once

#include <stdbool.h>

enum rmx_sound_kind {
    RMX_SOUND_SILENCE,
    RMX_SOUND_FILE,
    RMX_SOUND_INPUT,   // what a device takes in
    RMX_SOUND_MONITOR, // what other programs play
};

// --sound: what is heard in place of what a scene says. Zero: nothing in place of it.
struct rmx_sound_wish {
    bool given;
    enum rmx_sound_kind kind;
    const char *name; // a file's path; a device's name, NULL: the default one
};

// How much later than it sounds a device can be heard.
#define RMX_MOST_DELAY_S 5.0

struct rmx_sound {
    int channels;
    const float *samples; // a row of sample_count for each channel, -1..1, the newest last
    int sample_count;
    const float *bins; // a row of bin_count for each channel, 0..1, the lowest pitch first
    int bin_count;
};
