// SPDX-License-Identifier: GPL-3.0-or-later
// Where something begins in a band of the spectrum: spectral flux over an adaptive threshold.
//
// Flux is the mean rise of log(1 + 1000 m) from one hop to the next over the band's magnitudes m.
// An onset is a hop whose flux stands above the median of the last second by so many times the
// distance from the lower quartile to the median, and by a least one, and well above the mean of
// the hops just before; another can follow after a rest. Quartiles, since single loud hops do not
// move them. In:  magnitudes a hop. Out: flux, and whether it is an onset. Pure but for the hops
// before.
#pragma once

#include "control/analysis.h"

enum { RMX_ONSET_SPAN = 94 }; // hops that the threshold is made of: a second

struct rmx_onsets {
    int first, end; // bins
    double least;   // flux that no onset is below
    int rest;       // hops after an onset that has none
    float before[RMX_BINS];
    float fluxes[RMX_ONSET_SPAN]; // a ring
    int next, count;
    int resting;
    double flux, median; // of the last hop; of the second before it
};

// Of the frequencies between two.
void rmx_onsets_init(struct rmx_onsets *onsets, double from_hz, double to_hz, double least,
                     double rest_s);
// Magnitudes as they are to be weighed, gain included. True: an onset.
bool rmx_onsets_hop(struct rmx_onsets *onsets, const float *magnitudes, double gain);
