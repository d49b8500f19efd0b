// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/knobs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct knob {
    const char *name;
    double value, at; // `at` as the scene last said it
    bool is_placed;   // by hand
    bool was_read;    // `at` is known
    bool was_moved;   // lately
};

struct rmx_knobs {
    struct rmx_arena *arena;
    struct knob *items;
    int count;
    const char *chosen; // NULL: none yet
};

struct rmx_knobs *rmx_knobs_create(void)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_knobs *knobs = RMX_NEW(arena, struct rmx_knobs, 1);
    knobs->arena = arena;
    return knobs;
}

void rmx_knobs_destroy(struct rmx_knobs *knobs)
{
    if (knobs)
        rmx_arena_destroy(knobs->arena);
}

static struct knob *find(const struct rmx_knobs *knobs, const char *name)
{
    for (int i = 0; i < knobs->count; i++)
        if (strcmp(knobs->items[i].name, name) == 0)
            return &knobs->items[i];
    return NULL;
}

static struct knob *find_or_add(struct rmx_knobs *knobs, const char *name)
{
    struct knob *knob = find(knobs, name);
    if (knob)
        return knob;
    knob = RMX_PUSH(knobs->arena, &knobs->items, &knobs->count);
    knob->name = rmx_arena_copy(knobs->arena, name);
    return knob;
}

void rmx_knobs_set(struct rmx_knobs *knobs, const char *name, double value)
{
    struct knob *knob = find_or_add(knobs, name);
    knob->value = value;
    knob->is_placed = true;
}

static double within(const struct rmx_knob *ends, double value)
{
    return fmin(fmax(value, fmin(ends->from, ends->to)), fmax(ends->from, ends->to));
}

void rmx_knobs_take(struct rmx_knobs *knobs, const struct rmx_scene *scene, double *values)
{
    for (int i = 0; i < scene->knob_count; i++) {
        const struct rmx_knob *read = &scene->knobs[i];
        struct knob *knob = find_or_add(knobs, read->name);
        bool is_edited = knob->was_read && knob->at != read->at;
        if (!knob->is_placed || is_edited) {
            knob->value = read->at;
            knob->is_placed = false;
        }
        knob->at = read->at;
        knob->was_read = true;
        values[i] = within(read, knob->value);
    }
}

int rmx_knobs_chosen(struct rmx_knobs *knobs, const struct rmx_scene *scene)
{
    for (int i = 0; knobs->chosen && i < scene->knob_count; i++)
        if (strcmp(scene->knobs[i].name, knobs->chosen) == 0)
            return i;
    if (scene->knob_count == 0)
        return -1;
    knobs->chosen = find_or_add(knobs, scene->knobs[0].name)->name;
    return 0;
}

int rmx_knobs_choose(struct rmx_knobs *knobs, const struct rmx_scene *scene, int step)
{
    bool had = knobs->chosen != NULL;
    int chosen = rmx_knobs_chosen(knobs, scene);
    if (chosen < 0)
        return -1;
    if (had)
        chosen = (chosen + step + scene->knob_count) % scene->knob_count;
    knobs->chosen = find_or_add(knobs, scene->knobs[chosen].name)->name;
    return chosen;
}

void rmx_knobs_move(struct rmx_knobs *knobs, const struct rmx_scene *scene, double *values,
                    int knob, double part)
{
    const struct rmx_knob *ends = &scene->knobs[knob];
    struct knob *moved = find_or_add(knobs, ends->name);
    double value = within(ends, values[knob] + (ends->to - ends->from) * part);
    // To six digits, so that what is shown, and printed for `render`, is what is used.
    double unit = pow(10, floor(log10(fmax(fabs(value), 1e-6))) - 5);
    values[knob] = moved->value = within(ends, round(value / unit) * unit);
    moved->is_placed = moved->was_moved = true;
}

bool rmx_knobs_was_moved(const struct rmx_knobs *knobs, const char *name)
{
    const struct knob *knob = find(knobs, name);
    return knob && knob->was_moved;
}

void rmx_knobs_forget_moves(struct rmx_knobs *knobs)
{
    for (int i = 0; i < knobs->count; i++)
        knobs->items[i].was_moved = false;
}
