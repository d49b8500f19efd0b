// SPDX-License-Identifier: GPL-3.0-or-later
// What is the same for all pixels of a draw goes through the vertex stage, which runs three times:
// the numbers of a pass's block that its code mentions. Software renderers read a block anew at
// every few pixels, number by number and with a check of its bounds; a flat input is there.
#include "plan/emit_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct candidate {
    struct rmx_number number;
    int slot, components, mentions;
    bool is_float, is_placed;
    struct rmx_flat_place place;
};

struct rmx_flat {
    struct candidate *items; // in the block's order
    int count;
};

static int components_of(const char *type)
{
    const char *digit = strpbrk(type, "234");
    return digit ? *digit - '0' : 1;
}

static struct candidate *list(struct rmx_printer *e)
{
    const struct rmx_pass *pass = e->pass;
    struct candidate *items = RMX_NEW(e->arena, struct candidate, pass->slot_count);
    for (int i = 0; i < pass->slot_count; i++) {
        struct rmx_number number = rmx_emit_number(e, &pass->slots[i]);
        items[i] = (struct candidate){
            .number = number,
            .slot = i,
            .components = components_of(number.type),
            .mentions = pass->slots[i].kind == RMX_SLOT_VIEW, // by the host's macros, and main
            .is_float = *number.type == 'f' || *number.type == 'v',
        };
    }
    return items;
}

// How often the code names each of them.
static void count_mentions(struct rmx_printer *e, struct candidate *items)
{
    struct rmx_names names = {.arena = e->arena};
    for (int i = 0; i < e->pass->slot_count; i++)
        rmx_names_put(&names, items[i].number.name, strlen(items[i].number.name), i);
    for (const char *at = rmx_text_string(&e->code); *at;) {
        const char *from = at;
        while (isalnum((unsigned char)*at) || *at == '_')
            at++;
        int found = at > from ? rmx_names_get(&names, from, (size_t)(at - from)) : -1;
        if (found >= 0)
            items[found].mentions++;
        at += at == from;
    }
}

static int by_mentions(const void *a, const void *b)
{
    const struct candidate *const *x = a, *const *y = b;
    return (*x)->mentions != (*y)->mentions ? (*y)->mentions - (*x)->mentions
                                            : (*x)->slot - (*y)->slot;
}

// Numbers of one location are all floats or all integers.
struct location {
    int used;
    bool is_float;
};

static void place(struct candidate *item, struct location *locations, int count)
{
    for (int l = 0; l < count && !item->is_placed; l++) {
        bool fits = locations[l].used + item->components <= 4 &&
                    (!locations[l].used || locations[l].is_float == item->is_float);
        if (!fits)
            continue;
        item->is_placed = true;
        item->place = (struct rmx_flat_place){l, locations[l].used};
        locations[l] = (struct location){locations[l].used + item->components, item->is_float};
    }
}

// Those that are named most come first; the rest stay in the block.
static void place_all(struct rmx_printer *e, struct candidate *items)
{
    int count = e->pass->slot_count, locations = e->plan->params.limits.varyings;
    struct candidate **order = RMX_NEW(e->arena, struct candidate *, count);
    struct location *used = RMX_NEW(e->arena, struct location, locations);
    for (int i = 0; i < count; i++)
        order[i] = &items[i];
    qsort(order, (size_t)count, sizeof(*order), by_mentions);
    for (int i = 0; i < count && order[i]->mentions; i++)
        place(order[i], used, locations);
}

// Fragments that are gathered have no geometry either: the usual triangle draws them.
static bool has_own_stages(const struct rmx_printer *e)
{
    const struct rmx_fragments_plan *fragments = e->pass->fragments;
    return e->plan->steps[e->pass->root].effect->vertex ||
           (fragments && fragments->way != RMX_FRAGMENTS_GATHER);
}

void rmx_emit_flat_choose(struct rmx_printer *e)
{
    const struct rmx_plan_params *params = &e->plan->params;
    if (params->no_hoist || params->block_is_free || has_own_stages(e) || !e->dialect->flat)
        return;
    struct candidate *items = list(e);
    count_mentions(e, items);
    place_all(e, items);
    e->flat = RMX_NEW(e->arena, struct rmx_flat, 1);
    *e->flat = (struct rmx_flat){items, e->pass->slot_count};
    for (int i = 0; i < e->flat->count; i++)
        e->shaders.flat_numbers += items[i].is_placed;
}

// A bool goes as an integer.
static const char *type_between(const struct candidate *item)
{
    return *item->number.type == 'b' ? "int" : item->number.type;
}

static const char *name_between(const struct rmx_printer *e, const struct candidate *item)
{
    return *item->number.type == 'b' ? rmx_arena_printf(e->arena, "rmx_bool%d", item->slot)
                                     : item->number.name;
}

// What has no place is read from the block as before; a macro may glue a name that is not seen.
static void add_rest(const struct rmx_printer *e, struct rmx_text *out)
{
    bool is_open = false;
    for (int i = 0; i < e->flat->count; i++) {
        const struct candidate *item = &e->flat->items[i];
        if (item->is_placed)
            continue;
        if (!is_open)
            rmx_text_add(out, e->dialect->rest_open);
        is_open = true;
        e->dialect->number_at(out, e->pass->slots[i].offset, item->number.type, item->number.name);
    }
    if (is_open)
        rmx_text_add(out, e->dialect->block_close);
}

void rmx_emit_flat_inputs(const struct rmx_printer *e, struct rmx_text *out)
{
    for (int i = 0; i < e->flat->count; i++) {
        const struct candidate *item = &e->flat->items[i];
        if (!item->is_placed)
            continue;
        e->dialect->flat(out, "in", item->place, type_between(item), name_between(e, item));
        if (*item->number.type == 'b')
            rmx_text_printf(out, "bool %s = rmx_bool%d != 0;\n", item->number.name, item->slot);
    }
    add_rest(e, out);
}

// One triangle that covers the target, as shaders/engine/quad.vert.
static const char corners[] = "    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);\n"
                              "    gl_Position = vec4(corner * 4.0 - 1.0, 0.0, 1.0);\n";

// Where it is known, else from the block.
static const char *value_of(const struct rmx_printer *e, const struct candidate *item)
{
    const struct rmx_known *known = e->known;
    if (known && known->slots[item->slot])
        return rmx_known_literal(e->arena, item->number.type,
                                 known->bytes + e->pass->slots[item->slot].offset);
    const char *whole =
        rmx_arena_printf(e->arena, "%s%s", e->dialect->whole_prefix, item->number.name);
    return *item->number.type == 'b' ? rmx_arena_printf(e->arena, "int(%s)", whole) : whole;
}

char *rmx_emit_flat_vertex(struct rmx_printer *e)
{
    const struct rmx_dialect *dialect = e->dialect;
    struct rmx_text out = {0};
    rmx_text_printf(&out, "%s%s", dialect->version, dialect->whole_open);
    rmx_emit_numbers(e, &out);
    rmx_text_add(&out, dialect->whole_close);
    for (int i = 0; i < e->flat->count; i++) {
        const struct candidate *item = &e->flat->items[i];
        if (item->is_placed)
            dialect->flat(&out, "out", item->place, type_between(item), name_between(e, item));
    }
    rmx_text_printf(&out, "void main()\n{\n%s", corners);
    for (int i = 0; i < e->flat->count; i++) {
        const struct candidate *item = &e->flat->items[i];
        if (item->is_placed)
            rmx_text_printf(&out, "    %s = %s;\n", name_between(e, item), value_of(e, item));
    }
    rmx_text_add(&out, "}\n");
    char *glsl = rmx_arena_copy_n(e->arena, out.data, out.length);
    rmx_text_finish(&out);
    return glsl;
}
