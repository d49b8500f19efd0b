// SPDX-License-Identifier: GPL-3.0-or-later
// From a scene to a plan: steps, passes, their layout, their targets, their shaders.
#include "plan/plan.h"

#include "plan/emit.h"
#include "plan/fuse.h"
#include "plan/layout.h"
#include "plan/levels.h"
#include "plan/mips.h"
#include "plan/opaque.h"
#include "plan/steps.h"
#include "plan/targets.h"

static void complete_limits(struct rmx_limits *limits)
{
    static const struct rmx_limits usual = {16, 15, 16 * 1024, 32, 4, 256, 1398101, 1024, 4194304};
    limits->samplers = limits->samplers ? limits->samplers : usual.samplers;
    limits->varyings = limits->varyings ? limits->varyings : usual.varyings;
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

static void print_shaders(struct rmx_arena *arena, struct rmx_plan *plan)
{
    struct rmx_printer *printer = rmx_printer_create(arena, plan, &rmx_dialect_desktop);
    for (int p = 0; p < plan->pass_count; p++) {
        struct rmx_pass *pass = &plan->passes[p];
        struct rmx_fragments_shaders *fragments =
            pass->fragments ? &pass->fragments->shaders : NULL;
        pass->shaders = rmx_printer_pass(printer, pass, fragments);
    }
    rmx_printer_finish(printer);
}

static bool has_loops(const struct rmx_plan *plan, const struct rmx_effect *effect)
{
    for (int i = 0; i < plan->loop_count; i++)
        if (plan->loops[i].effect == effect)
            return true;
    return false;
}

static void find_loops(struct rmx_arena *arena, struct rmx_plan *plan)
{
    for (int s = 0; s < plan->step_count && !plan->params.no_notes; s++) {
        const struct rmx_effect *effect = plan->steps[s].effect;
        if (!effect || plan->steps[s].is_fragment_stage || has_loops(plan, effect))
            continue;
        for (int i = 0; i < effect->guard_count; i++)
            *RMX_PUSH(arena, &plan->loops, &plan->loop_count) = (struct rmx_plan_loop){effect, i};
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
    rmx_plan_opaque(plan);
    rmx_plan_fuse(arena, plan);
    rmx_plan_layout(arena, plan);
    rmx_plan_formats(plan);
    rmx_plan_depends(arena, plan);
    rmx_plan_mips(plan);
    rmx_plan_targets(arena, plan);
    find_loops(arena, plan);
    print_shaders(arena, plan);
    return plan;
}
