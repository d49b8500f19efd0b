// SPDX-License-Identifier: GPL-3.0-or-later
// What the arranges of a layer of fragments want to know of the whole: ranks, places along a path,
// matches.
#include "plan/emit_parts.h"

#include <string.h>

// Rank keys as key.glsl counts them.
enum { BY_ROWS = 4 };
static const char *const rank_names[] = {"brightness", "hue", "detail", "random"};
static const char *const path_names[] = {"rows", "columns", "spiral"};

static int index_of(const char *name, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (strcasecmp(name, names[i]) == 0)
            return i;
    return 0;
}

// What key.glsl is told: a constant, or what a menu of the arrange says now.
static const char *key_kind(struct rmx_emit_fragments *p, int a, const char *said,
                            const char *const *names, int count, int base)
{
    struct rmx_arena *arena = p->e->arena;
    const struct rmx_effect *effect = rmx_emit_fragments_arrange(p, a);
    int input = said[0] == '$' ? rmx_effect_input(effect, said + 1) : -1;
    if (input < 0)
        return rmx_arena_printf(arena, "%d", base + index_of(said, names, count));
    const struct rmx_input *menu = &effect->inputs[input];
    const char *text = rmx_arena_printf(arena, "%d", base);
    for (int i = 0; i < menu->value_count; i++)
        text =
            rmx_arena_printf(arena, "(n%d_%s == %d ? %d : %s)", p->arrange_k[a], menu->name,
                             menu->values[i], base + index_of(menu->labels[i], names, count), text);
    return text;
}

// Four bytes of the block: an arrange's input; none where it is -1.
static struct rmx_bytes input_bytes(const struct rmx_emit_fragments *p, int a, int input)
{
    int at = input < 0 ? 0 : rmx_emit_fragments_offset(p, p->plan->arranges[a], input);
    return (struct rmx_bytes){at, input < 0 ? at : at + 4};
}

static void add_sort(struct rmx_emit_fragments *p, int a, const char *said, const char *kind,
                     int list, bool is_ranks)
{
    struct rmx_arena *arena = p->e->arena;
    int menu = said[0] == '$' ? rmx_effect_input(rmx_emit_fragments_arrange(p, a), said + 1) : -1;
    int seed = rmx_effect_input(rmx_emit_fragments_arrange(p, a), "seed");
    bool has_seed = seed >= 0;
    const char *defines = rmx_arena_printf(
        arena, "#define RMX_KEY %s\n#define RMX_KEY_SEED %s\n", kind,
        has_seed ? rmx_arena_printf(arena, "n%d_seed", p->arrange_k[a]) : "rmx_seed");
    *RMX_PUSH(arena, &p->plan->sorts, &p->plan->sort_count) =
        (struct rmx_fragments_sort){rmx_emit_fragments_stage(p, "key", defines, 0, true),
                                    list,
                                    is_ranks,
                                    {input_bytes(p, a, menu), input_bytes(p, a, seed)}};
}

// With a limit the choice is made elsewhere: the shader says what each place wants.
static void emit_match(struct rmx_emit_fragments *p, int a)
{
    struct rmx_fragments_plan *plan = p->plan;
    int limit = rmx_effect_input(rmx_emit_fragments_arrange(p, a), "limit");
    if (limit >= 0) {
        plan->limits[a] = rmx_emit_fragments_offset(p, plan->arranges[a], limit);
        plan->wanted[a] = plan->list_count;
        plan->list_count += 3;
    }
    plan->matches[a] = rmx_emit_fragments_stage(
        p, "match",
        rmx_arena_printf(p->e->arena,
                         "#define RMX_MATCHES %d\n#define RMX_WANTED %d\n"
                         "#define rmx_target_tap r%d_tap_%s\n"
                         "#define RMX_LIMIT %s\n",
                         rmx_emit_fragments_section(a, 2), plan->wanted[a], p->arrange_k[a],
                         rmx_emit_fragments_arrange(p, a)->fragments.match,
                         limit < 0 ? "0"
                                   : rmx_arena_printf(p->e->arena, "n%d_limit", p->arrange_k[a])),
        RMX_FRAGMENTS_ARRANGES, true);
}

void rmx_emit_fragments_sorts(struct rmx_emit_fragments *p)
{
    struct rmx_fragments_plan *plan = p->plan;
    plan->matches = RMX_NEW(p->e->arena, const char *, plan->arrange_count);
    plan->limits = RMX_NEW(p->e->arena, int, plan->arrange_count);
    plan->wanted = RMX_NEW(p->e->arena, int, plan->arrange_count);
    for (int a = 0; a < plan->arrange_count; a++) {
        const struct rmx_fragment_keys *asks = &rmx_emit_fragments_arrange(p, a)->fragments;
        if (asks->rank)
            add_sort(p, a, asks->rank, key_kind(p, a, asks->rank, rank_names, 4, 0),
                     rmx_emit_fragments_section(a, 0), true);
        if (asks->path)
            add_sort(p, a, asks->path, key_kind(p, a, asks->path, path_names, 3, BY_ROWS),
                     rmx_emit_fragments_section(a, 1), false);
        if (asks->match)
            emit_match(p, a);
    }
    if (plan->is_deep)
        plan->depth_key = rmx_emit_fragments_stage(p, "key", "#define RMX_KEY_DEPTH\n", 0, true);
}
