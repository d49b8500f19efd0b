// SPDX-License-Identifier: GPL-3.0-or-later
// The tempo that a sound has, and where in its beat it stands: from the curve of its onsets.
//
// Several times a second the last eight seconds of the curve are laid over themselves
// (autocorrelation, Ellis 2007): the distance at which they agree best, with its second to fourth
// multiples and a preference for 120 a minute that is even to two octaves, is a beat. A tempo is
// claimed where they agree well and there were onsets enough; noise has none. The beat's phase
// follows the curve slowly, so that it does not jump.
// In:  an onset curve's value a hop. Out: beats a minute (0: none), phase. Pure but for the past.
#pragma once

#include <stdbool.h>

enum {
    RMX_TEMPO_SPAN = 750,  // hops: eight seconds
    RMX_TEMPO_GRID = 1400, // beats that are tried
};

struct rmx_tempo {
    float curve[RMX_TEMPO_SPAN]; // a ring
    bool onsets[RMX_TEMPO_SPAN];
    int next, hops;
    float weights[RMX_TEMPO_GRID];
    double beat_hops; // 0: no tempo
    double phase;     // 0..1
    int strangers;    // times in a row that another tempo was found
};

void rmx_tempo_init(struct rmx_tempo *tempo);
void rmx_tempo_hop(struct rmx_tempo *tempo, double value, bool is_onset);
// Beats a minute, 60 to 200; 0: none is heard.
double rmx_tempo_bpm(const struct rmx_tempo *tempo);
