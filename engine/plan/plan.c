// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/plan.h"

#include "plan/emit.h"
#include "plan/fuse.h"
#include "plan/levels.h"
#include "plan/mips.h"
#include "plan/steps.h"
#include "plan/targets.h"

static void complete_limits(struct rmx_limits *limits)
{
    static const struct rmx_limits usual = {16, 16 * 1024, 32, 4, 256, 1398101, 1024, 1048576};
    limits->samplers = limits->samplers ? limits->samplers : usual.samplers;
    limits->parameter_bytes =
        limits->parameter_bytes ? limits->parameter_bytes : usual.parameter_bytes;
    limits->pass_steps = limits->pass_steps ? limits->pass_steps : usual.pass_steps;
    limits->runs = limits->runs ? limits->runs : usual.runs;
    limits->block_alignment =
        limits->block_alignment ? limits->block_alignment : usual.block_alignment;
    limits->fragments = limits->fragments ? limits->fragments : usual.fragments;
    limits->fragment_mib = limits->fragment_mib ? limits->fragment_mib : usual.fragment_mib;
    limits->component_texels =
        limits->component_texels ? limits->component_texels : usual.component_texels;
}

struct rmx_buffer_source rmx_plan_reading(const struct rmx_plan *plan, int s)
{
    const struct rmx_step *step = s < 0 ? NULL : &plan->steps[s];
    if (!step || step->effect || step->source >= 0 || step->sound)
        return (struct rmx_buffer_source){s, false};
    return (struct rmx_buffer_source){step->past_of, step->past_of >= 0};
}

int rmx_plan_feeding_pass(const struct rmx_plan *plan, const struct rmx_pass_texture *texture)
{
    return texture->step < 0 ? -1 : plan->steps[texture->step].pass;
}

// The new picture may be drawn over the old one where all who want that have read it by then.
static void keep(struct rmx_plan *plan, int pass, int reader)
{
    plan->passes[pass].keeps = true;
    plan->passes[pass].doubles |= reader >= pass || plan->params.redraws || plan->params.jitter;
    plan->has_state = true;
}

// Which pictures outlive their frame, and which have a size of their own.
static void find_lasting(struct rmx_plan *plan)
{
    for (int p = 0; p < plan->pass_count; p++) {
        struct rmx_pass *pass = &plan->passes[p];
        const struct rmx_step *root = &plan->steps[pass->root];
        pass->sized = root->width || root->height || (root->array && root->array->downscale_log2);
        for (int t = 0; t < pass->texture_count; t++)
            if (pass->textures[t].past)
                keep(plan, rmx_plan_feeding_pass(plan, &pass->textures[t]), p);
    }
}

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

struct rmx_plan *rmx_plan_create(struct rmx_arena *arena, const struct rmx_scene *scene,
                                 const struct rmx_plan_params *params)
{
    struct rmx_plan *plan = RMX_NEW(arena, struct rmx_plan, 1);
    plan->scene = scene;
    plan->params = *params;
    complete_limits(&plan->params.limits);
    plan->width = params->width ? params->width : scene->width;
    plan->height = params->height ? params->height : scene->height;
    plan->depth = params->depth ? params->depth : scene->depth;
    plan->output_depth = params->output_depth ? params->output_depth : plan->depth;
    if (!rmx_plan_steps(arena, plan))
        return NULL;
    rmx_plan_fuse(arena, plan);
    rmx_plan_emit(arena, plan);
    rmx_plan_formats(plan);
    find_lasting(plan);
    lay_out_blocks(plan);
    rmx_plan_depends(arena, plan);
    rmx_plan_mips(plan);
    rmx_plan_targets(arena, plan);
    return plan;
}
