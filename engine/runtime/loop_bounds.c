// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/loop_bounds.h"

#include "runtime/inner_parts.h"

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
