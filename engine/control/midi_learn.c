// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/midi_learn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FAR = 6, FEW_STEPS = 8, STEPS = 3, HALVES = 32 }; // of 127

void rmx_learn_begin(struct rmx_learn *learn)
{
    learn->count = 0;
}

static struct rmx_learn_track *find(struct rmx_learn *learn, const struct rmx_midi_control *of,
                                    int number)
{
    for (int i = 0; i < learn->count; i++) {
        struct rmx_learn_track *track = &learn->tracks[i];
        if (track->number == number && track->channel == of->channel &&
            strncmp(track->device, of->device ? of->device : "", RMX_LEARN_NAME - 1) == 0)
            return track;
    }
    return NULL;
}

static struct rmx_learn_track *find_or_add(struct rmx_learn *learn,
                                           const struct rmx_midi_control *of)
{
    struct rmx_learn_track *track = find(learn, of, of->number);
    if (track || learn->count == RMX_LEARN_CONTROLS)
        return track;
    track = &learn->tracks[learn->count++];
    *track = (struct rmx_learn_track){
        .number = of->number, .channel = of->channel, .first = -1, .last = -1, .are_steps = true};
    if (of->device)
        strncpy(track->device, of->device, RMX_LEARN_NAME - 1);
    return track;
}

static void note(struct rmx_learn_track *track, int raw)
{
    int step = abs(rmx_midi_step(raw));
    if (track->count++ == 0)
        track->first = raw;
    track->repeats += raw == track->last;
    track->are_steps = track->are_steps && step > 0 && step <= FEW_STEPS;
    track->last = raw;
}

// The lower half of a 14-bit controller is no control of its own.
static bool is_low_half(struct rmx_learn *learn, const struct rmx_midi_control *control)
{
    bool may_be = control->number >= HALVES && control->number < 2 * HALVES;
    const struct rmx_learn_track *high =
        may_be ? find(learn, control, control->number - HALVES) : NULL;
    return high && high->has_low_half && high->count > 0;
}

static bool take_controller(struct rmx_learn *learn, const struct rmx_midi_message *message,
                            struct rmx_midi_control *control)
{
    struct rmx_learn_track *track = find_or_add(learn, &message->control);
    if (!track)
        return false;
    if (message->control.is_wide) {
        track->has_low_half |= message->is_whole;
        return false;
    }
    if (is_low_half(learn, &message->control))
        return false;
    note(track, message->raw);
    bool is_relative = track->are_steps && track->repeats >= STEPS - 1;
    bool is_far = !track->are_steps && abs(track->last - track->first) >= FAR;
    control->is_relative = is_relative;
    control->is_wide = !is_relative && track->has_low_half;
    return is_relative || is_far;
}

bool rmx_learn_take(struct rmx_learn *learn, const struct rmx_midi_message *message,
                    struct rmx_midi_control *control)
{
    *control = message->control;
    control->is_wide = control->is_relative = false;
    switch (message->control.kind) {
    case RMX_MIDI_CC: return take_controller(learn, message, control);
    case RMX_MIDI_NOTE: return !message->is_release && message->value > 0;
    case RMX_MIDI_BEND: return fabs(message->value - 0.5) > 0.25;
    case RMX_MIDI_PROGRAM: return true;
    case RMX_MIDI_PRESSURE: // comes with each key that is struck
    case RMX_MIDI_KINDS: break;
    }
    return false;
}
