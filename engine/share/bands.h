// SPDX-License-Identifier: GPL-3.0-or-later
// The geometry of a ledger's plot: bands, one above the other, as thick as a holder's share.
//
// In:  a ledger. Out: edges as smooth curves through the samples, and where names fit along them.
// Between two samples a band is never thicker than at the thicker one nor thinner than at the
// thinner one (Fritsch and Carlson, "Monotone piecewise cubic interpolation", 1980), so that edges
// do not cross.
// Pure. Time and height are 0..1 here; the bottom is 0.
#pragma once

#include "share/ledger.h"

enum { RMX_BANDS_MOST = 24, RMX_BAND_OTHERS = -1 };

struct rmx_band {
    int holder;     // RMX_BAND_OTHERS: those that have no band of their own, together
    int holders;    // how many these are
    double share;   // mean over the span
    double *upper;  // its upper edge at each point
    double *slopes; // of that edge, height over time
};

struct rmx_bands {
    struct rmx_band *items; // from the bottom: background, effects, then the smallest share first
    int count;
    double *times; // of the points
    int point_count;
};

// At least two points. In the arena.
struct rmx_bands rmx_bands_create(struct rmx_arena *arena, const struct rmx_ledger *ledger);
// The upper edge of a band at a time; 0 for band -1.
double rmx_bands_edge(const struct rmx_bands *bands, int band, double time);

// Where a text of that width stands along a band. `width` and `height` are the plot's in pixels,
// `text_width` the text's at a size of one pixel.
struct rmx_band_label {
    double time, middle; // its own
    double size;         // pixels; 0: it fits nowhere
    double slope;        // height over time
};
struct rmx_band_label rmx_bands_label(const struct rmx_bands *bands, int band, double text_width,
                                      double width, double height);
