// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gesture.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_PLACES = 2048, BAR = 4 };

struct place {
    double beats, value;
};

struct rmx_gesture {
    struct place places[MOST_PLACES];
    int count;
    double apart; // at least so many beats lie between two places
    bool loops;
    double from, recorded, length; // of the loop, in beats
};

struct rmx_gesture *rmx_gesture_create(double value)
{
    struct rmx_gesture *gesture = calloc(1, sizeof(*gesture));
    if (!gesture)
        abort();
    gesture->places[gesture->count++] = (struct place){0, value};
    return gesture;
}

void rmx_gesture_destroy(struct rmx_gesture *gesture)
{
    free(gesture);
}

// Every second one stays, and from now on no more come than that.
static void thin_out(struct rmx_gesture *gesture)
{
    for (int i = 0; i < MOST_PLACES / 2; i++)
        gesture->places[i] = gesture->places[2 * i];
    gesture->count = MOST_PLACES / 2;
    gesture->apart = gesture->places[gesture->count - 1].beats / (MOST_PLACES / 2);
}

// Whether the last place is between two that say the same, or too near the one before it.
static bool replaces_last(const struct rmx_gesture *gesture, double beats, double value)
{
    const struct place *last = &gesture->places[gesture->count - 1];
    if (beats <= last->beats)
        return gesture->count > 1;
    if (gesture->count < 2)
        return false;
    return (last->value == value && last[-1].value == value) ||
           last->beats - last[-1].beats < gesture->apart;
}

void rmx_gesture_move(struct rmx_gesture *gesture, double beats, double value)
{
    if (gesture->count == MOST_PLACES)
        thin_out(gesture);
    if (replaces_last(gesture, beats, value))
        gesture->count--;
    gesture->places[gesture->count++] = (struct place){beats, value};
}

double rmx_gesture_length(double beats)
{
    if (beats < 1.5)
        return 1;
    if (beats < 3)
        return 2;
    return fmax(floor(beats / BAR + 0.5), 1) * BAR;
}

void rmx_gesture_close(struct rmx_gesture *gesture, double from, double beats)
{
    gesture->loops = true;
    gesture->from = rint(from);
    gesture->recorded = beats;
    gesture->length = rmx_gesture_length(beats);
}

bool rmx_gesture_loops(const struct rmx_gesture *gesture)
{
    return gesture->loops;
}

// The last place that is not behind `beats`.
static int find(const struct rmx_gesture *gesture, double beats)
{
    int low = 0, high = gesture->count;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (gesture->places[middle].beats <= beats)
            low = middle;
        else
            high = middle;
    }
    return low;
}

double rmx_gesture_value(const struct rmx_gesture *gesture, double beat)
{
    double phase = fmod(beat - gesture->from, gesture->length);
    if (phase < 0)
        phase += gesture->length;
    double beats = phase * gesture->recorded / gesture->length;
    int at = find(gesture, beats);
    const struct place *place = &gesture->places[at];
    if (at + 1 == gesture->count)
        return place->value;
    double part = (beats - place->beats) / (place[1].beats - place->beats);
    return place->value + (place[1].value - place->value) * part;
}

int rmx_gesture_places(const struct rmx_gesture *gesture)
{
    return gesture->count;
}
