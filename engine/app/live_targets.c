// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_targets.h"

#include "base/verbs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SLOWEST_BPM = 1, FASTEST_BPM = 1000 }; // as runtime/controls.h takes them

struct list {
    struct rmx_arena *arena;
    struct rmx_live_targets targets;
};

static void add(struct list *list, const struct rmx_osc_target *target, int signal)
{
    struct rmx_live_targets *targets = &list->targets;
    *RMX_PUSH(list->arena, &targets->items, &targets->count) = *target;
    *RMX_PUSH(list->arena, &targets->signals, &targets->signal_count) = signal;
}

static void add_knob(struct list *list, const struct rmx_knob *knob)
{
    struct rmx_osc_target target = {
        .address = rmx_arena_printf(list->arena, "/remontage/knob/%s", knob->name),
        .name = knob->name,
        .verb = -1,
        .glide_s = NAN,
        .min = fmin(knob->from, knob->to),
        .max = fmax(knob->from, knob->to),
        .meaning = rmx_arena_printf(list->arena, "knob %s", knob->name),
    };
    add(list, &target, knob->signal);
    if (!knob->osc)
        return;
    target.address = knob->osc;
    add(list, &target, knob->signal);
}

// The scene's own one, where it has it, takes the same messages.
static void add_display(struct list *list, const struct rmx_scene *scene)
{
    const struct rmx_signal *display = rmx_signals_display();
    struct rmx_osc_target target = {
        .address = "/remontage/display",
        .name = display->name,
        .verb = -1,
        .glide_s = NAN,
        .min = display->min,
        .max = display->max,
        .meaning = display->meaning,
    };
    int signal = -1;
    for (int i = 0; scene && i < scene->knob_count; i++) {
        const struct rmx_knob *knob = &scene->knobs[i];
        if (rmx_signals_find(&scene->signals, target.name, strlen(target.name)) != knob->signal)
            continue;
        signal = knob->signal;
        target.min = fmin(knob->from, knob->to);
        target.max = fmax(knob->from, knob->to);
    }
    add(list, &target, signal);
}

static void add_bpm(struct list *list)
{
    const struct rmx_signal *bpm = &rmx_signals_own()[RMX_SIGNAL_BPM];
    const struct rmx_osc_target target = {
        .address = "/remontage/bpm",
        .name = bpm->name,
        .verb = -1,
        .glide_s = NAN,
        .kind = RMX_OSC_STRICT,
        .min = SLOWEST_BPM,
        .max = FASTEST_BPM,
        .meaning = bpm->meaning,
    };
    add(list, &target, RMX_SIGNAL_BPM);
}

const char *rmx_live_verb_name(char name[64], const char *verb)
{
    snprintf(name, 64, "!%s", verb);
    return name;
}

static void add_verb(struct list *list, int index, const struct rmx_verb *verb)
{
    char name[64];
    const struct rmx_osc_target target = {
        .address = rmx_arena_printf(list->arena, "/remontage/%s", verb->name),
        .name = rmx_arena_copy(list->arena, rmx_live_verb_name(name, verb->name)),
        .verb = index,
        .kind = verb->is_switch ? RMX_OSC_SWITCH : RMX_OSC_BUTTON,
        .min = verb->most > 0,
        .max = verb->most,
        .meaning = verb->meaning,
    };
    add(list, &target, -1);
}

static void add_verbs(struct list *list)
{
    const struct rmx_verb *verb;
    for (int i = 0; (verb = rmx_verb(i)); i++)
        if (verb->name)
            add_verb(list, i, verb);
}

static void add_read(struct list *list, const struct rmx_scene *scene,
                     const struct rmx_osc_signal *read)
{
    const struct rmx_signal *signal = &scene->signals.items[read->signal];
    const struct rmx_osc_target target = {
        .address = read->address,
        .name = signal->name,
        .verb = -1,
        .glide_s = read->smooth_s,
        .min = signal->min,
        .max = signal->max,
        .meaning = "a number that the scene reads",
    };
    add(list, &target, read->signal);
}

struct rmx_live_targets rmx_live_targets(struct rmx_arena *arena, const struct rmx_scene *scene)
{
    struct list list = {.arena = arena};
    add_display(&list, scene);
    add_bpm(&list);
    add_verbs(&list);
    for (int i = 0; scene && i < scene->knob_count; i++)
        add_knob(&list, &scene->knobs[i]);
    for (int i = 0; scene && i < scene->osc_count; i++)
        add_read(&list, scene, &scene->osc[i]);
    return list.targets;
}
