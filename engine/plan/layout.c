// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/layout.h"

#include "plan/block.h"
#include "plan/fragments/layout.h"

#include <string.h>

struct usage {
    bool time, timedelta, date, frame;
};

static struct usage usage_of(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    struct usage usage = {0};
    for (int k = 0; k < pass->step_count; k++) {
        const struct rmx_effect *effect = plan->steps[pass->steps[k]].effect;
        usage.time |= effect->uses_time;
        usage.timedelta |= effect->uses_timedelta;
        usage.date |= effect->uses_date;
        usage.frame |= effect->uses_frame;
    }
    return usage;
}

// The view first: a target's size is read there.
static void add_automatic(struct rmx_block *block)
{
    struct usage usage = usage_of(block->plan, block->pass);
    rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_VIEW}, 4);
    if (block->plan->params.ledger)
        rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_MOVED}, 1);
    if (usage.date)
        rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_DATE}, 4);
    if (block->plan->params.jitter)
        rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_JITTER}, 2);
    if (usage.time)
        rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_TIME}, 1);
    if (usage.timedelta)
        rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_TIMEDELTA}, 1);
    if (usage.frame)
        rmx_block_slot(block, (struct rmx_slot){.kind = RMX_SLOT_FRAME}, 1);
}

static bool is_of_fragments(const struct rmx_block *block, int k)
{
    const struct rmx_step *step = &block->plan->steps[block->pass->steps[k]];
    return step->is_fragment_stage || step->fragments;
}

static void lay_out_pass(struct rmx_block *block)
{
    const struct rmx_pass *pass = block->pass;
    add_automatic(block);
    rmx_fragments_layout(block);
    for (int k = 0; k < pass->step_count; k++)
        if (!is_of_fragments(block, k))
            rmx_block_inputs(block, k);
    for (int k = 0; k < pass->step_count; k++)
        if (!is_of_fragments(block, k))
            rmx_block_textures(block, k);
    rmx_fragments_layout_pictures(block);
}

// Each pass's part of the frame's buffer, where the device can bind it.
static void lay_out_blocks(struct rmx_plan *plan)
{
    int alignment = plan->params.limits.block_alignment;
    for (int p = 0; p < plan->pass_count; p++) {
        struct rmx_pass *pass = &plan->passes[p];
        pass->block_size = (pass->block_size + 15) / 16 * 16;
        pass->block_offset = plan->block_size;
        plan->block_size += (pass->block_size + alignment - 1) / alignment * alignment;
    }
}

// The new picture may be drawn over the old one where all who want that have read it by then.
static void keep(struct rmx_plan *plan, int pass, int reader)
{
    plan->passes[pass].keeps = true;
    plan->passes[pass].doubles |= reader >= pass || plan->params.redraws || plan->params.jitter;
    plan->has_state = true;
}

static void find_lasting(struct rmx_plan *plan)
{
    for (int p = 0; p < plan->pass_count; p++) {
        const struct rmx_pass *pass = &plan->passes[p];
        for (int t = 0; t < pass->texture_count; t++)
            if (pass->textures[t].past)
                keep(plan, rmx_plan_feeding_pass(plan, &pass->textures[t]), p);
    }
}

static bool is_sized(const struct rmx_step *root)
{
    return root->width || root->height || (root->array && root->array->downscale_log2);
}

// A pass's sources while they are found, by index.
struct found {
    bool *own, *all;
};

// A generator stands in a pass as a step, once an instance.
static void find_generators(const struct rmx_plan *plan, const struct rmx_pass *pass, bool *own)
{
    const struct rmx_scene *scene = plan->scene;
    for (int i = 0; i < scene->source_count; i++)
        for (int k = 0; scene->sources[i].kind == RMX_SOURCE_GENERATE && k < pass->step_count; k++)
            own[i] |= plan->steps[pass->steps[k]].instance == scene->sources[i].generate;
}

static int *listed(struct rmx_arena *arena, const bool *found, int count, int *listed_count)
{
    int *list = NULL;
    for (int i = 0; i < count; i++)
        if (found[i])
            *RMX_PUSH(arena, &list, listed_count) = i;
    return list;
}

static void find_pass_sources(struct rmx_arena *arena, struct rmx_plan *plan, int p,
                              struct found found)
{
    struct rmx_pass *pass = &plan->passes[p];
    int count = plan->scene->source_count;
    memset(found.own, 0, (size_t)count * sizeof(*found.own));
    find_generators(plan, pass, found.own);
    for (int t = 0; t < pass->texture_count; t++) {
        int step = pass->textures[t].step;
        if (step >= 0 && !plan->steps[step].effect && plan->steps[step].source >= 0)
            found.own[plan->steps[step].source] = true;
    }
    memcpy(found.all, found.own, (size_t)count * sizeof(*found.all));
    for (int t = 0; t < pass->texture_count; t++) {
        int from = rmx_plan_feeding_pass(plan, &pass->textures[t]);
        for (int i = 0;
             from >= 0 && !pass->textures[t].past && i < plan->passes[from].reached_count; i++)
            found.all[plan->passes[from].reached[i]] = true;
    }
    pass->sources = listed(arena, found.own, count, &pass->source_count);
    pass->reached = listed(arena, found.all, count, &pass->reached_count);
}

// Passes stand in drawing order: those that one reads are done.
static void find_sources(struct rmx_arena *arena, struct rmx_plan *plan)
{
    int count = plan->scene->source_count;
    struct found found = {RMX_NEW(arena, bool, count), RMX_NEW(arena, bool, count)};
    for (int p = 0; p < plan->pass_count; p++)
        find_pass_sources(arena, plan, p, found);
}

void rmx_plan_layout(struct rmx_arena *arena, struct rmx_plan *plan)
{
    for (int p = 0; p < plan->pass_count; p++) {
        struct rmx_pass *pass = &plan->passes[p];
        pass->sized = is_sized(&plan->steps[pass->root]);
        pass->is_part = p == plan->pass_count - 1;
        lay_out_pass(&(struct rmx_block){arena, plan, pass});
    }
    find_lasting(plan);
    lay_out_blocks(plan);
    find_sources(arena, plan);
}
