// SPDX-License-Identifier: GPL-3.0-or-later
// How sharply each picture is read: the mip levels of a frame.
#include "plan/values_parts.h"

#include "base/log.h"
#include "glsl/taps.h"
#include "plan/levels.h"
#include "plan/pass_size.h"

#include <math.h>

// Whether a header's expression reads this input.
static bool header_reads(const struct rmx_step *step, const struct rmx_program *program, int input)
{
    return rmx_input_components(step->effect->inputs[input].type) > 0 &&
           rmx_program_reads(program, input);
}

double rmx_values_header(struct rmx_values *v, int s, const struct rmx_program *program)
{
    const struct rmx_step *step = &v->plan->steps[s];
    const struct rmx_frame_inputs *m = v->frame_inputs;
    double signals[RMX_MOST_INPUTS + 4] = {0};
    for (int i = 0; i < step->effect->input_count; i++) {
        double out[4] = {0};
        if (!header_reads(step, program, i))
            continue;
        rmx_values_input(v, s, i, out);
        signals[i] = out[0];
    }
    double *more = signals + step->effect->input_count;
    more[0] = m->width;
    more[1] = m->height;
    more[2] = v->signals[RMX_SIGNAL_TIME];
    more[3] = m->frame ? 1.0 / m->fps : 0.0;
    return rmx_program_value(program, signals, NULL);
}

double rmx_values_magnify(struct rmx_values *v, int s)
{
    const struct rmx_step *step = &v->plan->steps[s];
    if (!step->magnify || v->plan->params.snap)
        return 1.0;
    double magnify = rmx_values_header(v, s, step->magnify);
    return isfinite(magnify) && magnify > 0.0 ? magnify : 1.0;
}

void rmx_values_size(struct rmx_values *v, const struct rmx_pass *pass, double *size)
{
    const struct rmx_step *root = &v->plan->steps[pass->root];
    int downscale_log2 = root->array ? root->array->downscale_log2 : 0;
    int width = v->frame_inputs->width >> downscale_log2,
        height = v->frame_inputs->height >> downscale_log2;
    size[0] = root->width ? rmx_values_header(v, pass->root, root->width) : width;
    size[1] = root->height ? rmx_values_header(v, pass->root, root->height) : height;
    double wanted[2] = {size[0], size[1]}, most = rmx_pass_most_pixels(width, height);
    bool *was_told = &v->size_was_told[pass->root];
    if (pass->most_pixels)
        most = fmin(most, (double)pass->most_pixels);
    if (!rmx_pass_size(size, most) && !*was_told) {
        *was_told = true;
        rmx_log(RMX_LOG_WARNING,
                "%s: a picture of %.10g x %.10g is more than is drawn: %g x %g is%s", root->label,
                wanted[0], wanted[1], size[0], size[1],
                pass->most_pixels ? " (--memory allows more)" : "");
    }
}

// Most of a scene stands: that is computed once a canvas.
static double magnify_now(struct rmx_values *v, int s)
{
    if (v->magnify_moves[s])
        return rmx_values_magnify(v, s);
    if (!(v->magnified[s] > 0.0))
        v->magnified[s] = rmx_values_magnify(v, s);
    return v->magnified[s];
}

static bool header_moves(const struct rmx_plan *plan, int s, const struct rmx_program *program)
{
    const struct rmx_effect *effect = plan->steps[s].effect;
    for (int i = 0; program && i < effect->input_count; i++)
        if (header_reads(&plan->steps[s], program, i) && rmx_values_input_moves(plan, s, i))
            return true;
    return program && (rmx_program_reads(program, effect->input_count + 2) ||
                       rmx_program_reads(program, effect->input_count + 3));
}

bool rmx_values_size_moves(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    const struct rmx_step *root = &plan->steps[pass->root];
    return header_moves(plan, pass->root, root->width) ||
           header_moves(plan, pass->root, root->height);
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
        *scale = (*scale > 0.0 ? *scale : 1.0) * magnify_now(v, pass->steps[k]);
        for (int i = 0; i < step->effect->input_count; i++) {
            int from = step->inputs[i];
            if (from >= 0 && v->plan->steps[from].pass == step->pass && from != pass->root)
                v->scales[from] = fmax(v->scales[from], *scale);
        }
    }
}

static bool own_magnify_moves(const struct rmx_plan *plan, int s)
{
    const struct rmx_step *step = &plan->steps[s];
    for (int i = 0; step->magnify && i < step->effect->input_count && !plan->params.snap; i++)
        if (header_reads(step, step->magnify, i) && rmx_values_input_moves(plan, s, i))
            return true;
    return false;
}

// As the scales themselves: with its own, all below it move.
void rmx_values_find_scales(struct rmx_values *v, const struct rmx_pass *pass)
{
    for (int k = pass->step_count - 1; k >= 0; k--) {
        const struct rmx_step *step = &v->plan->steps[pass->steps[k]];
        bool *moves = &v->scale_moves[pass->steps[k]];
        v->magnify_moves[pass->steps[k]] = own_magnify_moves(v->plan, pass->steps[k]);
        *moves = *moves || v->magnify_moves[pass->steps[k]];
        for (int i = 0; *moves && i < step->effect->input_count; i++) {
            int from = step->inputs[i];
            if (from >= 0 && v->plan->steps[from].pass == step->pass && from != pass->root)
                v->scale_moves[from] = true;
        }
    }
}

// Whether step `s` reads the pass's texture `t`.
static bool reads(const struct rmx_values *v, int s, const struct rmx_pass *pass, int t)
{
    const struct rmx_step *step = &v->plan->steps[s];
    const struct rmx_pass_texture *texture = &pass->textures[t];
    bool found = false;
    for (int i = 0; i < step->effect->input_count && !found; i++) {
        struct rmx_buffer_source read = rmx_plan_input_picture(v->plan, step->inputs[i]);
        found = read.step == texture->step && read.past == texture->past &&
                (texture->reader < 0 || texture->reader == s);
    }
    return found;
}

static bool has_levels(const struct rmx_values *v, const struct rmx_pass_texture *texture)
{
    return texture->step >= 0 && !v->plan->steps[texture->step].sound;
}

// The pictures of a slide show differ in size.
static bool is_slide_show(const struct rmx_values *v, const struct rmx_pass_texture *texture)
{
    int source = texture->step < 0 ? -1 : v->plan->steps[texture->step].source;
    return source >= 0 && v->plan->scene->sources[source].kind == RMX_SOURCE_FOLDER;
}

bool rmx_values_level_moves(const struct rmx_values *v, const struct rmx_pass *pass, int t)
{
    if (is_slide_show(v, &pass->textures[t]))
        return true;
    for (int k = 0; k < pass->step_count && has_levels(v, &pass->textures[t]); k++)
        if (v->scale_moves[pass->steps[k]] && reads(v, pass->steps[k], pass, t))
            return true;
    return false;
}

// Picture pixels per canvas pixel, where a step shows its picture as it is.
static double density(const struct rmx_values *v, const struct rmx_step *step)
{
    if (step->value_source != RMX_VALUES_FIT)
        return 1.0;
    return rmx_fit_density(v->plan, step, rmx_values_shown(v, step->source), v->frame_inputs->width,
                           v->frame_inputs->height);
}

// Made smaller already, to a pixel for each of the canvas.
static bool is_shrunk(const struct rmx_values *v, const struct rmx_pass_texture *texture)
{
    return texture->reader >= 0 && rmx_fit_shrinks(v->plan, &v->plan->steps[texture->reader],
                                                   v->frame_inputs->width, v->frame_inputs->height);
}

// Mip level 0 is the picture itself: log2 of picture pixels per canvas pixel, as its readers show
// it.
double rmx_values_level(const struct rmx_values *v, const struct rmx_pass *pass, int t)
{
    int from = pass->textures[t].step;
    if (!has_levels(v, &pass->textures[t]) || is_shrunk(v, &pass->textures[t]))
        return 0.0;
    double level = INFINITY;
    for (int k = 0; k < pass->step_count; k++) {
        const struct rmx_step *step = &v->plan->steps[pass->steps[k]];
        if (!reads(v, pass->steps[k], pass, t))
            continue;
        level = fmin(level, log2(density(v, step) / v->scales[pass->steps[k]]));
    }
    bool is_stored = v->plan->steps[from].effect;
    if (isinf(level))
        return 0.0; // a buffer: no input of the pass
    return level < (is_stored ? 1.0 : 0.0) ? 0.0 : level;
}
