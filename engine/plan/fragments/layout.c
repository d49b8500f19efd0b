// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/fragments/layout.h"

#include "plan/fragments/row.h"

#include <string.h>

// What the parts of this file share.
struct laying {
    struct rmx_block *block;
    struct rmx_fragments_plan *fragments;
    int root; // the step that draws
};

static const struct rmx_effect *effect_of(const struct laying *l, int step)
{
    return l->block->plan->steps[step].effect;
}

int rmx_fragments_number(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    for (int k = 0; k < pass->step_count; k++)
        if (plan->steps[pass->steps[k]].fragments)
            return k;
    return -1;
}

static struct rmx_bytes since(const struct laying *l, int from)
{
    return (struct rmx_bytes){from, l->block->pass->block_size};
}

// The inputs of one step; where they stand.
static struct rmx_bytes add_inputs(struct laying *l, int step)
{
    int from = l->block->pass->block_size;
    rmx_block_inputs(l->block, rmx_pass_number(l->block->pass, step));
    return since(l, from);
}

// Four bytes at most: an input of a step by its name; none where it has no such.
static struct rmx_bytes bytes_of(const struct laying *l, int step, const char *name)
{
    int input = rmx_effect_input(effect_of(l, step), name);
    int at = input < 0 ? 0 : rmx_block_input_offset(l->block->pass, step, input);
    return (struct rmx_bytes){at, input < 0 ? at : at + 4};
}

static int add_slot(struct laying *l, enum rmx_slot_kind kind, int index)
{
    return rmx_block_slot(l->block, (struct rmx_slot){.kind = kind, .index = index}, 4);
}

static struct rmx_bytes add_arrange_inputs(struct laying *l, bool *use_clock)
{
    int from = l->block->pass->block_size;
    for (int a = 0; a < l->fragments->arrange_count; a++) {
        add_inputs(l, l->fragments->arranges[a]);
        *use_clock |= effect_of(l, l->fragments->arranges[a])->fragments.uses_clock;
    }
    return since(l, from);
}

// Only what fades from one arrange to another depends on `at`.
static struct rmx_bytes fade_bytes(const struct laying *l, const char *name)
{
    struct rmx_bytes bytes = bytes_of(l, l->root, name);
    if (l->fragments->arrange_count == 1)
        bytes.to = bytes.from;
    return bytes;
}

static void add_numbers(struct laying *l)
{
    struct rmx_fragments_plan *fragments = l->fragments;
    struct rmx_bytes clock = since(l, 0), view = {0, 16};
    fragments->grid_offset = add_slot(l, RMX_SLOT_GRID, 0);
    struct rmx_bytes grid = {fragments->grid_offset, fragments->grid_offset + 16};
    struct rmx_bytes cut = add_inputs(l, fragments->cut);
    bool arranges_move = false;
    struct rmx_bytes arranges = add_arrange_inputs(l, &arranges_move);
    add_inputs(l, l->root);
    if (fragments->ring > 1)
        fragments->moments_offset = add_slot(l, RMX_SLOT_MOMENTS, 0);
    if (fragments->is_placed)
        add_slot(l, RMX_SLOT_PLACE, 0);
    for (int i = 0; fragments->is_deep && i < 4; i++)
        add_slot(l, RMX_SLOT_CAMERA, i);
    bool cut_moves = effect_of(l, fragments->cut)->fragments.uses_clock;
    const struct rmx_bytes cut_bytes[5] = {cut_moves ? clock : view, grid, cut,
                                           bytes_of(l, l->root, "seed")};
    const struct rmx_bytes arrange_bytes[5] = {arranges_move ? clock : view, arranges,
                                               fade_bytes(l, "at"), fade_bytes(l, "stagger")};
    memcpy(fragments->cut_bytes, cut_bytes, sizeof(cut_bytes));
    memcpy(fragments->arrange_bytes, arrange_bytes, sizeof(arrange_bytes));
}

// `said`: a word, or `$` and the name of a menu.
static void add_sort(struct laying *l, int arrange, const char *said, int list, bool is_ranks)
{
    struct rmx_bytes none = {0, 0};
    *RMX_PUSH(l->block->arena, &l->fragments->sorts, &l->fragments->sort_count) =
        (struct rmx_fragments_sort){.list = list,
                                    .is_ranks = is_ranks,
                                    .bytes = {*said == '$' ? bytes_of(l, arrange, said + 1) : none,
                                              bytes_of(l, arrange, "seed")}};
}

static struct rmx_bytes named(const struct laying *l, int arrange, const char *input)
{
    return input ? bytes_of(l, arrange, input) : (struct rmx_bytes){0, 0};
}

// Tiles are sorted by lightness.
static void add_match(struct laying *l, int a)
{
    int arrange = l->fragments->arranges[a];
    const struct rmx_fragment_keys *keys = &effect_of(l, arrange)->fragments;
    l->fragments->matches[a] = (struct rmx_fragments_match){
        .limit = named(l, arrange, keys->limit),
        .apart = named(l, arrange, keys->apart),
        .once = named(l, arrange, keys->once),
        .whole = named(l, arrange, keys->whole),
        .tiles = l->fragments->list_count,
        .is_chosen = keys->limit || keys->apart || keys->once,
    };
    add_sort(l, arrange, "lightness", l->fragments->list_count++, false);
}

static void add_lists(struct laying *l)
{
    struct rmx_fragments_plan *fragments = l->fragments;
    fragments->matches =
        RMX_NEW(l->block->arena, struct rmx_fragments_match, fragments->arrange_count);
    fragments->list_count = RMX_LIST_OF_ARRANGE(fragments->arrange_count, 0);
    for (int a = 0; a < fragments->arrange_count; a++) {
        int step = fragments->arranges[a];
        const struct rmx_fragment_keys *keys = &effect_of(l, step)->fragments;
        if (keys->rank)
            add_sort(l, step, keys->rank, RMX_LIST_OF_ARRANGE(a, RMX_LIST_RANKS), true);
        if (keys->path)
            add_sort(l, step, keys->path, RMX_LIST_OF_ARRANGE(a, RMX_LIST_PLACES), false);
        if (keys->match)
            add_match(l, a);
    }
}

static bool has_images(const struct rmx_effect *cut)
{
    for (int i = 0; i < cut->input_count; i++)
        if (cut->inputs[i].type == RMX_INPUT_IMAGE)
            return true;
    return false;
}

void rmx_fragments_layout(struct rmx_block *block)
{
    int k = rmx_fragments_number(block->plan, block->pass);
    if (k < 0)
        return;
    int root = block->pass->steps[k];
    struct laying l = {block, block->plan->steps[root].fragments, root};
    block->pass->fragments = l.fragments;
    add_numbers(&l);
    if (has_images(effect_of(&l, l.fragments->cut)))
        rmx_block_textures(block, rmx_pass_number(block->pass, l.fragments->cut));
    for (int a = 0; a < l.fragments->arrange_count; a++)
        rmx_block_textures(block, rmx_pass_number(block->pass, l.fragments->arranges[a]));
    add_lists(&l);
}

void rmx_fragments_layout_pictures(struct rmx_block *block)
{
    struct rmx_pass *pass = block->pass;
    if (!pass->fragments)
        return;
    int root = pass->steps[rmx_fragments_number(block->plan, pass)];
    const struct rmx_step *step = &block->plan->steps[root];
    pass->layer_count = pass->fragments->picture_count;
    int first = step->effect->input_count - pass->layer_count;
    for (int i = 0; i < pass->layer_count; i++)
        *RMX_PUSH(block->arena, &pass->textures, &pass->texture_count) = (struct rmx_pass_texture){
            .reader = root, .step = step->inputs[first + i], .wants_mips = true};
}
