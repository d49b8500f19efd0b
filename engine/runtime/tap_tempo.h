// SPDX-License-Identifier: GPL-3.0-or-later
// A tempo from taps: the median of the last eight intervals, made exact by a line through the taps
// that keep it.
//
// In:  when each tap came. Out: beats a minute, and which beat since the one it was. Pure.
// Zero: no tap yet. A pause of more than two seconds begins anew, and its first tap is the one.
#pragma once

#include <stdbool.h>

enum { RMX_TAP_TEMPO = 9 };

struct rmx_tap_tempo {
    double ms[RMX_TAP_TEMPO]; // the last ones
    int count;
    double grid_ms, grid_beat; // a beat near the last tap, and its number since the one
};

struct rmx_tapped {
    bool counts; // false: a bounce, less than 150 ms after the last tap
    double bpm;  // 0: a tap alone tells none
    double beat; // since the one, at the tap: close to a whole one
};

struct rmx_tapped rmx_tap_tempo_add(struct rmx_tap_tempo *taps, double now_ms);
