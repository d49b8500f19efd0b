// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/fuse_requests.h"

static void warn(const struct rmx_step *step, struct rmx_errors *errors, const char *what,
                 const char *reason)
{
    rmx_errors_warn(errors, step->instance->span, "not-fused", "'%s' %s: %s", step->effect->name,
                    what, reason);
}

// A picture that its reader cannot have in its own pass; `store: true` needs no warning.
static bool stays_apart(const struct rmx_step *step)
{
    return step->effect && step->reason && !step->is_buffer && !step->past &&
           !(step->instance && step->instance->store);
}

static void look_at(const struct rmx_plan *plan, int s, struct rmx_errors *errors)
{
    const struct rmx_step *step = &plan->steps[s];
    if (step->instance->store) {
        warn(step, errors, "is asked to be stored and fused", "it is stored");
        return;
    }
    if (s < plan->step_count - 1 && stays_apart(step)) {
        warn(step, errors, "cannot be fused", step->reason);
        return;
    }
    int input = step->effect->main_image;
    const struct rmx_step *read =
        input >= 0 && step->inputs[input] >= 0 ? &plan->steps[step->inputs[input]] : NULL;
    if (read && stays_apart(read))
        warn(step, errors, "cannot be fused with what it reads", read->reason);
}

void rmx_plan_fuse_requests(const struct rmx_plan *plan, struct rmx_errors *errors)
{
    for (int s = 0; s < plan->step_count && !plan->params.no_fuse; s++) {
        const struct rmx_step *step = &plan->steps[s];
        bool is_last_pass =
            s + 1 == plan->step_count || plan->steps[s + 1].instance != step->instance;
        if (step->effect && step->value_source == RMX_VALUES_INSTANCE && step->instance->fuse &&
            !step->is_buffer && is_last_pass)
            look_at(plan, s, errors);
    }
}
