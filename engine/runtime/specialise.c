// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/specialise.h"

#include "base/clock.h"
#include "plan/special.h"
#include "plan/values.h"
#include "render/special.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_FRAMES = 9 * RMX_SPECIAL_STRIPS }; // three of each kind of program

enum stage { BEGIN, COMPILE, TRY, END };

struct rmx_specialising {
    struct rmx_specialising_params params;
    struct rmx_arena *arena;
    enum stage stage;
    struct rmx_generation *twin;   // NULL: the renderer is one beside the generation's
    struct rmx_renderer *renderer; // that tries; the twin's or our own
    struct rmx_values *values;
    unsigned char *block;
    double *provided; // in a frame, parallel to the scene's signals
    int frames;       // that were tried
    struct rmx_special *special;
    int found;
};

// Compiling and trying takes as long as some fifteen frames of 1920 x 1080. Of each later one the
// chain of eight spares a fifth, most scenes less, some nothing: those lose a thirtieth at most.
bool rmx_specialising_pays(long long frames, int width, int height)
{
    const double least_pixels = 1e9;
    const long long least_frames = 48;
    return frames >= least_frames && (double)frames * width * height >= least_pixels;
}

struct rmx_specialising *rmx_specialising_create(const struct rmx_specialising_params *params)
{
    struct rmx_specialising *s = calloc(1, sizeof(*s));
    if (!s)
        abort();
    s->params = *params;
    s->arena = rmx_arena_create();
    return s;
}

static void drop_renderer(struct rmx_specialising *s)
{
    if (s->twin)
        rmx_generation_destroy(s->twin);
    else
        rmx_renderer_destroy(s->renderer);
    s->twin = NULL;
    s->renderer = NULL;
}

void rmx_specialising_destroy(struct rmx_specialising *s)
{
    if (!s)
        return;
    rmx_special_destroy(s->special);
    drop_renderer(s);
    rmx_values_destroy(s->values);
    free(s->block);
    rmx_arena_destroy(s->arena);
    free(s);
}

// What comes from outside may open branches: it stands where it starts, then as low and as high as
// it goes, in turn.
static const double *provided(struct rmx_specialising *s)
{
    const struct rmx_signals *signals = &s->params.generation->scene->signals;
    const int end = s->frames / RMX_SPECIAL_STRIPS % 3;
    for (int i = 0; i < signals->count; i++) {
        const struct rmx_signal *signal = &signals->items[i];
        double at = end == 1 ? signal->min : end == 2 ? signal->max : signal->initial;
        bool is_given = rmx_signal_is_provided(signal) && isfinite(signal->initial);
        s->provided[i] = is_given && isfinite(at) ? at : signal->initial;
    }
    return s->provided;
}

static void fill(struct rmx_specialising *s)
{
    const struct rmx_generation *generation = s->params.generation;
    const struct rmx_frame_inputs inputs = {
        .frame = s->params.first + s->frames / RMX_SPECIAL_STRIPS * s->params.apart,
        .fps = s->params.fps,
        .width = generation->width,
        .height = generation->height,
        .provided = provided(s)};
    rmx_values_frame(s->values, &inputs, s->block);
}

static bool has_texts(const struct rmx_special_texts *texts, const struct rmx_plan *plan)
{
    for (int p = 0; p < plan->pass_count; p++)
        for (int kind = 0; kind < RMX_SPECIAL_KINDS; kind++)
            if (texts[p].vertices[kind])
                return true;
    return false;
}

static bool load_twin(struct rmx_specialising *s)
{
    const struct rmx_load_params load = {.settings = &s->params.generation->settings,
                                         .until = RMX_LOAD_RENDERER,
                                         .context = s->params.context,
                                         .store = s->params.store,
                                         .like = s->params.generation};
    s->twin = rmx_generation_create(&load);
    s->renderer = s->twin->renderer;
    return s->twin->status == RMX_LOADED;
}

// What --memory leaves. The twin's load has counted what is shown; a renderer beside has the
// generation's pictures, and all else once more.
static long long bytes_left(const struct rmx_specialising *s)
{
    const struct rmx_budget *memory = s->twin ? &s->twin->memory : &s->params.generation->memory;
    return memory->most - rmx_budget_sum(memory) - (s->twin ? 0 : rmx_budget_held(memory));
}

static bool make_renderer(struct rmx_specialising *s)
{
    const struct rmx_generation *generation = s->params.generation;
    const struct rmx_renderer_params beside = {.context = generation->context,
                                               .width = generation->width,
                                               .height = generation->height,
                                               .of = generation->renderer};
    if (s->params.store)
        return load_twin(s);
    if (bytes_left(s) < 0)
        return false;
    s->renderer = rmx_renderer_create(&beside, NULL);
    return s->renderer;
}

// The plan is made again by the twin's loading: the same, as it is by the same scene.
static bool begin(struct rmx_specialising *s)
{
    const struct rmx_plan *plan = s->params.generation->plan;
    s->values = rmx_values_create(plan);
    rmx_values_hush(s->values);
    s->provided = RMX_NEW(s->arena, double, s->params.generation->scene->signals.count);
    s->block = calloc(1, (size_t)plan->block_size + 1);
    if (!s->block)
        abort();
    fill(s);
    const struct rmx_special_texts *texts = rmx_special_print(s->arena, plan, s->values, s->block);
    // What scenes within show is not there to be tried with.
    if (s->params.generation->inner_count || !has_texts(texts, plan) || !make_renderer(s))
        return false;
    s->special = rmx_special_create(plan, texts, s->renderer, bytes_left(s));
    return true;
}

// A strip of a frame. False: the last one.
static bool try_one(struct rmx_specialising *s)
{
    fill(s);
    int strip = s->frames++ % RMX_SPECIAL_STRIPS;
    return rmx_special_try(s->special, strip, s->block) && s->frames < MOST_FRAMES;
}

static void end(struct rmx_specialising *s)
{
    if (s->special)
        s->found = rmx_special_end(s->special);
    if (s->twin && s->found)
        rmx_renderer_leave(s->renderer);
    else
        drop_renderer(s);
}

int rmx_specialising_found(const struct rmx_specialising *s)
{
    return s->found;
}

void rmx_specialising_warm(struct rmx_specialising *s)
{
    rmx_renderer_enter(s->renderer);
    rmx_renderer_specialise(s->renderer, s->special);
    rmx_renderer_warm(s->renderer, s->block);
    rmx_renderer_leave(s->renderer);
    rmx_renderer_generalise(s->renderer);
}

bool rmx_specialising_step(struct rmx_specialising *s)
{
    bool goes_on = s->stage != END;
    switch (s->stage) {
    case BEGIN: s->stage = begin(s) ? COMPILE : END; break;
    case COMPILE: s->stage = rmx_special_compile(s->special) ? COMPILE : TRY; break;
    case TRY: s->stage = try_one(s) ? TRY : END; break;
    case END: break;
    }
    if (goes_on && s->stage == END)
        end(s);
    return s->stage != END;
}

struct rmx_special *rmx_specialising_take(struct rmx_specialising *s)
{
    struct rmx_special *special = s->found ? s->special : NULL;
    if (special)
        s->special = NULL;
    return special;
}

void rmx_generation_specialise(struct rmx_generation *generation, long long first, long long apart,
                               double fps, bool (*stops)(void))
{
    const struct rmx_specialising_params params = {
        .generation = generation, .first = first, .apart = apart, .fps = fps};
    double from_ms = rmx_clock_ms();
    if (generation->settings.no_specialise)
        return;
    struct rmx_specialising *specialising = rmx_specialising_create(&params);
    while (!(stops && stops()) && rmx_specialising_step(specialising))
        ;
    generation->special_passes = specialising->found;
    rmx_renderer_specialise(generation->renderer, rmx_specialising_take(specialising));
    rmx_specialising_destroy(specialising);
    generation->special_ms = rmx_clock_ms() - from_ms;
}
