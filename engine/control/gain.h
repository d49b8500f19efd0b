// SPDX-License-Identifier: GPL-3.0-or-later
// A gain that follows a room: the loudest that was heard of late becomes 1.
//
// It rises at once to what is louder, and falls by half in ten seconds, down to a floor: silence is
// not amplified. Pure but for the past.
#pragma once

struct rmx_gain {
    double loudest;
};

#define RMX_GAIN_FLOOR 0.01  // -40 dB: the gain is never above 100
#define RMX_GAIN_START 0.25  // before anything was heard
#define RMX_GAIN_HALF_S 10.0 // seconds
#define RMX_GAIN_BAND 0.05   // a band's loudest is never below this part of the whole sound's

void rmx_gain_init(struct rmx_gain *gain);
// After `span_s` seconds at a level; the gain from now on. `floor`: at least RMX_GAIN_FLOOR.
double rmx_gain_follow(struct rmx_gain *gain, double level, double floor, double span_s);
