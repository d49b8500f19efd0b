// SPDX-License-Identifier: GPL-3.0-or-later
// How a fader takes over a knob that stands elsewhere.
//
// In:  where the fader goes and the knob stands, both 0..1 of their ways. Out: where the knob goes.
// Pure.
#pragma once

#include "scene/midi.h"

#include <stdbool.h>

// Of one fader and one knob. Begun by rmx_pickup_begin.
struct rmx_pickup_state {
    double fader; // where it was last; NaN: it has not moved yet
    bool holds;   // it has the knob
};

struct rmx_pickup_state rmx_pickup_begin(void);
// The fader goes to `at`, and the knob stands at `knob`. NaN: there the knob stays.
double rmx_pickup_move(struct rmx_pickup_state *state, enum rmx_pickup pickup, double at,
                       double knob);
// Something else has moved the knob.
void rmx_pickup_let_go(struct rmx_pickup_state *state);
