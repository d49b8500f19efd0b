// SPDX-License-Identifier: GPL-3.0-or-later
// What is heard in a sound, as numbers: one analysis for files and devices alike.
//
// Sound comes in hops of RMX_HOP samples at RMX_HEARING_RATE, mixed to one channel. Each hop gives
// a row of numbers (base/signals.h says which): of a window of RMX_WINDOW samples under Hann's
// curve, the hop at its end. A sine of full scale within a band has level 1 there. Numbers depend
// on the samples so far and on nothing else: neither on frames nor on the clock.
// In:  samples, -1..1. Out: a row a hop. Pure but for its own memory of the hops before.
//
// Methods: onsets by spectral flux of logarithmic magnitudes over an adaptive threshold (S. Dixon,
// "Onset Detection Revisited", DAFx 2006; J. P. Bello et al., "A Tutorial on Onset Detection in
// Music Signals", IEEE TSAP 13(5), 2005; control/onsets.h); tempo by autocorrelation of the onset
// curve, weighted around 120 a minute (D. P. W. Ellis, "Beat Tracking by Dynamic Programming", JNMR
// 36(1), 2007; control/tempo.h).
#pragma once

#include "base/signals.h"

enum {
    RMX_HEARING_RATE = 48000, // samples a second
    RMX_WINDOW = 2048,
    RMX_HOP = 512,
    RMX_BINS = RMX_WINDOW / 2, // of a spectrum, from 0 Hz, RMX_HEARING_RATE / RMX_WINDOW apart
};

#define RMX_HOP_S ((double)RMX_HOP / RMX_HEARING_RATE)

// Corner frequencies. A bin belongs to the band that its middle lies in.
#define RMX_BASS_HZ 20.0
#define RMX_LOW_HZ 150.0 // the bass ends here
#define RMX_MID_HZ 500.0
#define RMX_HIGH_HZ 2000.0
#define RMX_TOP_HZ 16000.0
// Onsets of the bass are kicks, those of this band are snares.
#define RMX_SNARE_HZ 1500.0
#define RMX_SNARE_TOP_HZ 5000.0
// Brightness is 0 at the first and 1 at the second; the octaves between are evenly spread.
#define RMX_DARK_HZ 50.0
#define RMX_BRIGHT_HZ 12800.0
// Below this level it is silent: -60 dB.
#define RMX_SILENT_LEVEL 0.001

struct rmx_analysis_params {
    double gain;                // 0: follows the loudest that was heard of late (control/gain.h)
    double attack_s, release_s; // of the smooth numbers: time constants; 0: at once
};

struct rmx_heard {
    float numbers[RMX_HEARD]; // by enum rmx_heard_number; events are 0 or 1
    float gain;               // what the level was multiplied by
};

struct rmx_analysis;

struct rmx_analysis *rmx_analysis_create(const struct rmx_analysis_params *params);
void rmx_analysis_destroy(struct rmx_analysis *analysis); // NULL is fine
// The next RMX_HOP samples. What is not finite counts as 0.
void rmx_analysis_hop(struct rmx_analysis *analysis, const float *samples, struct rmx_heard *heard);

// The magnitudes of RMX_WINDOW samples: RMX_BINS of them, 1 for a sine of full scale.
struct rmx_spectrum;
struct rmx_spectrum *rmx_spectrum_create(void);
void rmx_spectrum_destroy(struct rmx_spectrum *spectrum); // NULL is fine
void rmx_spectrum_take(struct rmx_spectrum *spectrum, const float *samples, float *magnitudes);
// The first bin whose middle lies at or above a frequency; at most RMX_BINS.
int rmx_spectrum_bin(double hz);
