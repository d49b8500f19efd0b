// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/loop_bounds.h"

#include "runtime/inner_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int most_rounds(const struct rmx_plan *plan)
{
    return plan->params.loop_rounds ? plan->params.loop_rounds : RMX_MOST_ROUNDS;
}

static bool is_met_before(const struct rmx_plan *plan, int step)
{
    for (int s = 0; s < step; s++)
        if (plan->steps[s].effect == plan->steps[step].effect)
            return true;
    return false;
}

void rmx_loop_bounds_warn(const struct rmx_plan *plan, struct rmx_errors *errors)
{
    int most = most_rounds(plan);
    for (int s = 0; s < plan->step_count; s++) {
        const struct rmx_effect *effect = plan->steps[s].effect;
        if (!effect || effect->known_rounds <= most || is_met_before(plan, s))
            continue;
        rmx_errors_warn(errors, effect->known_loop, "isf-rounds",
                        "these loops make %.0f rounds, and are left after %d", effect->known_rounds,
                        most)
            ->hint = rmx_arena_printf(errors->arena, "render --loop-rounds %.0f lets them make all",
                                      effect->known_rounds);
    }
}

static bool is_warned_of(const struct rmx_generation *generation, const struct rmx_effect *effect)
{
    for (int i = 0; i < generation->errors.count; i++) {
        const struct rmx_error *error = &generation->errors.items[i];
        if (error->span.source == effect->source &&
            (strcmp(error->id, "isf-rounds") == 0 || strcmp(error->id, "isf-endless") == 0))
            return true;
    }
    return false;
}

static bool tell(struct rmx_generation *generation, int loop, struct rmx_text *out)
{
    const struct rmx_plan_loop *left = &generation->plan->loops[loop];
    bool *is_told = &generation->told_loops[loop - left->guard];
    if (*is_told || is_warned_of(generation, left->effect))
        return false;
    *is_told = true;
    char message[100];
    snprintf(message, sizeof(message),
             "this loop is left early: the loops of this file make %d rounds a pixel, no more",
             most_rounds(generation->plan));
    const struct rmx_error error = {
        .severity = RMX_WARNING,
        .id = "isf-rounds",
        .span = left->effect->guard_spans[left->guard],
        .message = message,
        .hint = "render --loop-rounds N lets them make N",
    };
    rmx_error_format(out, &error);
    return true;
}

bool rmx_loop_bounds_tell(struct rmx_generation *generation, bool waits, struct rmx_text *out)
{
    int loop;
    while (generation->renderer &&
           (loop = rmx_renderer_left_loop(generation->renderer, waits)) >= 0)
        if (tell(generation, loop, out))
            return true;
    for (int i = 0; i < generation->inner_count; i++)
        if (rmx_loop_bounds_tell(generation->inners[i]->generation, waits, out))
            return true;
    return false;
}

// The one that most likely takes it: with loops that are counted, else with any code of others.
static const struct rmx_step *slow_step(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    const struct rmx_step *found = NULL;
    for (int s = 0; s < pass->step_count; s++) {
        const struct rmx_step *step = &plan->steps[pass->steps[s]];
        if (step->effect && !step->effect->is_ours &&
            (!found || step->effect->guard_count > found->effect->guard_count))
            found = step;
    }
    return found;
}

// How many times as large as the effect's own number the scene's is; 0 where it says none that
// counts, or one that moves.
static double enlarged(const struct rmx_input *input, const struct rmx_value *value)
{
    bool counts = rmx_input_components(input->type) == 1 && !input->is_seed && !input->values;
    if (!counts || value->span.line == 0 || value->count != 1 || value->program[0])
        return 0;
    return fabs(value->constant[0]) / fmax(fabs(input->default_value[0]), 1);
}

// Loops whose rounds nobody knows go by numbers: that of the scene is named which is most of all
// beyond the effect's own.
static void name_number(struct rmx_arena *arena, const struct rmx_step *step,
                        struct rmx_error *error)
{
    const struct rmx_effect *effect = step->effect;
    double most = 1;
    for (int i = 0; step->instance && effect->known_rounds == 0 && i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        const struct rmx_value *value = &step->instance->values[i];
        double times = enlarged(input, value);
        if (times <= most)
            continue;
        most = times;
        error->other = value->span;
        error->other_note =
            rmx_arena_printf(arena, "'%s' is %.10g here; unsaid it would be %.10g", input->name,
                             value->constant[0], input->default_value[0]);
    }
}

static struct rmx_span slow_place(const struct rmx_effect *effect)
{
    return effect->known_rounds > 0 ? effect->known_loop
           : effect->guard_count    ? effect->guard_spans[0]
                                    : (struct rmx_span){effect->source, effect->body_line, 1, 1};
}

static void write_time(char *out, size_t size, double ms)
{
    double s = ms / 1000;
    if (s < 10)
        snprintf(out, size, "%.2g s", s);
    else if (s < 300)
        snprintf(out, size, "%.0f s", s);
    else if (s < 3600 * 3)
        snprintf(out, size, "%.0f minutes", s / 60);
    else
        snprintf(out, size, "%.0f hours", s / 3600);
}

bool rmx_loop_bounds_over(const struct rmx_generation *generation, struct rmx_errors *errors)
{
    struct rmx_renderer_over over;
    char takes[40], given[40];
    for (int i = 0; i < generation->inner_count; i++)
        if (rmx_loop_bounds_over(generation->inners[i]->generation, errors))
            return true;
    if (!generation->renderer || !rmx_renderer_is_over(generation->renderer, &over))
        return false;
    const struct rmx_plan *plan = generation->plan;
    const struct rmx_step *step = slow_step(plan, &plan->passes[over.pass]);
    write_time(takes, sizeof(takes), over.ms);
    write_time(given, sizeof(given), generation->settings.most_frame_ms);
    struct rmx_error *error =
        rmx_errors_add(errors, slow_place(step->effect), "isf-slow",
                       "a frame with these loops takes about %s at %d x %d; it is given %s", takes,
                       generation->width, generation->height, given);
    error->hint = "fewer rounds, or a smaller picture; `remontage render` draws it all the same";
    name_number(errors->arena, step, error);
    return true;
}
