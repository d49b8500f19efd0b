// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of one input of a step: an expression's value mended, a fit, a place.
#include "plan/values_parts.h"

#include "base/log.h"
#include "plan/levels.h"

#include <cglm/cglm.h>
#include <math.h>
#include <string.h>

static void tell_once(struct rmx_values *v, int s, int input, const char *what)
{
    bool *told = &v->was_told[s][input];
    const struct rmx_step *step = &v->plan->steps[s];
    if (!*told)
        rmx_log(RMX_LOG_WARNING, "%s: %s: %s at frame %lld", step->label,
                step->effect->inputs[input].name, what, v->frame_inputs->frame);
    *told = true;
}

// Into MIN..MAX, or around where the input turns over. A seed counts whole numbers: the one after
// its greatest is 0.
double rmx_values_mend(struct rmx_values *v, int s, int index, int c, double x)
{
    const struct rmx_input *input = &v->plan->steps[s].effect->inputs[index];
    if (!isfinite(x)) {
        tell_once(v, s, index, "the expression has no finite value, the default is used");
        return input->default_value[c];
    }
    double min = input->min[c], max = input->max[c];
    if (!input->has_range || (x >= min && x <= max))
        return x;
    double span = input->is_seed ? max - min + 1.0 : max - min;
    if ((input->wrap || input->is_seed) && span > 0.0)
        return min + (x - min) - floor((x - min) / span) * span;
    tell_once(v, s, index,
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
    if (v->frame_inputs->frame == 0)
        return 1.0;
    rmx_values_step_back(v);
    double before = program ? rmx_values_evaluate(v, program) : now;
    rmx_values_step_on(v);
    return before > 0.0 ? 0.0 : 1.0;
}

static void fill_instance(struct rmx_values *v, int s, int index, double *out)
{
    const struct rmx_step *step = &v->plan->steps[s];
    const struct rmx_input *input = &step->effect->inputs[index];
    const struct rmx_value *value = &step->instance->values[index];
    for (int c = 0; c < rmx_input_components(input->type); c++) {
        const struct rmx_program *program = c < value->count ? value->program[c] : NULL;
        out[c] = value->count ? value->constant[c] : input->default_value[c];
        if (program)
            out[c] = rmx_values_evaluate(v, program);
        if (input->type == RMX_INPUT_EVENT)
            out[c] = rises(v, program, out[c]);
        if (!program || input->type == RMX_INPUT_EVENT)
            continue;
        out[c] = rmx_values_mend(v, s, index, c, out[c]);
        if (input->type == RMX_INPUT_LONG)
            out[c] = nearest_choice(input, out[c]);
        else if (input->type == RMX_INPUT_BOOL)
            out[c] = out[c] > 0.5;
    }
}

double rmx_values_number(const struct rmx_values *v, const struct rmx_value *value,
                         double otherwise)
{
    if (!value->count)
        return otherwise;
    double x = value->program[0] ? rmx_values_evaluate(v, value->program[0]) : value->constant[0];
    return isfinite(x) ? x : otherwise;
}

static void fill_fit(const struct rmx_values *v, const struct rmx_step *step, const char *name,
                     double *out)
{
    int width = v->frame_inputs->width, height = v->frame_inputs->height;
    struct rmx_fit_transform t = {.scale = {1.0, 1.0}};
    if (!rmx_fit_shrinks(v->plan, step, width, height))
        t = rmx_fit_transform(v->plan, step, rmx_values_shown(v, step->source), width, height);
    memcpy(out, strcmp(name, "scale") == 0 ? t.scale : t.offset, sizeof(t.scale));
}

// A place in one frame.
struct pose {
    double x, y, scale, angle; // in degrees
};

static struct pose pose_of(const struct rmx_values *v, const struct rmx_layer *layer)
{
    return (struct pose){rmx_values_number(v, &layer->x, 0.5), rmx_values_number(v, &layer->y, 0.5),
                         fmax(fabs(rmx_values_number(v, &layer->scale, 1.0)), 1e-6),
                         rmx_values_number(v, &layer->angle, 0.0)};
}

// How much larger than its frame is what a layer's chain sees.
static double overscan(const struct rmx_values *v, const struct rmx_layer *layer)
{
    return 1.0 + 2.0 * fmin(fmax(rmx_values_number(v, &layer->overscan, 0.0), 0.0), 2.0);
}

// Of a layer's frame before its chain.
static struct pose pose_before(const struct rmx_values *v, const struct rmx_layer *layer)
{
    return (struct pose){0.5, 0.5, 1.0 / overscan(v, layer), 0.0};
}

static void put_pose(struct pose at, double aspect, double place[4])
{
    double angle = at.angle * acos(-1.0) / 180.0;
    double c = at.scale * cos(angle), s = at.scale * sin(angle);
    place[0] = c;
    place[1] = s;
    place[2] = at.x * aspect - 0.5 * (c * aspect - s);
    place[3] = at.y - 0.5 * (s * aspect + c);
}

void rmx_values_place(const struct rmx_values *v, const struct rmx_layer *layer, double aspect,
                      double place[4])
{
    put_pose(pose_of(v, layer), aspect, place);
}

void rmx_values_drawn_at(const struct rmx_values *v, const struct rmx_fragments_plan *fragments,
                         double aspect, double place[4])
{
    const struct rmx_layer *layer = &v->plan->scene->layers[fragments->layer];
    put_pose(fragments->is_overscanned ? pose_before(v, layer) : pose_of(v, layer), aspect, place);
}

// The inverse of `place`: from a point of the canvas to one of the layer's own frame, as columns
// and origin.
static void place_matrix(const struct rmx_values *v, struct pose at, mat3 m)
{
    float aspect = (float)((double)v->frame_inputs->width / v->frame_inputs->height);
    float angle = glm_rad((float)at.angle);
    vec2 to_middle = {-(float)at.x, -(float)at.y};
    vec2 square = {aspect, 1.0f};
    vec2 back = {(float)(1.0 / (at.scale * aspect)), (float)(1.0 / at.scale)};
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
    bool is_before = step->value_source == RMX_VALUES_OVERSCAN;
    struct pose pose = is_before ? pose_before(v, layer) : pose_of(v, layer);
    if (!is_before && rmx_layer_is_overscanned(layer))
        pose.scale *= overscan(v, layer);
    mat3 m;
    place_matrix(v, pose, m);
    int column = strcmp(name, "column_x") == 0 ? 0 : strcmp(name, "column_y") == 0 ? 1 : 2;
    out[0] = (double)m[column][0];
    out[1] = (double)m[column][1];
    if (strcmp(name, "pixel") == 0) {
        out[0] = 1.0 / (pose.scale * v->frame_inputs->width);
        out[1] = 1.0 / (pose.scale * v->frame_inputs->height);
    } else if (strcmp(name, "magnify") == 0) {
        out[0] = pose.scale;
    }
}

static double layer_opacity(const struct rmx_values *v, const struct rmx_layer *layer)
{
    double opacity = rmx_values_number(v, &layer->opacity, 1.0);
    if (layer->visible_value.program[0] && rmx_values_number(v, &layer->visible_value, 1.0) <= 0.5)
        return 0.0;
    return fmin(fmax(opacity, 0.0), 1.0);
}

void rmx_values_input(struct rmx_values *v, int s, int index, double *out)
{
    const struct rmx_step *step = &v->plan->steps[s];
    const char *name = step->effect->inputs[index].name;
    switch (step->value_source) {
    case RMX_VALUES_INSTANCE: fill_instance(v, s, index, out); break;
    case RMX_VALUES_FIT: fill_fit(v, step, name, out); break;
    case RMX_VALUES_PLACE:
    case RMX_VALUES_OVERSCAN: fill_place(v, step, name, out); break;
    case RMX_VALUES_MASK: out[0] = v->plan->scene->layers[step->layer].mask_invert; break;
    case RMX_VALUES_OPACITY: out[0] = layer_opacity(v, &v->plan->scene->layers[step->layer]); break;
    case RMX_VALUES_BACKGROUND: memcpy(out, v->plan->scene->background, 4 * sizeof(*out)); break;
    case RMX_VALUES_OUTPUT: break;
    }
}

static bool moves(const struct rmx_value *value)
{
    for (int c = 0; c < value->count; c++)
        if (value->program[c] && !rmx_program_is_constant(value->program[c]))
            return true;
    return false;
}

bool rmx_values_place_moves(const struct rmx_layer *layer)
{
    return moves(&layer->x) || moves(&layer->y) || moves(&layer->scale) || moves(&layer->angle) ||
           moves(&layer->overscan);
}

bool rmx_values_input_moves(const struct rmx_plan *plan, int s, int index)
{
    const struct rmx_step *step = &plan->steps[s];
    const struct rmx_layer *layer = step->layer < 0 ? NULL : &plan->scene->layers[step->layer];
    switch (step->value_source) {
    case RMX_VALUES_INSTANCE:
        return moves(&step->instance->values[index]) ||
               step->effect->inputs[index].type == RMX_INPUT_EVENT;
    case RMX_VALUES_PLACE:
    case RMX_VALUES_OVERSCAN: return rmx_values_place_moves(layer);
    case RMX_VALUES_OPACITY: return moves(&layer->opacity) || moves(&layer->visible_value);
    case RMX_VALUES_FIT: return plan->scene->sources[step->source].kind == RMX_SOURCE_FOLDER;
    case RMX_VALUES_MASK:
    case RMX_VALUES_BACKGROUND:
    case RMX_VALUES_OUTPUT: break;
    }
    return false;
}
