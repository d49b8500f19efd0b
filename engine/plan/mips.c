// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/mips.h"

#include "plan/values_parts.h"

// A level that moves may go anywhere; one that stands is the same at planning as in every frame.
static bool may_shrink(const struct rmx_values *v, const struct rmx_pass *pass, int t)
{
    return rmx_values_level_moves(v, pass, t) || rmx_values_level(v, pass, t) > 0.0;
}

static bool may_shrink_little(const struct rmx_values *v, const struct rmx_pass *pass, int t)
{
    return may_shrink(v, pass, t) &&
           (rmx_values_level_moves(v, pass, t) || rmx_values_level(v, pass, t) < 1.0);
}

// A picture that stands, shown as it is: what is enlarged is better read from all of its pixels,
// and what is made smaller yet from fewer. Samples are read between the canvas's pixels.
static bool may_shrink_once(const struct rmx_values *v, const struct rmx_pass *pass, int s)
{
    const struct rmx_step *step = &v->plan->steps[s], *root = &v->plan->steps[pass->root];
    return step->value_source == RMX_VALUES_FIT &&
           v->plan->scene->sources[step->source].kind == RMX_SOURCE_IMAGE &&
           !v->plan->params.jitter && !v->scale_moves[s] && v->scales[s] == 1.0 &&
           !(root->array && root->array->downscale_log2);
}

void rmx_plan_mips(struct rmx_plan *plan)
{
    const struct rmx_frame_inputs frame_inputs = {
        .fps = plan->scene->fps, .width = plan->width, .height = plan->height};
    struct rmx_values *values = rmx_values_create(plan);
    values->frame_inputs = &frame_inputs;
    for (int p = 0; p < plan->pass_count; p++) {
        struct rmx_pass *pass = &plan->passes[p];
        rmx_values_scales(values, pass);
        for (int k = 0; k < pass->step_count; k++)
            plan->steps[pass->steps[k]].shrinks_once =
                may_shrink_once(values, pass, pass->steps[k]);
        for (int t = 0; t < pass->texture_count; t++) {
            struct rmx_pass_texture *texture = &pass->textures[t];
            int from = rmx_plan_feeding_pass(plan, texture);
            texture->wants_mips =
                t >= pass->texture_count - pass->layer_count || may_shrink(values, pass, t);
            texture->shrinks_little = may_shrink_little(values, pass, t);
            if (from >= 0 && texture->wants_mips)
                plan->passes[from].mips = true;
        }
    }
    rmx_values_destroy(values);
}
