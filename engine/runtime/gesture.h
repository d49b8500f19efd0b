// SPDX-License-Identifier: GPL-3.0-or-later
// A movement of one number, and its loop in time with the beat.
//
// In:  where the number stood, beat by beat, while it was recorded. Out: where it stands at a beat.
// Bounded: a long movement keeps fewer of its places, evenly. Pure: no clock; what a loop gives is
// a function of the beat alone.
#pragma once

#include <stdbool.h>

struct rmx_gesture;

// Nothing moved yet: it stands at `value`.
struct rmx_gesture *rmx_gesture_create(double value);
void rmx_gesture_destroy(struct rmx_gesture *gesture); // NULL is fine

// Where it stands so many beats after the beginning, which never goes back.
void rmx_gesture_move(struct rmx_gesture *gesture, double beats, double value);
// From now on it loops. `from`: the beat at which it began; `beats`: how long it was recorded,
// above 0. The loop begins with the nearest beat and lasts as rmx_gesture_length says, to which the
// movement is stretched.
void rmx_gesture_close(struct rmx_gesture *gesture, double from, double beats);
bool rmx_gesture_loops(const struct rmx_gesture *gesture);
// Where it stands at a beat, between two places evenly; at the end it jumps to the beginning.
double rmx_gesture_value(const struct rmx_gesture *gesture, double beat);

// The beats of a loop that was recorded in so many: the nearest of 1, 2, 4, 8, 12 and so on, of two
// that are as near the longer one. So it comes round with the bar.
double rmx_gesture_length(double beats);
// How many places are kept.
int rmx_gesture_places(const struct rmx_gesture *gesture);
