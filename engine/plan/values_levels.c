// SPDX-License-Identifier: GPL-3.0-or-later
// How sharply each picture is read: the mip levels of a frame.
#include "plan/mips.h"

#include "plan/levels.h"
#include "plan/values_parts.h"

#include <math.h>

enum { MOST_INPUTS = 64 };

static bool magnify_reads(const struct rmx_step *step, int input)
{
    return input < MOST_INPUTS && rmx_input_components(step->effect->inputs[input].type) > 0 &&
           rmx_program_reads_knob(step->magnify, input);
}

static double own_magnify(struct rmx_values *v, int s)
{
    const struct rmx_step *step = &v->plan->steps[s];
    if (!step->magnify || v->plan->params.snap)
        return 1.0;
    double signals[RMX_SIGNAL_KNOBS + MOST_INPUTS] = {0};
    for (int i = 0; i < step->effect->input_count; i++) {
        double out[4] = {0};
        if (!magnify_reads(step, i))
            continue;
        rmx_values_input(v, s, i, out);
        signals[RMX_SIGNAL_KNOBS + i] = out[0];
    }
    double magnify = rmx_program_value(step->magnify, signals, NULL);
    return isfinite(magnify) && magnify > 0.0 ? magnify : 1.0;
}

// From the root down: a step's pictures are enlarged by it and by all above it; of several readers
// the sharpest counts.
void rmx_values_scales(struct rmx_values *v, const struct rmx_pass *pass)
{
    for (int k = 0; k < pass->step_count; k++)
        v->scales[pass->steps[k]] = 0.0;
    v->scales[pass->root] = 1.0;
    for (int k = pass->step_count - 1; k >= 0; k--) {
        const struct rmx_step *step = &v->plan->steps[pass->steps[k]];
        double *scale = &v->scales[pass->steps[k]];
        *scale = (*scale > 0.0 ? *scale : 1.0) * own_magnify(v, pass->steps[k]);
        for (int i = 0; i < step->effect->input_count; i++) {
            int from = step->inputs[i];
            if (from >= 0 && v->plan->steps[from].pass == step->pass && from != pass->root)
                v->scales[from] = fmax(v->scales[from], *scale);
        }
    }
}

bool rmx_values_scales_move(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    for (int k = 0; k < pass->step_count && !plan->params.snap; k++) {
        int s = pass->steps[k];
        const struct rmx_step *step = &plan->steps[s];
        for (int i = 0; step->magnify && i < step->effect->input_count; i++)
            if (magnify_reads(step, i) && rmx_values_input_moves(plan, s, i))
                return true;
    }
    return false;
}

// Mip level 0 is the picture itself: log2 of picture pixels per canvas pixel, as its readers show
// it.
double rmx_values_level(const struct rmx_values *v, const struct rmx_pass *pass, int t)
{
    int from = pass->textures[t].step, reader = pass->textures[t].reader;
    double level = 64.0;
    for (int k = 0; k < pass->step_count; k++) {
        const struct rmx_step *step = &v->plan->steps[pass->steps[k]];
        for (int i = 0; i < step->effect->input_count; i++) {
            if (step->inputs[i] != from || (reader >= 0 && reader != pass->steps[k]))
                continue;
            double density = step->filler == RMX_FILL_FIT ? rmx_fit_density(v->plan, step) : 1.0;
            level = fmin(level, log2(density / v->scales[pass->steps[k]]));
        }
    }
    bool is_stored = v->plan->steps[from].effect;
    return level < (is_stored ? 1.0 : 0.0) ? 0.0 : level;
}

// A level that moves may go anywhere; one that stands is the same at planning as in every frame.
static bool may_shrink(const struct rmx_values *v, const struct rmx_pass *pass, int t)
{
    return rmx_values_scales_move(v->plan, pass) || rmx_values_level(v, pass, t) > 0.0;
}

void rmx_plan_mips(struct rmx_plan *plan)
{
    const struct rmx_moment moment = {
        .fps = plan->scene->fps, .width = plan->width, .height = plan->height};
    struct rmx_values *values = rmx_values_create(plan);
    values->moment = &moment;
    for (int p = 0; p < plan->pass_count; p++) {
        struct rmx_pass *pass = &plan->passes[p];
        rmx_values_scales(values, pass);
        for (int t = 0; t < pass->texture_count; t++) {
            struct rmx_pass_texture *texture = &pass->textures[t];
            const struct rmx_step *from = &plan->steps[texture->step];
            texture->wants_mips = may_shrink(values, pass, t);
            if (from->effect && texture->wants_mips)
                plan->passes[from->pass].mips = true;
        }
    }
    rmx_values_destroy(values);
}
