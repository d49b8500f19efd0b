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

bool rmx_step_decides(const struct rmx_step *step, int input)
{
    return step->value_source == RMX_VALUES_MASK && input != step->effect->main_image;
}

bool rmx_pass_taps(const struct rmx_plan *plan, const struct rmx_pass *pass, int tap)
{
    for (int k = 0; k < pass->step_count; k++)
        if (plan->steps[pass->steps[k]].tap == tap)
            return true;
    for (int t = 0; t < pass->texture_count; t++) {
        const struct rmx_pass_texture *texture = &pass->textures[t];
        if (texture->step >= 0 && !texture->past && !texture->is_unmoved &&
            plan->steps[texture->step].tap == tap)
            return true;
    }
    return false;
}

int rmx_pass_moved_offset(const struct rmx_pass *pass)
{
    for (int i = 0; i < pass->slot_count; i++)
        if (pass->slots[i].kind == RMX_SLOT_MOVED)
            return pass->slots[i].offset;
    return -1;
}
