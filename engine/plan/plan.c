// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/plan.h"

struct rmx_buffer_source rmx_plan_input_picture(const struct rmx_plan *plan, int s)
{
    const struct rmx_step *step = s < 0 ? NULL : &plan->steps[s];
    if (!step || step->effect || step->source >= 0 || step->sound)
        return (struct rmx_buffer_source){s, false};
    return (struct rmx_buffer_source){step->past_of, step->past_of >= 0};
}

int rmx_pass_number(const struct rmx_pass *pass, int step)
{
    for (int k = 0; k < pass->step_count; k++)
        if (pass->steps[k] == step)
            return k;
    return -1;
}

bool rmx_pass_reaches(const struct rmx_pass *pass, int source)
{
    for (int i = 0; i < pass->reached_count; i++)
        if (pass->reached[i] == source)
            return true;
    return false;
}

int rmx_plan_feeding_pass(const struct rmx_plan *plan, const struct rmx_pass_texture *texture)
{
    return texture->step < 0 ? -1 : plan->steps[texture->step].pass;
}
