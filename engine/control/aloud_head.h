// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a sound file a player reads, so that what is heard keeps step with a clock: it goes a
// little faster or slower where a sound card counts its own seconds, and jumps, silent for a
// moment, where it is far off or where it is told to.
//
// In:  for each block of samples, where the clock wants the file to be. Out: a place and a loudness
// for each sample. Pure.
#pragma once

#include <stdbool.h>

enum { RMX_ALOUD_RATE = 48000 };
#define RMX_ALOUD_FADE_S 0.01  // from silence to full, and back
#define RMX_ALOUD_FAR_S 0.06   // more than that is jumped
#define RMX_ALOUD_NEAR_S 0.002 // less than that is left alone
#define RMX_ALOUD_MOST                                                                             \
    0.004 // how much faster or slower it goes at most: a fifteenth of a half tone

// What the clock wants of a block.
struct rmx_aloud_wish {
    double at;      // the file's sample that its first one is to be
    bool is_heard;  // time goes on, and the samples are there
    unsigned jumps; // another number: what came before does not count
};

// Zero is silence, before the first block.
struct rmx_aloud_head {
    double at;   // of the next sample
    double step; // from sample to sample
    double gain; // of the next sample
    double aims; // at this gain
    double late; // by so many samples, smoothed
    bool is_mending;
    unsigned jumps;
};

// Before each block of so many samples.
void rmx_aloud_head_turn(struct rmx_aloud_head *head, const struct rmx_aloud_wish *wish, int count);
// The place of one sample, and by what it is multiplied; goes on to the next.
double rmx_aloud_head_next(struct rmx_aloud_head *head, float *gain);
bool rmx_aloud_head_is_silent(const struct rmx_aloud_head *head);
