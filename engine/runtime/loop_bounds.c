// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/loop_bounds.h"

static bool is_met_before(const struct rmx_plan *plan, int step)
{
    for (int s = 0; s < step; s++)
        if (plan->steps[s].effect == plan->steps[step].effect)
            return true;
    return false;
}

void rmx_loop_bounds_warn(const struct rmx_plan *plan, struct rmx_errors *errors)
{
    int most = plan->params.loop_rounds ? plan->params.loop_rounds : RMX_MOST_ROUNDS;
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
