// SPDX-License-Identifier: GPL-3.0-or-later
// State that goes over from one generation of a scene to the next.
#include "plan/state_transfer.h"
#include "render/renderer_parts.h"

static void transfer_fragments(struct rmx_renderer *renderer, int pass, struct rmx_renderer *from)
{
    const struct rmx_plan *plan = renderer->plan, *before = from->plan;
    for (int p = 0; renderer->fragments[pass] && p < before->pass_count; p++)
        if (from->fragments[p] &&
            rmx_layer_key(before->scene, before->passes[p].fragments->layer) ==
                rmx_layer_key(plan->scene, plan->passes[pass].fragments->layer))
            rmx_fragments_transfer(renderer->fragments[pass], from->fragments[p]);
}

void rmx_renderer_take_pictures(struct rmx_renderer *renderer, struct rmx_renderer *from)
{
    rmx_sources_move(renderer->sources, from->sources);
}

void rmx_renderer_transfer(struct rmx_renderer *renderer, struct rmx_renderer *from)
{
    for (int p = 0; p < renderer->plan->pass_count; p++) {
        const struct rmx_pass *pass = &renderer->plan->passes[p];
        int before = rmx_plan_predecessor(renderer->plan, p, from->plan);
        if (before >= 0)
            rmx_target_transfer(&renderer->targets.items[pass->target],
                                &from->targets.items[from->plan->passes[before].target],
                                pass->sized);
        transfer_fragments(renderer, p, from);
    }
}
