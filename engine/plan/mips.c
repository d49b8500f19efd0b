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

// By step, of the whole plan: whether its picture may differ from frame to frame; and whether what
// reads it, up to the pass's root, may take it from other points in each frame.
struct movement {
    bool *moves, *slides;
};

static bool own_numbers_move(const struct rmx_plan *plan, int s)
{
    const struct rmx_effect *effect = plan->steps[s].effect;
    if (effect->uses_time || effect->uses_date || effect->uses_frame || effect->uses_timedelta ||
        rmx_clocks_read_time(effect) || plan->steps[s].buffers)
        return true;
    for (int i = 0; i < effect->input_count; i++)
        if (rmx_values_input_moves(plan, s, i))
            return true;
    return false;
}

// Whether a step moves by anything but its input `but`.
static bool moves_but(const struct rmx_plan *plan, const struct movement *m, int s, int but)
{
    const struct rmx_step *step = &plan->steps[s];
    for (int i = 0; i < step->effect->input_count; i++)
        if (i != but && step->inputs[i] >= 0 && m->moves[step->inputs[i]])
            return true;
    return own_numbers_move(plan, s);
}

static bool texture_moves(const struct rmx_plan *plan, const struct rmx_step *step)
{
    return step->source < 0 || plan->scene->sources[step->source].kind != RMX_SOURCE_IMAGE;
}

static struct movement find_movement(struct rmx_arena *arena, const struct rmx_plan *plan)
{
    struct movement m = {RMX_NEW(arena, bool, plan->step_count),
                         RMX_NEW(arena, bool, plan->step_count)};
    for (int s = 0; s < plan->step_count; s++)
        m.moves[s] = plan->steps[s].effect ? moves_but(plan, &m, s, -1)
                                           : texture_moves(plan, &plan->steps[s]);
    for (int s = plan->step_count - 1; s >= 0; s--) {
        const struct rmx_step *step = &plan->steps[s];
        for (int i = 0; step->effect && i < step->effect->input_count; i++) {
            int from = step->inputs[i];
            if (from >= 0 && plan->steps[from].pass == step->pass)
                m.slides[from] |=
                    m.slides[s] || (!step->effect->taps[i].only_here && moves_but(plan, &m, s, i));
        }
    }
    return m;
}

// A picture that stands, shown as it is: what is enlarged is better read from all of its pixels,
// and what is made smaller yet from fewer. Between the canvas's pixels it is softer than at them:
// of what slides, and of samples, that would be seen to come and go.
static bool may_shrink_once(const struct rmx_values *v, const struct movement *m,
                            const struct rmx_pass *pass, int s)
{
    const struct rmx_step *step = &v->plan->steps[s], *root = &v->plan->steps[pass->root];
    bool slides = m->slides[s] && !v->plan->params.snap; // which reads at pixels alone
    return step->value_source == RMX_VALUES_FIT &&
           v->plan->scene->sources[step->source].kind == RMX_SOURCE_IMAGE &&
           !v->plan->params.jitter && !v->scale_moves[s] && v->scales[s] == 1.0 && !slides &&
           !(root->array && root->array->downscale_log2);
}

void rmx_plan_mips(struct rmx_plan *plan)
{
    const struct rmx_frame_inputs frame_inputs = {
        .fps = plan->scene->fps, .width = plan->width, .height = plan->height};
    struct rmx_values *values = rmx_values_create(plan);
    values->frame_inputs = &frame_inputs;
    struct movement movement = find_movement(values->arena, plan);
    for (int p = 0; p < plan->pass_count; p++) {
        struct rmx_pass *pass = &plan->passes[p];
        rmx_values_scales(values, pass);
        for (int k = 0; k < pass->step_count; k++)
            plan->steps[pass->steps[k]].shrinks_once =
                may_shrink_once(values, &movement, pass, pass->steps[k]);
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
