// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/inner.h"

#include "runtime/inner_parts.h"

#include <math.h>
#include <string.h>

static int count_of(const struct rmx_generation *generation)
{
    return generation ? generation->inner_count : 0;
}

static bool is_sent(const struct rmx_signal *signal)
{
    return rmx_signal_is_from(signal, "osc") || rmx_signal_is_from(signal, "midi");
}

// A knob, a share and an aura are the scene's own; what is heard its player sets; what messages
// and MIDI bring has no fixed place.
static bool is_own(const struct rmx_signal *signal)
{
    return rmx_signal_is_from(signal, "knob") || rmx_signal_is_from(signal, "ledger") ||
           rmx_signal_is_from(signal, "sound") || is_sent(signal);
}

// The engine's own signals and those that were offered come first in both tables, in one order:
// what is provided to the outer scene is to the inner one.
static void pass_on(struct rmx_inner *inner, const struct rmx_signals *outer,
                    const double *provided)
{
    const struct rmx_signals *signals = &inner->generation->scene->signals;
    for (int i = 0; provided && i < signals->count && i < outer->count; i++)
        if (!is_own(&signals->items[i]) && !is_own(&outer->items[i]))
            inner->provided[i] = provided[i];
    for (int i = 0; provided && i < signals->count; i++) {
        const char *name = signals->items[i].name;
        int from = is_sent(&signals->items[i]) ? rmx_signals_find(outer, name, strlen(name)) : -1;
        if (from >= 0)
            inner->provided[i] = provided[from];
    }
}

// What the outer scene says of a knob, held within the knob's range.
static void set_knobs(struct rmx_inner *inner, const struct rmx_source *source,
                      const struct rmx_values *values)
{
    for (int k = 0; k < source->scene->knob_count; k++) {
        const struct rmx_knob *knob = &source->scene->knobs[k];
        double number = rmx_values_number(values, &source->with[k], knob->at);
        inner->provided[knob->signal] =
            fmin(fmax(number, fmin(knob->from, knob->to)), fmax(knob->from, knob->to));
    }
}

static void draw_one(struct rmx_generation *outer, struct rmx_inner *inner,
                     const struct rmx_values *values, const struct rmx_frame_inputs *frame_inputs,
                     int samples)
{
    struct rmx_player *player = inner->player;
    long long frame = frame_inputs->frame;
    pass_on(inner, &outer->scene->signals, frame_inputs->provided);
    set_knobs(inner, &outer->scene->sources[inner->source], values);
    player->frame_inputs.sound = frame_inputs->sound;
    player->frame_inputs.fps = frame_inputs->fps;
    player->frame_inputs.left_out = frame_inputs->left_out;
    if (frame < player->frame)
        rmx_player_forget(player);
    if (samples < 2 || !rmx_player_average(player, frame)) {
        rmx_player_frame_within(player, frame);
        rmx_player_draw(player);
    }
    rmx_renderer_copy_source(outer->renderer, inner->source, inner->generation->renderer);
}

void rmx_inner_draw(struct rmx_generation *generation, const struct rmx_values *values,
                    const struct rmx_frame_inputs *frame_inputs, int samples)
{
    for (int i = 0; i < count_of(generation); i++)
        draw_one(generation, generation->inners[i], values, frame_inputs, samples);
}

bool rmx_inner_take_short(struct rmx_generation *generation)
{
    bool any = false;
    for (int i = 0; i < count_of(generation); i++)
        any |= rmx_player_take_short(generation->inners[i]->player);
    return any;
}

bool rmx_inner_has_state(const struct rmx_generation *generation)
{
    for (int i = 0; i < count_of(generation); i++) {
        const struct rmx_generation *inner = generation->inners[i]->generation;
        if (inner->plan->has_state || rmx_scene_numbers_have_past(inner->scene) ||
            rmx_inner_has_state(inner))
            return true;
    }
    return false;
}

static long long longer(long long a, long long b)
{
    return a < 0 || b < 0 ? -1 : a > b ? a : b;
}

// A scene within is drawn as it is measured: with each frame of the outer one.
static long long preroll_within(const struct rmx_generation *generation, double fps)
{
    long long count = rmx_generation_preroll(generation, fps);
    return rmx_scene_numbers_have_past(generation->scene)
               ? longer(count, rmx_preroll_frames(generation->scene, fps))
               : count;
}

long long rmx_generation_preroll(const struct rmx_generation *generation, double fps)
{
    const struct rmx_plan *plan = generation->plan;
    long long count = rmx_preroll_frames(generation->scene, fps);
    if (!plan->has_state) // fragments that look back see no further
        count = plan->moments > 1 ? (long long)ceil((plan->moments - 1) * fps / 30.0) : 0;
    for (int i = 0; i < generation->inner_count; i++)
        count = longer(count, preroll_within(generation->inners[i]->generation, fps));
    return count;
}

const struct rmx_generation *rmx_inner_of(const struct rmx_generation *generation, int source)
{
    for (int i = 0; i < count_of(generation); i++)
        if (generation->inners[i]->source == source)
            return generation->inners[i]->generation;
    return NULL;
}

struct rmx_player *rmx_inner_player(const struct rmx_generation *generation, int source)
{
    for (int i = 0; i < count_of(generation); i++)
        if (generation->inners[i]->source == source)
            return generation->inners[i]->player;
    return NULL;
}

void rmx_inner_leave(struct rmx_generation *generation)
{
    for (int i = 0; i < count_of(generation); i++)
        rmx_player_leave(generation->inners[i]->player);
}

void rmx_inner_enter(struct rmx_generation *generation)
{
    for (int i = 0; i < count_of(generation); i++)
        rmx_player_enter(generation->inners[i]->player);
}

void rmx_inner_forget(struct rmx_generation *generation)
{
    for (int i = 0; i < count_of(generation); i++)
        rmx_player_forget(generation->inners[i]->player);
}

bool rmx_inner_is_settling(const struct rmx_generation *generation)
{
    bool any = false;
    for (int i = 0; i < count_of(generation); i++)
        any |= rmx_player_is_settling(generation->inners[i]->player);
    return any;
}

bool rmx_inner_is_over(const struct rmx_generation *generation)
{
    struct rmx_renderer_over over;
    bool any = generation->renderer && rmx_renderer_is_over(generation->renderer, &over);
    for (int i = 0; i < count_of(generation); i++)
        any |= rmx_inner_is_over(generation->inners[i]->generation);
    return any;
}

bool rmx_inner_warm(struct rmx_generation *generation, const struct rmx_frame_inputs *frame_inputs)
{
    bool fits = true;
    for (int i = 0; i < count_of(generation); i++) {
        struct rmx_player *player = generation->inners[i]->player;
        rmx_player_prepare(player, frame_inputs->frame, frame_inputs->fps);
        fits = rmx_player_warm(player) && fits;
    }
    return fits;
}

static struct rmx_inner *find_named(const struct rmx_generation *generation, const char *name)
{
    for (int i = 0; i < count_of(generation); i++)
        if (strcmp(generation->scene->sources[generation->inners[i]->source].name, name) == 0)
            return generation->inners[i];
    return NULL;
}

void rmx_inner_transfer(struct rmx_generation *generation, struct rmx_generation *from)
{
    for (int i = 0; i < count_of(generation); i++) {
        struct rmx_inner *inner = generation->inners[i];
        struct rmx_inner *before = find_named(from, generation->scene->sources[inner->source].name);
        if (before)
            rmx_player_transfer(inner->player, before->player);
    }
}
