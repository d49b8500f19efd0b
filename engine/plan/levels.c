// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/levels.h"

#include <math.h>

struct rmx_fit_transform rmx_fit_transform(const struct rmx_plan *plan, const struct rmx_step *step,
                                           int source_index, int width, int height)
{
    const struct rmx_source_info *info = &plan->params.sources[source_index];
    double source = (double)info->width / info->height;
    double canvas = (double)width / height;
    struct rmx_fit_transform t = {.scale = {1.0, 1.0}};
    if (step->fit == RMX_FIT_TILE) {
        // The scene's own pixels: another aspect changes its width only.
        int file_width = info->file_width ? info->file_width : info->width;
        int file_height = info->file_height ? info->file_height : info->height;
        t.scale[0] = plan->scene->height * canvas / file_width;
        t.scale[1] = (double)plan->scene->height / file_height;
        return t;
    }
    bool source_is_wider = source > canvas;
    if (step->fit == RMX_FIT_COVER)
        t.scale[source_is_wider ? 0 : 1] = source_is_wider ? canvas / source : source / canvas;
    if (step->fit == RMX_FIT_CONTAIN)
        t.scale[source_is_wider ? 1 : 0] = source_is_wider ? source / canvas : canvas / source;
    for (int i = 0; i < 2; i++)
        t.offset[i] = (1.0 - t.scale[i]) / 2.0;
    return t;
}

double rmx_fit_density(const struct rmx_plan *plan, const struct rmx_step *step, int source,
                       int width, int height)
{
    const struct rmx_source_info *info = &plan->params.sources[source];
    struct rmx_fit_transform t = rmx_fit_transform(plan, step, source, width, height);
    double x = t.scale[0] * info->width / width;
    double y = t.scale[1] * info->height / height;
    return x > y ? x : y;
}

bool rmx_fit_shrinks(const struct rmx_plan *plan, const struct rmx_step *step, int width,
                     int height)
{
    static const double least = 1.0001; // a pixel to a pixel, but for a double's last bits
    static const long long most_pixels = 64LL * 1024 * 1024;
    if (!step->shrinks_once || (long long)width * height > most_pixels)
        return false;
    double density = rmx_fit_density(plan, step, step->source, width, height);
    double level = log2(density);
    bool is_level = level > 0.5 && fabs(level - round(level)) < 0.01;
    return density > least && !is_level;
}

struct dependencies {
    const struct rmx_plan *plan;
    struct rmx_signal_set *signals; // the pass's
};

static void add_value(struct dependencies *d, const struct rmx_value *value)
{
    for (int c = 0; c < value->count; c++)
        if (value->program[c])
            rmx_program_add_signals(value->program[c], d->signals);
}

static void add(struct dependencies *d, int signal)
{
    rmx_signal_set_add(d->signals, signal);
}

static void add_place(struct dependencies *d, const struct rmx_layer *layer)
{
    add_value(d, &layer->x);
    add_value(d, &layer->y);
    add_value(d, &layer->scale);
    add_value(d, &layer->angle);
    add_value(d, &layer->overscan);
}

static void add_step(struct dependencies *d, const struct rmx_step *step)
{
    const struct rmx_layer *layer = step->layer < 0 ? NULL : &d->plan->scene->layers[step->layer];
    if (step->fragments && step->fragments->is_deep) // the eye may sway
        add(d, RMX_SIGNAL_TIME);
    if (step->value_source == RMX_VALUES_INSTANCE)
        for (int i = 0; i < step->effect->input_count; i++)
            add_value(d, &step->instance->values[i]);
    if (step->value_source == RMX_VALUES_OPACITY) {
        add_value(d, &layer->opacity);
        add_value(d, &layer->visible_value);
    }
    if (step->value_source == RMX_VALUES_PLACE)
        add_place(d, layer);
    if (step->value_source == RMX_VALUES_OVERSCAN)
        add_value(d, &layer->overscan);
    if (step->fragments && step->fragments->is_placed)
        add_place(d, &d->plan->scene->layers[step->fragments->layer]);
    if (step->value_source == RMX_VALUES_FIT &&
        d->plan->scene->sources[step->source].kind == RMX_SOURCE_FOLDER) {
        add(d, RMX_SIGNAL_BEAT);
        add(d, RMX_SIGNAL_TIME);
        add_value(d, &d->plan->scene->sources[step->source].every);
    }
    if (step->effect->uses_time || step->effect->uses_date || rmx_clocks_read_time(step->effect))
        add(d, RMX_SIGNAL_TIME);
    if (step->effect->uses_frame || step->effect->uses_timedelta)
        add(d, RMX_SIGNAL_FRAME);
}

// A tempo that is itself an expression moves whatever reads it.
static void add_tempo(struct dependencies *d)
{
    if (rmx_signal_set_has(d->signals, RMX_SIGNAL_BPM) ||
        rmx_signal_set_has(d->signals, RMX_SIGNAL_BEAT) ||
        rmx_signal_set_has(d->signals, RMX_SIGNAL_BAR))
        add_value(d, &d->plan->scene->bpm);
}

void rmx_plan_depends(struct rmx_arena *arena, struct rmx_plan *plan)
{
    for (int p = 0; p < plan->pass_count; p++) {
        struct rmx_pass *pass = &plan->passes[p];
        struct dependencies d = {.plan = plan, .signals = &pass->signals};
        pass->signals = rmx_signal_set_create(arena, plan->scene->signals.count);
        for (int k = 0; k < pass->step_count; k++)
            add_step(&d, &plan->steps[pass->steps[k]]);
        add_tempo(&d);
    }
}
