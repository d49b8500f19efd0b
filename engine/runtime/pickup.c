// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/pickup.h"

#include <math.h>

// As near as a fader of 128 places can come to a knob that stands between two of them.
static const double NEAR = 1.0 / 127;

struct rmx_pickup_state rmx_pickup_begin(void)
{
    return (struct rmx_pickup_state){.fader = NAN};
}

void rmx_pickup_let_go(struct rmx_pickup_state *state)
{
    state->holds = false;
}

// NaN compares false: a fader that has not moved yet crosses nothing.
static bool reaches(const struct rmx_pickup_state *state, double at, double knob)
{
    return fabs(at - knob) <= NEAR || (state->fader - knob) * (at - knob) < 0;
}

// Both arrive at the stops together, and from there on are one.
static double scaled(const struct rmx_pickup_state *state, double at, double knob)
{
    double from = state->fader;
    if (at <= 0 || at >= 1)
        return at;
    if (isnan(from) || at == from)
        return NAN;
    return at > from ? knob + (1 - knob) * (at - from) / (1 - from) : knob * at / from;
}

double rmx_pickup_move(struct rmx_pickup_state *state, enum rmx_pickup pickup, double at,
                       double knob)
{
    double to = NAN;
    if (pickup == RMX_PICKUP_SCALE && !state->holds)
        to = scaled(state, at, knob);
    state->holds |= pickup == RMX_PICKUP_JUMP || (pickup == RMX_PICKUP_SCALE && to == at) ||
                    (pickup != RMX_PICKUP_SCALE && reaches(state, at, knob));
    state->fader = at;
    return state->holds ? at : to;
}
