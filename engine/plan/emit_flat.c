// SPDX-License-Identifier: GPL-3.0-or-later
// What is the same for all pixels of a draw goes through the vertex stage, which runs three times:
// the numbers of a pass's block that its code mentions, and what it computes of nothing else.
// Software renderers read a block anew at every few pixels, number by number and with a check of
// its bounds; a flat input is there.
#include "glsl/uniform_expr.h"
#include "plan/emit_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

// A number of the block, or a value that the code computes of such.
struct candidate {
    struct rmx_number number; // its name in the fragment shader
    int index;                // of a slot, or of a value
    bool is_value;
    int components, mentions;
    bool is_float, is_placed;
    struct rmx_flat_place place;
};

struct rmx_flat {
    struct candidate *items; // numbers in the block's order, then values
    int count;
    struct rmx_uniform uniform;
    bool *chosen; // by value: it is placed
};

// A matrix goes as its columns.
static int components_of(const char *type)
{
    const char *digit = strpbrk(type, "234");
    return *type == 'm' ? 4 : digit ? *digit - '0' : 1;
}

static struct candidate candidate_of(struct rmx_number number, int index, bool is_value)
{
    return (struct candidate){.number = number,
                              .index = index,
                              .is_value = is_value,
                              .components = components_of(number.type),
                              .is_float = strchr("fvm", *number.type) != NULL};
}

static void list(struct rmx_printer *e, struct rmx_flat *flat)
{
    const struct rmx_pass *pass = e->pass;
    flat->items = RMX_NEW(e->arena, struct candidate, pass->slot_count + flat->uniform.count);
    for (int i = 0; i < pass->slot_count; i++) {
        struct candidate *item = &flat->items[flat->count++];
        *item = candidate_of(rmx_emit_number(e, &pass->slots[i]), i, false);
        item->mentions = pass->slots[i].kind == RMX_SLOT_VIEW; // by the host's macros, and main
    }
    for (int i = 0; i < flat->uniform.count; i++)
        flat->items[flat->count++] = candidate_of(
            (struct rmx_number){flat->uniform.values[i].type,
                                rmx_arena_printf(e->arena, RMX_UNIFORM_PREFIX "%d", i)},
            i, true);
}

static struct rmx_uniform find_values(struct rmx_printer *e)
{
    int count = e->pass->slot_count;
    struct rmx_uniform_number *numbers = RMX_NEW(e->arena, struct rmx_uniform_number, count);
    for (int i = 0; i < count; i++) {
        struct rmx_number number = rmx_emit_number(e, &e->pass->slots[i]);
        numbers[i] = (struct rmx_uniform_number){number.type, number.name};
    }
    const struct rmx_uniform_params params = {
        .before = rmx_emit_defines(e),
        .code = rmx_text_string(&e->code),
        .length = e->code.length,
        .root = rmx_arena_printf(e->arena, "r%d_image", e->pass->step_count - 1),
        .numbers = numbers,
        .number_count = count,
    };
    return rmx_uniform_find(e->arena, &params);
}

// How often the code names each number.
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
                                            : (*x)->index - (*y)->index;
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

// The dearest come first, and leave half of the locations to numbers; then stand in the code.
static void place_values(struct rmx_printer *e, struct rmx_flat *flat, struct location *used)
{
    int half = e->plan->params.limits.varyings / 2;
    struct rmx_text code = {0};
    flat->chosen = RMX_NEW(e->arena, bool, flat->uniform.count);
    for (int i = e->pass->slot_count; i < flat->count; i++) {
        place(&flat->items[i], used, half);
        flat->chosen[flat->items[i].index] = flat->items[i].is_placed;
        e->shaders.flat_values += flat->items[i].is_placed;
    }
    if (!e->shaders.flat_values)
        return;
    rmx_uniform_write(&flat->uniform, flat->chosen, &code);
    rmx_text_clear(&e->code);
    rmx_text_add_n(&e->code, code.data, code.length);
    rmx_text_finish(&code);
}

// Those that are named most come first; the rest stay in the block, and one that is better there.
static void place_numbers(struct rmx_printer *e, struct rmx_flat *flat, struct location *used)
{
    int count = e->pass->slot_count, late = rmx_emit_late_number(e);
    struct candidate **order = RMX_NEW(e->arena, struct candidate *, count);
    count_mentions(e, flat->items);
    for (int i = 0; i < count; i++)
        order[i] = &flat->items[i];
    qsort(order, (size_t)count, sizeof(*order), by_mentions);
    for (int i = 0; i < count && order[i]->mentions; i++) {
        if (order[i]->index != late)
            place(order[i], used, e->plan->params.limits.varyings);
        e->shaders.flat_numbers += order[i]->is_placed;
    }
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
    if (e->keeps_all || params->no_hoist || params->block_is_free || has_own_stages(e) ||
        !e->dialect->flat)
        return;
    struct rmx_flat *flat = RMX_NEW(e->arena, struct rmx_flat, 1);
    struct location *used = RMX_NEW(e->arena, struct location, params->limits.varyings);
    flat->uniform = find_values(e);
    list(e, flat);
    place_values(e, flat, used);
    place_numbers(e, flat, used);
    e->flat = flat;
}

// A bool goes as an integer, a matrix as its columns.
static const char *type_between(const struct candidate *item)
{
    return *item->number.type == 'b'   ? "int"
           : *item->number.type == 'm' ? "vec4"
                                       : item->number.type;
}

static const char *name_between(const struct rmx_printer *e, const struct candidate *item)
{
    if (*item->number.type == 'b')
        return rmx_arena_printf(e->arena, "rmx_%s%d", item->is_value ? "truth" : "bool",
                                item->index);
    return *item->number.type == 'm' ? rmx_arena_printf(e->arena, "rmx_columns%d", item->index)
                                     : item->number.name;
}

// What has no place is read from the block as before; a macro may glue a name that is not seen.
static void add_rest(const struct rmx_printer *e, struct rmx_text *out)
{
    bool is_open = false;
    for (int i = 0; i < e->pass->slot_count; i++) {
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
        const char *name = name_between(e, item);
        if (*item->number.type == 'b')
            rmx_text_printf(out, "bool %s = %s != 0;\n", item->number.name, name);
        if (*item->number.type == 'm')
            rmx_text_printf(out, "mat2 %s = mat2(%s.xy, %s.zw);\n", item->number.name, name, name);
    }
    add_rest(e, out);
}

// One triangle that covers the target, as shaders/engine/quad.vert. A number may have any name but
// one that begins with rmx_.
static const char corners[] = "    vec2 rmx_corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);\n"
                              "    gl_Position = vec4(rmx_corner * 4.0 - 1.0, 0.0, 1.0);\n";

// Where it is known, else from the block.
static const char *number_text(const struct rmx_printer *e, const struct candidate *item)
{
    const struct rmx_known *known = e->known;
    if (known && known->slots[item->index])
        return rmx_known_literal(e->arena, item->number.type,
                                 known->bytes + e->pass->slots[item->index].offset);
    return rmx_arena_printf(e->arena, "%s%s", e->dialect->whole_prefix, item->number.name);
}

// A bool that is known is an integer's literal.
static void compute_values(const struct rmx_printer *e, struct rmx_text *out)
{
    const struct rmx_flat *flat = e->flat;
    const char **numbers = RMX_NEW(e->arena, const char *, e->pass->slot_count);
    for (int i = 0; i < e->pass->slot_count; i++) {
        const char *text = number_text(e, &flat->items[i]);
        bool is_literal = e->known && e->known->slots[i];
        numbers[i] = *flat->items[i].number.type == 'b' && is_literal
                         ? rmx_arena_printf(e->arena, "bool(%s)", text)
                         : text;
    }
    rmx_uniform_compute(&flat->uniform, flat->chosen, numbers, out);
}

static const char *value_text(const struct rmx_printer *e, const struct candidate *item)
{
    const char *name = item->number.name;
    if (item->is_value)
        return *item->number.type == 'm'
                   ? rmx_arena_printf(e->arena, "vec4(%s[0], %s[1])", name, name)
               : *item->number.type == 'b' ? rmx_arena_printf(e->arena, "int(%s)", name)
                                           : NULL;
    bool is_literal = e->known && e->known->slots[item->index];
    const char *text = number_text(e, item);
    return *item->number.type == 'b' && !is_literal ? rmx_arena_printf(e->arena, "int(%s)", text)
                                                    : text;
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
    compute_values(e, &out);
    for (int i = 0; i < e->flat->count; i++) {
        const struct candidate *item = &e->flat->items[i];
        const char *text = item->is_placed ? value_text(e, item) : NULL;
        if (text)
            rmx_text_printf(&out, "    %s = %s;\n", name_between(e, item), text);
    }
    rmx_text_add(&out, "}\n");
    char *glsl = rmx_arena_copy_n(e->arena, out.data, out.length);
    rmx_text_finish(&out);
    return glsl;
}
