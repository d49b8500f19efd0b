// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/values_parts.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// Of a pass that draws fragments.
static const struct rmx_layer *layer_of(const struct rmx_values *v, const struct rmx_pass *pass)
{
    return &v->plan->scene->layers[pass->fragments->layer];
}

static bool slot_moves(const struct rmx_values *v, const struct rmx_pass *pass,
                       const struct rmx_slot *slot)
{
    switch (slot->kind) {
    case RMX_SLOT_INPUT: return rmx_values_input_moves(v->plan, slot->step, slot->index);
    case RMX_SLOT_LEVEL: return rmx_values_level_moves(v, pass, slot->index);
    case RMX_SLOT_PLACE: return rmx_values_place_moves(layer_of(v, pass));
    case RMX_SLOT_CLOCK:
    case RMX_SLOT_PICTURE:
    case RMX_SLOT_VIEW:
    case RMX_SLOT_JITTER:
    case RMX_SLOT_TIME:
    case RMX_SLOT_TIMEDELTA:
    case RMX_SLOT_DATE:
    case RMX_SLOT_FRAME:
    case RMX_SLOT_GRID:
    case RMX_SLOT_MOMENTS:
    case RMX_SLOT_MOVED:
    case RMX_SLOT_CAMERA: break;
    }
    return true;
}

bool rmx_values_is_still(const struct rmx_values *v, int pass, int slot)
{
    const struct rmx_pass *of = &v->plan->passes[pass];
    return !slot_moves(v, of, &of->slots[slot]);
}

struct programs {
    const struct rmx_program **items;
    int count;
};

// The numbers that an instance's expressions give are kept apart: they are most of what moves.
static bool add_numbers(struct rmx_values *v, struct programs *programs,
                        const struct rmx_pass *pass, const struct rmx_slot *slot)
{
    const struct rmx_step *step = slot->kind == RMX_SLOT_INPUT ? &v->plan->steps[slot->step] : NULL;
    if (!step || step->value_source != RMX_VALUES_INSTANCE)
        return false;
    const struct rmx_input *input = &step->effect->inputs[slot->index];
    const struct rmx_value *value = &step->instance->values[slot->index];
    bool is_float = input->type == RMX_INPUT_FLOAT || input->type == RMX_INPUT_POINT2D ||
                    input->type == RMX_INPUT_COLOR;
    for (int c = 0; is_float && c < value->count; c++) {
        if (!value->program[c] || rmx_program_is_constant(value->program[c]))
            continue;
        *RMX_PUSH(v->arena, &programs->items, &programs->count) = value->program[c];
        *RMX_PUSH(v->arena, &v->numbers, &v->number_count) = (struct rmx_moving_number){
            .min = input->has_range ? input->min[c] : -DBL_MAX,
            .max = input->has_range ? input->max[c] : DBL_MAX,
            .at = pass->block_offset + slot->offset + c * (int)sizeof(float),
            .step = slot->step,
            .index = (short)slot->index,
            .component = (short)c,
        };
    }
    return is_float;
}

static void find_moving(struct rmx_values *v)
{
    struct programs programs = {0};
    for (int p = 0; p < v->plan->pass_count; p++) {
        const struct rmx_pass *pass = &v->plan->passes[p];
        bool has_scales = false;
        rmx_values_find_scales(v, pass);
        for (int i = 0; i < pass->slot_count; i++) {
            const struct rmx_slot *slot = &pass->slots[i];
            bool is_level = slot->kind == RMX_SLOT_LEVEL;
            if (!slot_moves(v, pass, slot) || add_numbers(v, &programs, pass, slot))
                continue;
            *RMX_PUSH(v->arena, &v->moving, &v->moving_count) =
                (struct rmx_moving){p, i, is_level && !has_scales};
            has_scales |= is_level;
        }
    }
    v->pack = rmx_program_pack_create(v->arena, programs.items, programs.count);
    v->packed = RMX_NEW(v->arena, double, programs.count);
}

struct rmx_values *rmx_values_create(const struct rmx_plan *plan)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_values *v = RMX_NEW(arena, struct rmx_values, 1);
    const struct rmx_scene *scene = plan->scene;
    v->arena = arena;
    v->plan = plan;
    v->signals = RMX_NEW(arena, double, scene->signals.count);
    v->now = RMX_NEW(arena, double, scene->signals.count);
    v->before = RMX_NEW(arena, double, scene->signals.count);
    v->runs = RMX_NEW(arena, double, scene->run_count);
    v->runs_before = RMX_NEW(arena, double, scene->run_count);
    v->rates = RMX_NEW(arena, const struct rmx_program *, scene->run_count);
    v->scales = RMX_NEW(arena, double, plan->step_count);
    v->size_was_told = RMX_NEW(arena, bool, plan->step_count);
    v->was_told = RMX_NEW(arena, bool *, plan->step_count);
    for (int s = 0; s < plan->step_count; s++)
        if (plan->steps[s].effect)
            v->was_told[s] = RMX_NEW(arena, bool, plan->steps[s].effect->input_count);
    for (int r = 0; r < scene->run_count; r++)
        for (int i = 0; i < scene->run_program_count && !v->rates[r]; i++)
            v->rates[r] = rmx_program_run_rate(scene->run_programs[i], r);
    v->still = RMX_NEW(arena, unsigned char, plan->block_size);
    v->scale_moves = RMX_NEW(arena, bool, plan->step_count);
    v->magnify_moves = RMX_NEW(arena, bool, plan->step_count);
    v->magnified = RMX_NEW(arena, double, plan->step_count);
    find_moving(v);
    return v;
}

void rmx_values_destroy(struct rmx_values *values)
{
    if (values)
        rmx_arena_destroy(values->arena);
}

void rmx_values_hush(struct rmx_values *values)
{
    const struct rmx_plan *plan = values->plan;
    for (int s = 0; s < plan->step_count; s++) {
        int inputs = plan->steps[s].effect ? plan->steps[s].effect->input_count : 0;
        for (int i = 0; i < inputs; i++)
            values->was_told[s][i] = true;
        values->size_was_told[s] = true;
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
    rmx_values_input(v, slot->step, slot->index, out);
    if (type == RMX_INPUT_LONG || type == RMX_INPUT_BOOL || type == RMX_INPUT_EVENT)
        put_int(at, out[0]);
    else
        put_floats(at, out, rmx_input_components(type));
}

// Of inputs that give it no finite number it is 0.
static void put_clock(struct rmx_values *v, const struct rmx_slot *slot, unsigned char *at)
{
    const struct rmx_clock *clock = &v->plan->steps[slot->step].effect->clocks[slot->index];
    double number = rmx_values_header(v, slot->step, clock->value);
    put_floats(at, (double[]){isfinite(number) ? number : 0.0}, 1);
}

static void put_date(const struct rmx_values *v, unsigned char *at)
{
    const double *d = v->plan->params.date ? v->plan->params.date : v->plan->scene->date;
    double seconds = d[3] * 3600.0 + d[4] * 60.0 + d[5] + v->signals[RMX_SIGNAL_TIME];
    double days = floor(seconds / 86400.0);
    struct tm date = {.tm_year = (int)d[0] - 1900, .tm_mon = (int)d[1] - 1, .tm_mday = (int)d[2]};
    time_t midnight = timegm(&date) + (time_t)days * 86400;
    gmtime_r(&midnight, &date);
    put_floats(
        at,
        (double[]){date.tm_year + 1900, date.tm_mon + 1, date.tm_mday, seconds - days * 86400.0},
        4);
}

// A picture with a size of its own is no part of the canvas. All others that are stored are the
// whole canvas: their readers may read anywhere.
static void put_view(struct rmx_values *v, const struct rmx_pass *pass, unsigned char *at)
{
    const struct rmx_frame_inputs *m = v->frame_inputs;
    double view[4] = {m->width, m->height, m->jitter_x, m->jitter_y};
    if (pass->is_part) {
        view[2] += m->offset_x;
        view[3] += m->offset_y;
    }
    if (pass->sized) {
        rmx_values_size(v, pass, view);
        view[2] = view[3] = 0.0;
    }
    put_floats(at, view, 4);
}

static void put_grid(struct rmx_values *v, const struct rmx_pass *pass, unsigned char *at)
{
    int32_t grid[4];
    rmx_values_grid(v, pass, grid);
    memcpy(at, grid, sizeof(grid));
}

static void put_moments(const struct rmx_values *v, const struct rmx_pass *pass, unsigned char *at)
{
    long long frame = v->frame_inputs->frame, ring = pass->fragments->ring;
    put_floats(at,
               (double[]){(double)(frame % ring), (double)ring,
                          (double)(frame < ring ? frame : ring - 1), v->frame_inputs->fps / 30.0},
               4);
}

static void put_camera(struct rmx_values *v, const struct rmx_pass *pass, int column,
                       unsigned char *at)
{
    double numbers[4];
    rmx_values_camera(v, pass, column, numbers);
    put_floats(at, numbers, 4);
}

static void put_place(const struct rmx_values *v, const struct rmx_pass *pass, unsigned char *at)
{
    double place[4];
    rmx_values_drawn_at(v, pass->fragments, (double)v->last.width / v->last.height, place);
    put_floats(at, place, 4);
}

static void put_slot(struct rmx_values *v, const struct rmx_pass *pass, const struct rmx_slot *slot,
                     unsigned char *at)
{
    const struct rmx_frame_inputs *m = v->frame_inputs;
    switch (slot->kind) {
    case RMX_SLOT_INPUT: put_input(v, slot, at); break;
    case RMX_SLOT_CLOCK: put_clock(v, slot, at); break;
    case RMX_SLOT_VIEW: put_view(v, pass, at); break;
    case RMX_SLOT_JITTER:
        put_floats(at, (double[]){m->jitter_x / m->width, m->jitter_y / m->height}, 2);
        break;
    case RMX_SLOT_TIME: put_floats(at, &v->signals[RMX_SIGNAL_TIME], 1); break;
    case RMX_SLOT_TIMEDELTA: put_floats(at, (double[]){m->frame ? 1.0 / m->fps : 0.0}, 1); break;
    case RMX_SLOT_DATE: put_date(v, at); break;
    case RMX_SLOT_FRAME: put_int(at, (double)(v->frame_inputs->frame & INT32_MAX)); break;
    case RMX_SLOT_GRID: put_grid(v, pass, at); break;
    case RMX_SLOT_MOMENTS: put_moments(v, pass, at); break;
    case RMX_SLOT_CAMERA: put_camera(v, pass, slot->index, at); break;
    case RMX_SLOT_PLACE: put_place(v, pass, at); break;
    case RMX_SLOT_MOVED: put_int(at, 0); break; // what is really shown
    case RMX_SLOT_LEVEL:
        put_floats(at, (double[]){rmx_values_level(v, pass, slot->index)}, 1);
        break;
    case RMX_SLOT_PICTURE: put_int(at, rmx_values_shown(v, slot->index)); break;
    }
}

// All slots, once for a canvas: afterwards only what moves is computed.
static void fill_still(struct rmx_values *v)
{
    if (v->still_width == v->frame_inputs->width && v->still_height == v->frame_inputs->height)
        return;
    v->still_width = v->frame_inputs->width;
    v->still_height = v->frame_inputs->height;
    memset(v->magnified, 0, sizeof(*v->magnified) * (size_t)v->plan->step_count);
    for (int p = 0; p < v->plan->pass_count; p++) {
        const struct rmx_pass *pass = &v->plan->passes[p];
        rmx_values_scales(v, pass);
        for (int i = 0; i < pass->slot_count; i++)
            put_slot(v, pass, &pass->slots[i],
                     v->still + pass->block_offset + pass->slots[i].offset);
    }
}

static void put_numbers(struct rmx_values *v, unsigned char *block)
{
    rmx_program_pack_values(v->pack, v->signals, v->runs, v->packed);
    for (int i = 0; i < v->number_count; i++) {
        const struct rmx_moving_number *number = &v->numbers[i];
        double x = v->packed[i];
        if (!(x >= number->min && x <= number->max))
            x = rmx_values_mend(v, number->step, number->index, number->component, x);
        float single = (float)x;
        memcpy(block + number->at, &single, sizeof(single));
    }
}

void rmx_values_frame(struct rmx_values *v, const struct rmx_frame_inputs *frame_inputs,
                      unsigned char *block)
{
    rmx_values_take_provided(v, frame_inputs);
    v->last = *frame_inputs;
    v->frame_inputs = &v->last;
    rmx_values_integrate(v);
    fill_still(v);
    memcpy(block, v->still, (size_t)v->plan->block_size);
    put_numbers(v, block);
    for (int i = 0; i < v->moving_count; i++) {
        const struct rmx_pass *pass = &v->plan->passes[v->moving[i].pass];
        const struct rmx_slot *slot = &pass->slots[v->moving[i].slot];
        if (v->moving[i].needs_scales)
            rmx_values_scales(v, pass);
        put_slot(v, pass, slot, block + pass->block_offset + slot->offset);
    }
}

// `90 frames` are as long as the frames are.
static double seconds_of(const struct rmx_scene *scene, const struct rmx_value *value, double fps)
{
    if (!value->program[0])
        return value->constant[0];
    struct rmx_arena *scratch = rmx_arena_create();
    double *signals = RMX_NEW(scratch, double, scene->signals.count);
    double *runs = RMX_NEW(scratch, double, scene->run_count);
    signals[RMX_SIGNAL_FPS] = fps;
    signals[RMX_SIGNAL_BPM] = scene->bpm.constant[0];
    double seconds = rmx_program_value(value->program[0], signals, runs);
    rmx_arena_destroy(scratch);
    return seconds;
}

// Beats and frames may come to more than the checker lets stand in seconds: a million.
static long long frames_of(double seconds, double fps)
{
    return seconds > 0 ? llround(fmin(seconds, 1e6) * fps) : 0;
}

long long rmx_preroll_frames(const struct rmx_scene *scene, double fps)
{
    if (!scene->preroll.count)
        return -1;
    return frames_of(seconds_of(scene, &scene->preroll, fps), fps);
}

long long rmx_still_frame(const struct rmx_scene *scene, double fps)
{
    return scene->still.count ? frames_of(seconds_of(scene, &scene->still, fps), fps) : 0;
}
