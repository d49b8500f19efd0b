// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/values.h"

#include "base/log.h"
#include "plan/levels.h"

#include <cglm/cglm.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct rmx_values {
    struct rmx_arena *arena;
    const struct rmx_plan *plan;
    const struct rmx_moment *moment; // of the running call
    double *signals;                 // RMX_SIGNAL_KNOBS and the knobs
    double *runs;                    // the integrals up to `integrated` frames
    const struct rmx_program **rates;
    double beats;
    long long integrated;
    double fps;      // that the integrals were made with
    double *scales;  // of steps: what their inputs are enlarged by, above them in the pass and by
                     // themselves
    bool **was_told; // by step and input: said once that a value was mended
    int step_index;  // whose input is being computed
};

struct rmx_values *rmx_values_create(const struct rmx_plan *plan)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_values *v = RMX_NEW(arena, struct rmx_values, 1);
    const struct rmx_scene *scene = plan->scene;
    v->arena = arena;
    v->plan = plan;
    v->signals = RMX_NEW(arena, double, RMX_SIGNAL_KNOBS + scene->knob_count);
    v->runs = RMX_NEW(arena, double, scene->run_count);
    v->rates = RMX_NEW(arena, const struct rmx_program *, scene->run_count);
    v->scales = RMX_NEW(arena, double, plan->step_count);
    v->was_told = RMX_NEW(arena, bool *, plan->step_count);
    for (int s = 0; s < plan->step_count; s++)
        if (plan->steps[s].effect)
            v->was_told[s] = RMX_NEW(arena, bool, plan->steps[s].effect->input_count);
    for (int r = 0; r < scene->run_count; r++)
        for (int i = 0; i < scene->run_program_count && !v->rates[r]; i++)
            v->rates[r] = rmx_program_run_rate(scene->run_programs[i], r);
    return v;
}

void rmx_values_destroy(struct rmx_values *values)
{
    if (values)
        rmx_arena_destroy(values->arena);
}

static double evaluate(const struct rmx_values *v, const struct rmx_program *program)
{
    return rmx_program_value(program, v->signals, v->runs);
}

static void set_signals(struct rmx_values *v, long long frame)
{
    const struct rmx_scene *scene = v->plan->scene;
    const struct rmx_moment *m = v->moment;
    double *s = v->signals;
    s[RMX_SIGNAL_TIME] = (double)frame / m->fps;
    s[RMX_SIGNAL_FRAME] = (double)frame;
    s[RMX_SIGNAL_FPS] = m->fps;
    s[RMX_SIGNAL_SEED] = scene->seed;
    s[RMX_SIGNAL_HEIGHT] = scene->height;
    s[RMX_SIGNAL_WIDTH] = (double)scene->height * m->width / m->height;
    s[RMX_SIGNAL_MOUSE_X] = m->mouse_x;
    s[RMX_SIGNAL_MOUSE_Y] = m->mouse_y;
    for (int k = 0; k < scene->knob_count; k++)
        s[RMX_SIGNAL_KNOBS + k] = m->knobs ? m->knobs[k] : scene->knobs[k].at;
    const struct rmx_program *bpm = scene->bpm.program[0];
    s[RMX_SIGNAL_BPM] = scene->bpm.constant[0];
    s[RMX_SIGNAL_BEAT] = bpm ? v->beats : s[RMX_SIGNAL_TIME] * s[RMX_SIGNAL_BPM] / 60.0;
    s[RMX_SIGNAL_BAR] = s[RMX_SIGNAL_BEAT] / 4.0;
    if (bpm) {
        double tempo = evaluate(v, bpm);
        s[RMX_SIGNAL_BPM] = isfinite(tempo) ? tempo : 120.0;
    }
}

static void integrate_one(struct rmx_values *v)
{
    for (int r = 0; r < v->plan->scene->run_count; r++) {
        double rate = v->rates[r] ? evaluate(v, v->rates[r]) : 0.0;
        if (isfinite(rate))
            v->runs[r] += rate / v->moment->fps;
    }
    v->beats += v->signals[RMX_SIGNAL_BPM] / 60.0 / v->moment->fps;
}

static bool has_integrals(const struct rmx_scene *scene)
{
    return scene->run_count > 0 || scene->bpm.program[0];
}

// From frame 0, or from where the last call stopped; going back starts anew.
static void integrate(struct rmx_values *v)
{
    const struct rmx_moment *m = v->moment;
    if (m->frame < v->integrated || m->fps != v->fps) {
        memset(v->runs, 0, sizeof(*v->runs) * (size_t)v->plan->scene->run_count);
        v->beats = 0.0;
        v->integrated = 0;
        v->fps = m->fps;
    }
    for (; has_integrals(v->plan->scene) && v->integrated < m->frame; v->integrated++) {
        set_signals(v, v->integrated);
        integrate_one(v);
    }
    set_signals(v, m->frame);
}

static void tell_once(struct rmx_values *v, int input, const char *what)
{
    bool *told = &v->was_told[v->step_index][input];
    const struct rmx_step *step = &v->plan->steps[v->step_index];
    if (!*told)
        rmx_log(RMX_LOG_WARNING, "%s: %s: %s at frame %lld", step->label,
                step->effect->inputs[input].name, what, v->moment->frame);
    *told = true;
}

// Into MIN..MAX, or around where the input turns over.
static double mend(struct rmx_values *v, const struct rmx_input *input, int index, int c, double x)
{
    if (!isfinite(x)) {
        tell_once(v, index, "the expression has no finite value, the default is used");
        return input->standard[c];
    }
    double min = input->min[c], max = input->max[c];
    if (!input->has_range || (x >= min && x <= max))
        return x;
    if (input->wrap && max > min)
        return min + (x - min) - floor((x - min) / (max - min)) * (max - min);
    tell_once(v, index,
              x < min ? "below its least value, clamped" : "above its greatest value, clamped");
    return x < min ? min : max;
}

static double nearest_choice(const struct rmx_input *input, double x)
{
    if (!input->value_count)
        return round(x);
    double best = input->values[0];
    for (int i = 1; i < input->value_count; i++)
        if (fabs(input->values[i] - round(x)) < fabs(best - round(x)))
            best = input->values[i];
    return best;
}

// An event is true in the frame in which its expression rises above 0.
static double rises(struct rmx_values *v, const struct rmx_program *program, double now)
{
    if (!(now > 0.0))
        return 0.0;
    if (v->moment->frame == 0)
        return 1.0;
    set_signals(v, v->moment->frame - 1);
    double before = evaluate(v, program);
    set_signals(v, v->moment->frame);
    return before > 0.0 ? 0.0 : 1.0;
}

static void fill_use(struct rmx_values *v, const struct rmx_step *step, int index, double *out)
{
    const struct rmx_input *input = &step->effect->inputs[index];
    const struct rmx_value *value = &step->use->values[index];
    for (int c = 0; c < rmx_input_components(input->type); c++) {
        out[c] = value->count ? value->constant[c] : input->standard[c];
        if (value->count <= c || !value->program[c])
            continue;
        out[c] = evaluate(v, value->program[c]);
        if (input->type == RMX_INPUT_EVENT) {
            out[c] = rises(v, value->program[c], out[c]);
            continue;
        }
        out[c] = mend(v, input, index, c, out[c]);
        if (input->type == RMX_INPUT_LONG)
            out[c] = nearest_choice(input, out[c]);
        else if (input->type == RMX_INPUT_BOOL)
            out[c] = out[c] > 0.5;
    }
}

static double number(const struct rmx_values *v, const struct rmx_value *value, double otherwise)
{
    if (!value->count)
        return otherwise;
    double x = value->program[0] ? evaluate(v, value->program[0]) : value->constant[0];
    return isfinite(x) ? x : otherwise;
}

static void fill_fit(const struct rmx_values *v, const struct rmx_step *step, const char *name,
                     double *out)
{
    struct rmx_fit_transform t = rmx_fit_transform(v->plan, step);
    memcpy(out, strcmp(name, "scale") == 0 ? t.scale : t.offset, sizeof(t.scale));
}

// The inverse of `place`: from a point of the canvas to one of the layer's own frame, as columns
// and origin.
static void place_matrix(const struct rmx_values *v, const struct rmx_layer *layer, double scale,
                         mat3 m)
{
    float aspect = (float)((double)v->moment->width / v->moment->height);
    float angle = glm_rad((float)number(v, &layer->angle, 0.0));
    vec2 to_middle = {-(float)number(v, &layer->x, 0.5), -(float)number(v, &layer->y, 0.5)};
    vec2 square = {aspect, 1.0f}, back = {(float)(1.0 / (scale * aspect)), (float)(1.0 / scale)};
    vec2 half = {0.5f, 0.5f};
    // Read from the last line up: to the layer's middle, square, unturned, scaled back, from its
    // corner.
    glm_translate2d_make(m, half);
    glm_scale2d(m, back);
    glm_rotate2d(m, -angle);
    glm_scale2d(m, square);
    glm_translate2d(m, to_middle);
}

static void fill_place(const struct rmx_values *v, const struct rmx_step *step, const char *name,
                       double *out)
{
    const struct rmx_layer *layer = &v->plan->scene->layers[step->layer];
    double scale = fmax(fabs(number(v, &layer->scale, 1.0)), 1e-6);
    mat3 m;
    place_matrix(v, layer, scale, m);
    int column = strcmp(name, "column_x") == 0 ? 0 : strcmp(name, "column_y") == 0 ? 1 : 2;
    out[0] = (double)m[column][0];
    out[1] = (double)m[column][1];
    if (strcmp(name, "pixel") == 0) {
        out[0] = 1.0 / (scale * v->moment->width);
        out[1] = 1.0 / (scale * v->moment->height);
    } else if (strcmp(name, "magnify") == 0) {
        out[0] = scale;
    }
}

static double layer_opacity(const struct rmx_values *v, const struct rmx_layer *layer)
{
    double opacity = number(v, &layer->opacity, 1.0);
    if (layer->visible_value.program[0] && number(v, &layer->visible_value, 1.0) <= 0.5)
        return 0.0;
    return fmin(fmax(opacity, 0.0), 1.0);
}

// The numbers of one input of a step; up to four.
static void compute(struct rmx_values *v, int s, int index, double *out)
{
    const struct rmx_step *step = &v->plan->steps[s];
    const char *name = step->effect->inputs[index].name;
    v->step_index = s;
    switch (step->filler) {
    case RMX_FILL_USE: fill_use(v, step, index, out); break;
    case RMX_FILL_FIT: fill_fit(v, step, name, out); break;
    case RMX_FILL_PLACE: fill_place(v, step, name, out); break;
    case RMX_FILL_MASK: out[0] = v->plan->scene->layers[step->layer].mask_invert; break;
    case RMX_FILL_OPACITY: out[0] = layer_opacity(v, &v->plan->scene->layers[step->layer]); break;
    case RMX_FILL_BACKGROUND: memcpy(out, v->plan->scene->background, 4 * sizeof(*out)); break;
    case RMX_FILL_OUTPUT: break;
    }
}

static void put_floats(unsigned char *at, const double *numbers, int count)
{
    float floats[4];
    for (int i = 0; i < count; i++)
        floats[i] = (float)numbers[i];
    memcpy(at, floats, sizeof(*floats) * (size_t)count);
}

static void put_int(unsigned char *at, double number)
{
    int32_t value = (int32_t)number;
    memcpy(at, &value, sizeof(value));
}

static void put_input(struct rmx_values *v, const struct rmx_slot *slot, unsigned char *at)
{
    enum rmx_input_type type = v->plan->steps[slot->step].effect->inputs[slot->index].type;
    double out[4] = {0};
    compute(v, slot->step, slot->index, out);
    if (type == RMX_INPUT_LONG || type == RMX_INPUT_BOOL || type == RMX_INPUT_EVENT)
        put_int(at, out[0]);
    else
        put_floats(at, out, rmx_input_components(type));
}

static double own_magnify(struct rmx_values *v, int s)
{
    const struct rmx_step *step = &v->plan->steps[s];
    if (!step->magnify || v->plan->params.snap)
        return 1.0;
    enum { MOST_INPUTS = 64 };
    double signals[RMX_SIGNAL_KNOBS + MOST_INPUTS] = {0};
    for (int i = 0; i < step->effect->input_count && i < MOST_INPUTS; i++) {
        double out[4] = {0};
        if (rmx_input_components(step->effect->inputs[i].type) > 0)
            compute(v, s, i, out);
        signals[RMX_SIGNAL_KNOBS + i] = out[0];
    }
    double magnify = rmx_program_value(step->magnify, signals, NULL);
    return isfinite(magnify) && magnify > 0.0 ? magnify : 1.0;
}

// From the root down: a step's pictures are enlarged by it and by all above it; of several readers
// the sharpest counts.
static void find_scales(struct rmx_values *v, const struct rmx_pass *pass)
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

// Mip level 0 is the picture itself: log2 of picture pixels per canvas pixel, as its readers show
// it.
static double level_of(const struct rmx_values *v, const struct rmx_pass *pass, int t)
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

static void put_date(const struct rmx_values *v, unsigned char *at)
{
    const double *d = v->plan->scene->date;
    double seconds = d[3] * 3600.0 + d[4] * 60.0 + d[5] + v->signals[RMX_SIGNAL_TIME];
    put_floats(at, (double[]){d[0], d[1], d[2], seconds}, 4);
}

static void put_slot(struct rmx_values *v, const struct rmx_pass *pass, const struct rmx_slot *slot,
                     unsigned char *at)
{
    const struct rmx_moment *m = v->moment;
    switch (slot->kind) {
    case RMX_SLOT_INPUT: put_input(v, slot, at); break;
    case RMX_SLOT_VIEW:
        put_floats(
            at,
            (double[]){m->width, m->height, m->offset_x + m->jitter_x, m->offset_y + m->jitter_y},
            4);
        break;
    case RMX_SLOT_JITTER:
        put_floats(at, (double[]){m->jitter_x / m->width, m->jitter_y / m->height}, 2);
        break;
    case RMX_SLOT_TIME: put_floats(at, &v->signals[RMX_SIGNAL_TIME], 1); break;
    case RMX_SLOT_TIMEDELTA: put_floats(at, (double[]){m->frame ? 1.0 / m->fps : 0.0}, 1); break;
    case RMX_SLOT_DATE: put_date(v, at); break;
    case RMX_SLOT_FRAME: put_int(at, v->signals[RMX_SIGNAL_FRAME]); break;
    case RMX_SLOT_LEVEL: put_floats(at, (double[]){level_of(v, pass, slot->index)}, 1); break;
    }
}

void rmx_values_frame(struct rmx_values *v, const struct rmx_moment *moment, unsigned char *block)
{
    v->moment = moment;
    integrate(v);
    for (int p = 0; p < v->plan->pass_count; p++) {
        const struct rmx_pass *pass = &v->plan->passes[p];
        find_scales(v, pass);
        for (int i = 0; i < pass->slot_count; i++)
            put_slot(v, pass, &pass->slots[i], block + pass->block_offset + pass->slots[i].offset);
    }
}
