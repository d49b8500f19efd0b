// SPDX-License-Identifier: GPL-3.0-or-later
// What the arranges of a layer of fragments read of the whole: ranks, places along a path, matches.
#include "plan/fragments/emit_parts.h"
#include "plan/fragments/row.h"

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

// RMX_KEY for key.glsl: a constant, or an expression over a menu of the arrange.
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

static const char *emit_sort(struct rmx_emit_fragments *p, int a, const char *kind)
{
    struct rmx_arena *arena = p->e->arena;
    bool has_seed = rmx_effect_input(rmx_emit_fragments_arrange(p, a), "seed") >= 0;
    const char *defines = rmx_arena_printf(
        arena, "#define RMX_KEY %s\n#define RMX_KEY_SEED %s\n", kind,
        has_seed ? rmx_arena_printf(arena, "n%d_seed", p->arrange_k[a]) : "rmx_seed");
    return rmx_emit_fragments_stage(p, "key", defines, 0, true);
}

// An input of an arrange as a number of the block; 0 where it has none.
static const char *number_of(struct rmx_emit_fragments *p, int a, const char *input)
{
    return input ? rmx_arena_printf(p->e->arena, "n%d_%s", p->arrange_k[a], input) : "0";
}

// Where the choice is made elsewhere, the shader says what each place wants.
static void emit_match(struct rmx_emit_fragments *p, int a, struct rmx_fragments_shaders *shaders)
{
    struct rmx_arena *arena = p->e->arena;
    const struct rmx_fragment_keys *keys = &rmx_emit_fragments_arrange(p, a)->fragments;
    const char *tiles =
        rmx_arena_printf(arena, "#define RMX_TILES %d\n#define RMX_WHOLE_PICTURES %s\n",
                         p->plan->matches[a].tiles, number_of(p, a, keys->whole));
    const char *defines = rmx_arena_printf(
        arena,
        "%s#define RMX_FEATURES_BINDING 13\n#define RMX_MATCHES %d\n#define rmx_target_tap "
        "r%d_tap_%s\n"
        "#define RMX_CHOSEN (%s > 0 || float(%s) > 0.0 || %s != 0)\n",
        tiles, RMX_LIST_OF_ARRANGE(a, RMX_LIST_MATCHES), p->arrange_k[a], keys->match,
        number_of(p, a, keys->limit), number_of(p, a, keys->apart), number_of(p, a, keys->once));
    const char *bound = rmx_arena_printf(arena, "%s#define RMX_FEATURES_BINDING 12\n", tiles);
    shaders->tiles[a] = rmx_emit_fragments_stage(p, "tiles", bound, 0, true);
    shaders->matches[a] =
        rmx_emit_fragments_stage(p, "match", defines, RMX_FRAGMENTS_ARRANGES, true);
}

// Sorts in the order of plan->sorts.
void rmx_emit_fragments_sorts(struct rmx_emit_fragments *p, struct rmx_fragments_shaders *shaders)
{
    const struct rmx_fragments_plan *plan = p->plan;
    shaders->tiles = RMX_NEW(p->e->arena, const char *, plan->arrange_count);
    shaders->matches = RMX_NEW(p->e->arena, const char *, plan->arrange_count);
    shaders->sorts = RMX_NEW(p->e->arena, const char *, plan->sort_count);
    for (int a = 0, sort = 0; a < plan->arrange_count; a++) {
        const struct rmx_fragment_keys *keys = &rmx_emit_fragments_arrange(p, a)->fragments;
        if (keys->rank)
            shaders->sorts[sort++] = emit_sort(p, a, key_kind(p, a, keys->rank, rank_names, 4, 0));
        if (keys->path)
            shaders->sorts[sort++] =
                emit_sort(p, a, key_kind(p, a, keys->path, path_names, 3, BY_ROWS));
        if (!keys->match)
            continue;
        shaders->sorts[sort++] =
            rmx_emit_fragments_stage(p, "tiles_key", "#define RMX_FEATURES_BINDING 12\n", 0, true);
        emit_match(p, a, shaders);
    }
    if (plan->is_deep)
        shaders->depth_key = rmx_emit_fragments_stage(p, "key", "#define RMX_KEY_DEPTH\n", 0, true);
}
