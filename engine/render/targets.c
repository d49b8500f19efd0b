// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/targets.h"

#include <assert.h>

static void describe_layer(struct rmx_target *target, const struct rmx_plan *plan,
                           const struct rmx_pass *pass, struct rmx_fragment_table *const *tables)
{
    const struct rmx_layer_of *of = plan->steps[pass->root].array;
    if (!of)
        return;
    target->array = rmx_fragments_array(tables[plan->steps[of->step].pass]);
    target->layer = of->layer;
}

// What the passes want of the targets that they share.
static void describe(struct rmx_targets *targets, const struct rmx_plan *plan,
                     struct rmx_fragment_table *const *tables, const struct rmx_targets_size *size)
{
    for (int i = 0; i < plan->pass_count; i++) {
        const struct rmx_pass *pass = &plan->passes[i];
        struct rmx_target *target = &targets->items[pass->target];
        assert(!target->is_used || target->format == pass->format);
        target->is_used = true;
        target->width = pass->is_part ? size->width : size->canvas_width;
        target->height = pass->is_part ? size->height : size->canvas_height;
        target->format = pass->format;
        target->has_mips |= pass->mips;
        target->keeps |= pass->keeps;
        target->doubles |= pass->doubles;
        describe_layer(target, plan, pass, tables);
    }
}

static void describe_result(struct rmx_targets *targets, const struct rmx_plan *plan)
{
    struct rmx_target *target = &targets->items[plan->passes[plan->pass_count - 1].target];
    target->is_presented = target->format == RMX_FORMAT_RGBA8 && !target->has_mips;
}

bool rmx_targets_init(struct rmx_targets *targets, struct rmx_arena *arena,
                      const struct rmx_plan *plan, struct rmx_fragment_table *const *tables,
                      const struct rmx_targets_size *size)
{
    *targets = (struct rmx_targets){RMX_NEW(arena, struct rmx_target, plan->target_count),
                                    plan->target_count};
    describe(targets, plan, tables, size);
    if (size->is_presented)
        describe_result(targets, plan);
    for (int i = 0; i < targets->count; i++)
        if (targets->items[i].is_used && !rmx_target_init(&targets->items[i]))
            return false;
    return true;
}

void rmx_targets_finish(struct rmx_targets *targets)
{
    for (int i = 0; i < targets->count; i++)
        rmx_target_finish(&targets->items[i]);
}

void rmx_targets_enter(struct rmx_targets *targets)
{
    for (int i = 0; i < targets->count; i++)
        rmx_target_enter(&targets->items[i]);
}

void rmx_targets_leave(struct rmx_targets *targets)
{
    for (int i = 0; i < targets->count; i++)
        rmx_target_leave(&targets->items[i]);
}

void rmx_targets_advance(struct rmx_targets *targets)
{
    for (int i = 0; i < targets->count; i++)
        targets->items[i].is_new = false;
}

void rmx_targets_forget(struct rmx_targets *targets)
{
    for (int i = 0; i < targets->count; i++)
        if (targets->items[i].keeps)
            rmx_target_clear(&targets->items[i]);
}
