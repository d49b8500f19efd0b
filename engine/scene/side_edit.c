// SPDX-License-Identifier: GPL-3.0-or-later
// Changes of a side file: what its text said of the same thing goes, its place and its comments
// stay.
#include "scene/side.h"

#include <string.h>

static const char *copy(struct rmx_arena *arena, const char *text)
{
    return text ? rmx_arena_copy(arena, text) : NULL;
}

static int find_knob(const struct rmx_side *side, const char *name)
{
    for (int i = 0; i < side->knob_count; i++)
        if (strcmp(side->knobs[i].name, name) == 0)
            return i;
    return -1;
}

const struct rmx_side_knob *rmx_side_find_knob(const struct rmx_side *side, const char *name)
{
    int index = find_knob(side, name);
    return index < 0 ? NULL : &side->knobs[index];
}

void rmx_side_bind(struct rmx_arena *arena, struct rmx_side *side, const struct rmx_side_knob *knob)
{
    int index = find_knob(side, knob->name);
    struct rmx_side_knob *place =
        index < 0 ? RMX_PUSH(arena, &side->knobs, &side->knob_count) : &side->knobs[index];
    if (index < 0)
        place->name = rmx_arena_copy(arena, knob->name);
    place->midi = knob->midi;
    place->midi.device = copy(arena, knob->midi.device);
    place->pickup = knob->pickup;
}

// A part that has become empty goes, but not with its comments.
static void drop_section(struct rmx_side *side, enum rmx_side_section section)
{
    int kept = 0;
    for (int i = 0; i < side->order_count; i++)
        if (side->order[i] != section || side->notes[section].above || side->notes[section].beside)
            side->order[kept++] = side->order[i];
    side->order_count = kept;
}

bool rmx_side_unbind(struct rmx_side *side, const char *name)
{
    int index = find_knob(side, name);
    if (index < 0)
        return false;
    side->knob_count--;
    memmove(&side->knobs[index], &side->knobs[index + 1],
            sizeof(*side->knobs) * (size_t)(side->knob_count - index));
    if (side->knob_count == 0)
        drop_section(side, RMX_SIDE_KNOBS);
    return true;
}

static int find_snapshot(const struct rmx_side *side, int number)
{
    for (int i = 0; i < side->snapshot_count; i++)
        if (side->snapshots[i].number == number)
            return i;
    return -1;
}

const struct rmx_snapshot *rmx_side_find_snapshot(const struct rmx_side *side, int number)
{
    int index = find_snapshot(side, number);
    return index < 0 ? NULL : &side->snapshots[index];
}

void rmx_side_keep(struct rmx_arena *arena, struct rmx_side *side,
                   const struct rmx_snapshot *snapshot)
{
    int index = find_snapshot(side, snapshot->number);
    struct rmx_snapshot *place = index < 0
                                     ? RMX_PUSH(arena, &side->snapshots, &side->snapshot_count)
                                     : &side->snapshots[index];
    place->number = snapshot->number;
    place->values = NULL;
    place->value_count = 0;
    for (int i = 0; i < snapshot->value_count; i++)
        *RMX_PUSH(arena, &place->values, &place->value_count) = (struct rmx_side_value){
            rmx_arena_copy(arena, snapshot->values[i].name), snapshot->values[i].value};
}
