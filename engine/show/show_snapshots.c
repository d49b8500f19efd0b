// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshots: where all knobs stand, kept by number and brought back.
#include "plan/values.h"
#include "show/show_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct rmx_snapshot *copy(struct rmx_arena *arena, const struct rmx_snapshot *from)
{
    struct rmx_snapshot *to = RMX_NEW(arena, struct rmx_snapshot, 1);
    to->number = from->number;
    to->value_count = from->value_count;
    to->values = RMX_NEW(arena, struct rmx_side_value, from->value_count);
    for (int i = 0; i < from->value_count; i++)
        to->values[i] = (struct rmx_side_value){rmx_arena_copy(arena, from->values[i].name),
                                                from->values[i].value};
    return to;
}

void rmx_show_teach(struct rmx_show *show, const struct rmx_side *side)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena}; // rmx_side_check says them
    const struct rmx_bindings bindings = rmx_bindings_of_side(arena, side, &errors);
    rmx_keys_bind_side(show->keys, &bindings);
    rmx_arena_destroy(arena);
    rmx_arena_clear(show->taught);
    memset(show->snapshots, 0, sizeof(show->snapshots));
    for (int i = 0; i < side->snapshot_count; i++)
        if (side->snapshots[i].number >= 1 && side->snapshots[i].number <= RMX_SNAPSHOTS)
            show->snapshots[side->snapshots[i].number] = copy(show->taught, &side->snapshots[i]);
}

// 0 where that is no number of a snapshot, which is said: once of a fader that sends all there are.
static int number_of(struct rmx_show *show, double number)
{
    bool is_one = number >= 1 && number <= RMX_SNAPSHOTS && number == floor(number);
    if (!is_one && !show->number_refused)
        rmx_show_say(show, "snapshots have the numbers 1 to %d, and %g is none\n", RMX_SNAPSHOTS,
                     number);
    show->number_refused = !is_one;
    return is_one ? (int)number : 0;
}

// As people write it: 0.6, where a message brought the float beside it.
static double as_written(double value)
{
    char text[32];
    snprintf(text, sizeof(text), "%.7g", value);
    return strtod(text, NULL);
}

static struct rmx_snapshot take(const struct rmx_show *show, struct rmx_arena *arena, int number)
{
    const struct rmx_scene *scene = show->player->generation->scene;
    struct rmx_snapshot snapshot = {.number = number, .value_count = scene->knob_count};
    snapshot.values = RMX_NEW(arena, struct rmx_side_value, scene->knob_count);
    for (int i = 0; i < scene->knob_count; i++)
        snapshot.values[i] = (struct rmx_side_value){
            scene->knobs[i].name, as_written(rmx_controls_knob(show->controls, i))};
    return snapshot;
}

void rmx_show_keep(struct rmx_show *show, double asked)
{
    int number = number_of(show, asked);
    if (!number || !show->player)
        return;
    if (!show->player->generation->scene->knob_count) {
        rmx_show_say(show, "this scene has no knobs\n");
        return;
    }
    struct rmx_arena *arena = rmx_arena_create();
    const struct rmx_snapshot snapshot = take(show, arena, number);
    show->snapshots[number] = copy(show->taught, &snapshot);
    rmx_show_say(show, "snapshot %d is kept\n", number);
    if (show->params.keeper.keep)
        show->params.keeper.keep(show->params.keeper.data, &snapshot);
    rmx_arena_destroy(arena);
}

static bool has_knob(const struct rmx_scene *scene, const char *name)
{
    for (int i = 0; i < scene->knob_count; i++)
        if (strcmp(scene->knobs[i].name, name) == 0)
            return true;
    return false;
}

// In seconds, at the tempo that is now.
static double glide_of(const struct rmx_player *player)
{
    const struct rmx_value *glide = &player->generation->scene->glide;
    return glide->count ? fmax(rmx_values_number(player->values, glide, 0), 0) : 0;
}

// What it says of knobs that the scene lacks waits for a scene that has them.
void rmx_show_snapshot(struct rmx_show *show, double asked)
{
    int number = number_of(show, asked);
    if (!number || !show->player)
        return;
    const struct rmx_snapshot *snapshot = show->snapshots[number];
    if (!snapshot) {
        rmx_show_say(show, "snapshot %d is empty\n", number);
        return;
    }
    double over_s = glide_of(show->player);
    for (int i = 0; i < snapshot->value_count; i++)
        if (has_knob(show->player->generation->scene, snapshot->values[i].name))
            rmx_controls_glide(show->controls, snapshot->values[i].name, snapshot->values[i].value,
                               over_s);
    rmx_show_say(show, "snapshot %d\n", number);
}
