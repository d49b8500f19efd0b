// SPDX-License-Identifier: GPL-3.0-or-later
// Gestures of the controls: who is recorded, who loops, and where that stands in a frame.
#include "runtime/controls_parts.h"

#include <math.h>

void rmx_control_end_gesture(struct rmx_control *control)
{
    rmx_gesture_destroy(control->gesture);
    control->gesture = NULL;
}

void rmx_controls_touch(struct rmx_controls *controls, struct rmx_control *control, int signal)
{
    const struct rmx_signal *entry = &controls->scene->signals.items[signal];
    double stood = controls->values.numbers[signal];
    if (control->gesture && rmx_gesture_loops(control->gesture))
        rmx_control_end_gesture(control);
    if (!controls->is_recording || control->gesture || !rmx_signal_is_from(entry, "knob"))
        return;
    control->gesture = rmx_gesture_create(stood);
    rmx_gesture_move(control->gesture, controls->beat - controls->record_from, stood);
}

// The beat of the frame that is taken: led, by the scene's tempo, or, where that is an expression,
// as the last frame's tempo makes it.
static double beat_of_frame(const struct rmx_controls *controls)
{
    double led = controls->values.numbers[RMX_SIGNAL_BEAT];
    const struct rmx_beat *tempo = &controls->tempo;
    if (isfinite(led))
        return led;
    if (controls->scene_bpm > 0)
        return controls->time_s * controls->scene_bpm / 60.0;
    return tempo->beat + (controls->time_s - tempo->time_s) * tempo->last_bpm / 60.0;
}

static void follow_gesture(struct rmx_controls *controls, struct rmx_control *control, int signal)
{
    if (!rmx_gesture_loops(control->gesture)) {
        rmx_gesture_move(control->gesture, controls->beat - controls->record_from,
                         controls->values.numbers[signal]);
        return;
    }
    rmx_controls_apply(controls, signal, rmx_gesture_value(control->gesture, controls->beat));
    control->value = controls->values.numbers[signal];
    control->is_placed = control->was_moved = true;
}

// What is recorded goes on where time jumps back.
void rmx_controls_take_beat(struct rmx_controls *controls)
{
    double beat = beat_of_frame(controls);
    controls->record_from += fmin(beat - controls->beat, 0);
    controls->beat = beat;
    for (int i = 0; i < controls->count; i++) {
        struct rmx_control *control = controls->items[i];
        int signal = control->gesture ? rmx_controls_signal(controls, control) : -1;
        if (signal >= 0)
            follow_gesture(controls, control, signal);
    }
}

bool rmx_controls_is_recording(const struct rmx_controls *controls)
{
    return controls->is_recording;
}

void rmx_controls_record(struct rmx_controls *controls)
{
    if (controls->is_recording)
        return;
    controls->is_recording = true;
    controls->record_from = controls->beat;
}

// What had no time to move in beats stays where it is.
static bool loop(struct rmx_control *control, double from, double beats)
{
    if (!control->gesture || rmx_gesture_loops(control->gesture))
        return false;
    if (beats > 0)
        rmx_gesture_close(control->gesture, from, beats);
    else
        rmx_control_end_gesture(control);
    control->glides = false;
    return beats > 0;
}

static const char *stop_chosen(struct rmx_controls *controls)
{
    int knob = controls->scene ? rmx_controls_chosen(controls) : -1;
    struct rmx_control *control =
        knob < 0 ? NULL : controls->bound[controls->scene->knobs[knob].signal];
    if (!control || !control->gesture)
        return NULL;
    rmx_control_end_gesture(control);
    return control->name;
}

struct rmx_controls_loops rmx_controls_loop(struct rmx_controls *controls)
{
    struct rmx_controls_loops loops = {0};
    double beats = controls->beat - controls->record_from;
    bool any = false;
    if (!controls->is_recording)
        return loops;
    controls->is_recording = false;
    for (int i = 0; i < controls->count; i++) {
        struct rmx_control *control = controls->items[i];
        any |= control->gesture && !rmx_gesture_loops(control->gesture);
        loops.count += loop(control, controls->record_from, beats);
    }
    loops.beats = loops.count ? rmx_gesture_length(beats) : 0;
    loops.stopped = any ? NULL : stop_chosen(controls);
    return loops;
}
