// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/controls.h"

#include "base/clock.h"
#include "runtime/controls_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WAITING = 1024 };

static const int pointer_signals[] = {RMX_SIGNAL_MOUSE_X, RMX_SIGNAL_MOUSE_Y};

static bool is_bpm(const char *name)
{
    return strcmp(name, rmx_signals_own()[RMX_SIGNAL_BPM].name) == 0;
}

static struct rmx_control *find(const struct rmx_controls *controls, const char *name)
{
    for (int i = 0; i < controls->count; i++)
        if (strcmp(controls->items[i]->name, name) == 0)
            return controls->items[i];
    return NULL;
}

static struct rmx_control *find_or_add(struct rmx_controls *controls, const char *name)
{
    struct rmx_control *control = find(controls, name);
    if (control)
        return control;
    control = RMX_NEW(controls->arena, struct rmx_control, 1);
    control->name = rmx_arena_copy(controls->arena, name);
    *RMX_PUSH(controls->arena, &controls->items, &controls->count) = control;
    return control;
}

static struct rmx_control *place(struct rmx_controls *controls, const char *name, double value)
{
    struct rmx_control *control = find_or_add(controls, name);
    control->value = value;
    control->is_placed = true;
    control->glides = false;
    return control;
}

struct rmx_controls *rmx_controls_create(const struct rmx_settings *settings)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_controls *controls = RMX_NEW(arena, struct rmx_controls, 1);
    controls->arena = arena;
    controls->bound_arena = rmx_arena_create();
    controls->inbox = rmx_inbox_create(MOST_WAITING);
    controls->pointer[0] = controls->pointer[1] = 0.5;
    for (int i = 0; settings && i < settings->value_count; i++)
        place(controls, settings->values[i].name, settings->values[i].value);
    return controls;
}

void rmx_controls_destroy(struct rmx_controls *controls)
{
    if (!controls)
        return;
    for (int i = 0; i < controls->count; i++)
        rmx_control_end_gesture(controls->items[i]);
    rmx_inbox_destroy(controls->inbox);
    rmx_arena_destroy(controls->bound_arena);
    rmx_arena_destroy(controls->arena);
}

bool rmx_controls_set(struct rmx_controls *controls, const char *name, double value)
{
    return rmx_controls_glide(controls, name, value, 0);
}

bool rmx_controls_glide(struct rmx_controls *controls, const char *name, double value,
                        double over_s)
{
    // A button that was let go takes no tempo away that waits.
    if (is_bpm(name) && !rmx_beat_is(value))
        return true;
    return rmx_inbox_put(controls->inbox, name, value, over_s);
}

void rmx_controls_apply(struct rmx_controls *controls, int signal, double value)
{
    rmx_signal_values_set(&controls->values, &controls->scene->signals, signal, value,
                          rmx_clock_ms() / 1000);
}

static bool differ(double a, double b)
{
    return a != b && !(isnan(a) && isnan(b));
}

static void bind_signal(struct rmx_controls *controls, int signal)
{
    const struct rmx_signal *entry = &controls->scene->signals.items[signal];
    struct rmx_control *control = find_or_add(controls, entry->name);
    if (control->was_read && differ(control->initial, entry->initial)) {
        control->is_placed = control->glides = false;
        rmx_control_end_gesture(control);
    }
    control->initial = entry->initial;
    control->was_read = true;
    controls->bound[signal] = control;
    if (control->is_placed)
        rmx_controls_apply(controls, signal, control->value);
}

static void apply_pointer(struct rmx_controls *controls)
{
    for (int i = 0; i < 2; i++)
        if (!controls->bound[pointer_signals[i]]->is_placed)
            rmx_controls_apply(controls, pointer_signals[i], controls->pointer[i]);
}

// One whose own `bpm:` was edited has that tempo, and the beat goes on. From one expression to
// another the plan's integral does.
static void bind_tempo(struct rmx_controls *controls, const struct rmx_scene *scene)
{
    double bpm = scene->bpm.program[0] ? 0 : scene->bpm.constant[0];
    if (controls->scene && bpm != controls->scene_bpm)
        rmx_beat_edit(&controls->tempo, bpm);
    controls->scene_bpm = bpm;
}

void rmx_controls_bind(struct rmx_controls *controls, const struct rmx_scene *scene)
{
    bind_tempo(controls, scene);
    rmx_arena_clear(controls->bound_arena);
    controls->scene = scene;
    controls->bound = RMX_NEW(controls->bound_arena, struct rmx_control *, scene->signals.count);
    controls->values = rmx_signal_values_create(controls->bound_arena, &scene->signals);
    for (int i = 0; i < scene->signals.count; i++)
        if (rmx_signal_is_provided(&scene->signals.items[i]))
            bind_signal(controls, i);
    apply_pointer(controls);
}

int rmx_controls_signal(const struct rmx_controls *controls, const struct rmx_control *control)
{
    for (int i = 0; controls->scene && i < controls->scene->signals.count; i++)
        if (controls->bound[i] == control)
            return i;
    return -1;
}

// The way ends within the signal's range, so that it takes the whole time.
static void begin_glide(struct rmx_controls *controls, struct rmx_control *control, int signal,
                        double over_s)
{
    const struct rmx_signal *entry = &controls->scene->signals.items[signal];
    control->glides = true;
    control->from = controls->values.numbers[signal];
    control->to = fmin(fmax(control->value, entry->min), entry->max);
    control->start_s = controls->time_s;
    control->over_s = over_s;
    control->value = control->from;
}

static void take_one(void *data, const char *name, double value, double over_s)
{
    struct rmx_controls *controls = data;
    if (!isfinite(value))
        return;
    if (is_bpm(name)) {
        rmx_beat_set(&controls->tempo, value);
        return;
    }
    struct rmx_control *control = place(controls, name, value);
    int signal = rmx_controls_signal(controls, control);
    if (signal >= 0)
        rmx_controls_touch(controls, control, signal);
    control->was_moved = true;
    if (signal >= 0 && over_s > 0 && isfinite(over_s))
        begin_glide(controls, control, signal, over_s);
    else if (signal >= 0)
        rmx_controls_apply(controls, signal, value);
}

static void glide_on(struct rmx_controls *controls, struct rmx_control *control)
{
    if (controls->time_s < control->start_s) {
        control->from = control->value;
        control->start_s = controls->time_s;
    }
    double part = (controls->time_s - control->start_s) / control->over_s;
    control->glides = part < 1;
    control->value =
        control->glides ? control->from + (control->to - control->from) * part : control->to;
    int signal = rmx_controls_signal(controls, control);
    if (signal >= 0)
        rmx_controls_apply(controls, signal, control->value);
}

bool rmx_controls_wait(const struct rmx_controls *controls)
{
    return rmx_inbox_waits(controls->inbox);
}

const double *rmx_controls_take(struct rmx_controls *controls, double time_s)
{
    controls->time_s = time_s;
    rmx_inbox_take(controls->inbox, take_one, controls);
    for (int i = 0; i < controls->count; i++)
        if (controls->items[i]->glides)
            glide_on(controls, controls->items[i]);
    controls->values.numbers[RMX_SIGNAL_BEAT] = rmx_beat_take(&controls->tempo, time_s);
    controls->values.numbers[RMX_SIGNAL_BPM] = rmx_beat_bpm(&controls->tempo);
    rmx_controls_take_beat(controls);
    return controls->values.numbers;
}

const struct rmx_signal_values *rmx_controls_values(const struct rmx_controls *controls)
{
    return &controls->values;
}

void rmx_controls_note_tempo(struct rmx_controls *controls, double bpm, double beat)
{
    rmx_beat_note(&controls->tempo, controls->time_s, bpm, beat);
}

bool rmx_controls_has_tempo(const struct rmx_controls *controls)
{
    return controls->tempo.is_led;
}

double rmx_controls_tap(struct rmx_controls *controls, double now_ms, double time_s)
{
    struct rmx_tapped tapped = rmx_tap_tempo_add(&controls->taps, now_ms);
    double bpm = tapped.counts && rmx_beat_is(tapped.bpm) ? tapped.bpm : 0;
    if (tapped.counts)
        rmx_beat_tap(&controls->tempo, time_s, bpm, tapped.beat);
    return bpm;
}

void rmx_controls_nudge(struct rmx_controls *controls, double beats)
{
    rmx_beat_nudge(&controls->tempo, beats);
}

void rmx_controls_follow(struct rmx_controls *controls, const struct rmx_beat_line *line)
{
    rmx_beat_follow(&controls->tempo, line);
}

const struct rmx_beat *rmx_controls_beat(const struct rmx_controls *controls)
{
    return &controls->tempo;
}

void rmx_controls_point(struct rmx_controls *controls, double x, double y)
{
    controls->pointer[0] = x;
    controls->pointer[1] = y;
    if (controls->scene)
        apply_pointer(controls);
}

double rmx_controls_knob(const struct rmx_controls *controls, int knob)
{
    return controls->values.numbers[controls->scene->knobs[knob].signal];
}

int rmx_controls_chosen(struct rmx_controls *controls)
{
    const struct rmx_scene *scene = controls->scene;
    for (int i = 0; controls->chosen && i < scene->knob_count; i++)
        if (strcmp(scene->knobs[i].name, controls->chosen) == 0)
            return i;
    if (scene->knob_count == 0)
        return -1;
    controls->chosen = controls->bound[scene->knobs[0].signal]->name;
    return 0;
}

int rmx_controls_choose(struct rmx_controls *controls, int step)
{
    bool had = controls->chosen != NULL;
    int chosen = rmx_controls_chosen(controls), count = controls->scene->knob_count;
    if (chosen < 0)
        return -1;
    if (had)
        chosen = (chosen + step + count) % count;
    controls->chosen = controls->bound[controls->scene->knobs[chosen].signal]->name;
    return chosen;
}

// So that what is shown, and printed for `render`, is what is used: 0.33, and not the number beside
// it that a sum of hundredths gives.
static double to_six_digits(double value)
{
    char text[32];
    snprintf(text, sizeof(text), "%.6g", fabs(value) < 1e-11 ? 0 : value);
    return strtod(text, NULL);
}

void rmx_controls_move(struct rmx_controls *controls, int knob, double part)
{
    const struct rmx_knob *ends = &controls->scene->knobs[knob];
    struct rmx_control *moved = controls->bound[ends->signal];
    rmx_controls_touch(controls, moved, ends->signal);
    double value = rmx_controls_knob(controls, knob) + (ends->to - ends->from) * part;
    value = fmin(fmax(value, fmin(ends->from, ends->to)), fmax(ends->from, ends->to));
    rmx_controls_apply(controls, ends->signal, to_six_digits(value));
    moved->value = rmx_controls_knob(controls, knob);
    moved->is_placed = moved->was_moved = true;
    moved->glides = false;
}

bool rmx_controls_was_moved(const struct rmx_controls *controls, const char *name)
{
    const struct rmx_control *control = find(controls, name);
    return control && control->was_moved;
}

void rmx_controls_forget_moves(struct rmx_controls *controls)
{
    for (int i = 0; i < controls->count; i++)
        controls->items[i]->was_moved = false;
}
