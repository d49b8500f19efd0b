// SPDX-License-Identifier: GPL-3.0-or-later
// Where in its time a show is: frame = round(clock × fps), never summed.
//
// In:  a clock in milliseconds, pauses, steps. Out: seconds and frames.
// Pure.
#pragma once

#include <stdbool.h>

struct rmx_playhead {
    double origin_ms; // the clock at time 0, while it runs
    double held_s;    // the time, while it is held
    bool is_held;
    double chased_ms; // the clock when another time was followed last
};

double rmx_playhead_s(const struct rmx_playhead *head, double now_ms);
long long rmx_playhead_frame(const struct rmx_playhead *head, double now_ms, double fps);
void rmx_playhead_toggle(struct rmx_playhead *head, double now_ms);
// Holds time, one frame on.
void rmx_playhead_step(struct rmx_playhead *head, double now_ms, double fps);
void rmx_playhead_restart(struct rmx_playhead *head, double now_ms);
// Follows another time: one that is at most a frame away is met at a tenth of the pace of time,
// any other at once. One that does not run holds.
void rmx_playhead_chase(struct rmx_playhead *head, double now_ms, double time_s, bool runs,
                        double fps);
// Milliseconds until the frame changes; a long while where time is held.
double rmx_playhead_next_ms(const struct rmx_playhead *head, double now_ms, double fps);
