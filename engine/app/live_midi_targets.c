// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_midi_targets.h"

#include "scene/bindings.h"

#include <string.h>

static bool may_be_same_text(const char *one, const char *other)
{
    return !one || !other || strcasestr(one, other) || strcasestr(other, one);
}

// Whether a message may be of both.
static bool overlap(const struct rmx_midi_control *one, const struct rmx_midi_control *other)
{
    return one->kind == other->kind && one->number == other->number &&
           (!one->channel || !other->channel || one->channel == other->channel) &&
           may_be_same_text(one->device, other->device);
}

// What moves a knob, NULL: nothing. A knob's own word in the side file goes over the scene's; so
// does another knob's that has the same control there.
static const struct rmx_midi_control *
control_of(const struct rmx_side *side, const struct rmx_knob *knob, enum rmx_pickup *pickup)
{
    const struct rmx_side_knob *taught = rmx_side_find_knob(side, knob->name);
    *pickup = taught ? taught->pickup : knob->midi ? knob->midi->pickup : RMX_PICKUP_UNSAID;
    if (*pickup == RMX_PICKUP_UNSAID)
        *pickup = side->pickup;
    if (taught)
        return &taught->midi;
    if (!knob->midi)
        return NULL;
    for (int i = 0; i < side->knob_count; i++)
        if (overlap(&side->knobs[i].midi, &knob->midi->control))
            return NULL;
    return &knob->midi->control;
}

static void add_knobs(struct rmx_arena *arena, struct rmx_midi_targets *targets,
                      const struct rmx_scene *scene, const struct rmx_side *side)
{
    for (int i = 0; i < scene->knob_count; i++) {
        const struct rmx_knob *knob = &scene->knobs[i];
        enum rmx_pickup pickup;
        const struct rmx_midi_control *control = control_of(side, knob, &pickup);
        if (control)
            *RMX_PUSH(arena, &targets->items, &targets->count) =
                (struct rmx_midi_target){.kind = RMX_MIDI_TO_KNOB,
                                         .control = *control,
                                         .name = knob->name,
                                         .knob = i,
                                         .from = knob->from,
                                         .to = knob->to,
                                         .pickup = pickup};
    }
}

static void add_signals(struct rmx_arena *arena, struct rmx_midi_targets *targets,
                        const struct rmx_scene *scene)
{
    for (int i = 0; i < scene->midi_count; i++)
        *RMX_PUSH(arena, &targets->items, &targets->count) =
            (struct rmx_midi_target){.kind = RMX_MIDI_TO_SIGNAL,
                                     .control = scene->midi[i].control,
                                     .name = scene->signals.items[scene->midi[i].signal].name};
}

static void add_verbs(struct rmx_arena *arena, struct rmx_midi_targets *targets,
                      const struct rmx_scene *scene, const struct rmx_side *side)
{
    struct rmx_errors errors = {.arena = arena}; // told where the file is read
    struct rmx_bindings taught = rmx_bindings_of_side(arena, side, &errors);
    struct rmx_bindings all = rmx_bindings_midi(arena, scene ? &scene->keys : NULL, &taught);
    for (int i = 0; i < all.count; i++)
        *RMX_PUSH(arena, &targets->items, &targets->count) = (struct rmx_midi_target){
            .kind = RMX_MIDI_TO_VERB, .control = all.items[i].midi, .call = all.items[i].call};
}

struct rmx_midi_targets rmx_live_midi_targets(struct rmx_arena *arena,
                                              const struct rmx_scene *scene,
                                              const struct rmx_side *side)
{
    struct rmx_midi_targets targets = {0};
    if (scene) {
        add_knobs(arena, &targets, scene, side);
        add_signals(arena, &targets, scene);
    }
    add_verbs(arena, &targets, scene, side);
    return targets;
}

// --- Learning.

static bool is_same(const struct rmx_midi_control *one, const struct rmx_midi_control *other)
{
    return overlap(one, other) && one->is_wide == other->is_wide &&
           one->is_relative == other->is_relative;
}

// Takes the control from the knobs that it moved, and says which they are.
static void take_from_others(struct rmx_live_side *live, const struct rmx_scene *scene,
                             const char *knob, const struct rmx_midi_control *control,
                             struct rmx_text *text)
{
    int count = 0;
    for (int i = 0; i < scene->knob_count; i++) {
        enum rmx_pickup pickup;
        const char *name = scene->knobs[i].name;
        const struct rmx_midi_control *its =
            control_of(rmx_live_side_now(live), &scene->knobs[i], &pickup);
        if (strcmp(name, knob) == 0 || !its || !overlap(its, control))
            continue;
        rmx_text_printf(text, "%s%s", count++ ? ", " : ", and no more ", name);
        rmx_live_side_unbind(live, name);
    }
}

static const struct rmx_knob *find_knob(const struct rmx_scene *scene, const char *name)
{
    for (int i = 0; i < scene->knob_count; i++)
        if (strcmp(scene->knobs[i].name, name) == 0)
            return &scene->knobs[i];
    return NULL;
}

bool rmx_live_midi_learn(struct rmx_live_side *live, const struct rmx_scene *scene,
                         const char *knob, const struct rmx_midi_control *control,
                         struct rmx_text *text)
{
    const struct rmx_knob *its = find_knob(scene, knob);
    enum rmx_pickup pickup;
    const struct rmx_midi_control *before =
        its ? control_of(rmx_live_side_now(live), its, &pickup) : NULL;
    if (!its || (before && is_same(before, control)))
        return false;
    const struct rmx_side_knob *taught = rmx_side_find_knob(rmx_live_side_now(live), knob);
    const struct rmx_side_knob bound = {
        .name = knob, .midi = *control, .pickup = taught ? taught->pickup : RMX_PICKUP_UNSAID};
    rmx_text_printf(text, "learn: ");
    rmx_midi_control_write(text, control);
    if (control->device)
        rmx_text_printf(text, " of %s", control->device);
    rmx_text_printf(text, " moves %s", knob);
    take_from_others(live, scene, knob, control, text);
    rmx_text_printf(text, " (%s)", rmx_live_side_name(live));
    rmx_live_side_bind(live, &bound);
    return true;
}
