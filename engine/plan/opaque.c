// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/opaque.h"

#include <string.h>

static bool reads_opaque(const struct rmx_plan *plan, const struct rmx_step *step, int input)
{
    int from = step->inputs[input];
    return from >= 0 && plan->steps[from].is_opaque;
}

static bool reads_only_opaque(const struct rmx_plan *plan, const struct rmx_step *step)
{
    for (int i = 0; i < step->effect->input_count; i++)
        if (step->effect->inputs[i].type == RMX_INPUT_IMAGE && !reads_opaque(plan, step, i))
            return false;
    return true;
}

bool rmx_fragments_are_opaque(const struct rmx_plan *plan, const struct rmx_step *step)
{
    int count = step->effect->input_count;
    for (int i = count - step->fragments->picture_count; i < count; i++)
        if (!reads_opaque(plan, step, i))
            return false;
    return true;
}

static bool has_opaque_colours(const struct rmx_step *step)
{
    for (int i = 0; i < step->effect->input_count; i++) {
        const struct rmx_input *input = &step->effect->inputs[i];
        const struct rmx_value *value = &step->instance->values[i];
        double alpha = value->count == 4 ? value->constant[3] : input->default_value[3];
        bool moves = value->count == 4 && value->program[3];
        if (input->type == RMX_INPUT_COLOR && (moves || alpha < 1.0))
            return false;
    }
    return true;
}

// Over the other picture: one of them is enough (W3C Compositing and Blending Level 1, section 5).
static bool blends_opaque(const struct rmx_plan *plan, const struct rmx_step *step)
{
    int layer = rmx_effect_input(step->effect, "layer");
    return strcmp(step->effect->folder, "blend") == 0 && layer >= 0 &&
           reads_opaque(plan, step, layer);
}

static bool is_opaque_instance(const struct rmx_plan *plan, const struct rmx_step *step)
{
    const struct rmx_effect *effect = step->effect;
    if (step->instance->ignore_alpha)
        return true;
    if (!effect->keeps_opaque || !has_opaque_colours(step))
        return false;
    if (blends_opaque(plan, step))
        return true;
    return effect->opaque_input < 0 ? reads_only_opaque(plan, step)
                                    : reads_opaque(plan, step, effect->opaque_input);
}

static bool is_opaque_texture(const struct rmx_plan *plan, const struct rmx_step *step)
{
    if (step->source >= 0)
        return !plan->params.sources[step->source].has_alpha;
    if (step->past_of >= 0) // nothing at all in the first frame, which is even as well
        return plan->steps[step->past_of].is_opaque;
    return step->sound;
}

static bool is_opaque(const struct rmx_plan *plan, const struct rmx_step *step)
{
    if (!step->effect)
        return is_opaque_texture(plan, step);
    if (step->is_fragment_stage)
        return false;
    if (step->fragments)
        return step->fragments->way == RMX_FRAGMENTS_GATHER && rmx_fragments_are_opaque(plan, step);
    switch (step->value_source) {
    case RMX_VALUES_INSTANCE: return is_opaque_instance(plan, step);
    case RMX_VALUES_BACKGROUND: return plan->scene->background[3] >= 1.0;
    case RMX_VALUES_FIT: return step->fit != RMX_FIT_CONTAIN && reads_only_opaque(plan, step);
    case RMX_VALUES_OUTPUT: return reads_only_opaque(plan, step);
    case RMX_VALUES_PLACE:
    case RMX_VALUES_OVERSCAN:
    case RMX_VALUES_MASK:
    case RMX_VALUES_OPACITY: break;
    }
    return false;
}

// The frame before the first one is nothing, and what is made of it may be.
static bool is_solid(const struct rmx_plan *plan, const struct rmx_step *step)
{
    if (!step->is_opaque || step->past_of >= 0)
        return false;
    if (!step->effect || (step->instance && step->instance->ignore_alpha))
        return true;
    for (int i = 0; i < step->effect->input_count; i++) {
        const struct rmx_step *from = step->inputs[i] < 0 ? NULL : &plan->steps[step->inputs[i]];
        if (from && from->is_opaque && !from->is_solid)
            return false;
    }
    return !step->buffers;
}

// The frame before is read before it is drawn: all are taken for opaque, until nothing speaks
// against it any more.
void rmx_plan_opaque(struct rmx_plan *plan)
{
    for (int s = 0; s < plan->step_count; s++)
        plan->steps[s].is_opaque = true;
    bool changed = true;
    while (changed) {
        changed = false;
        for (int s = 0; s < plan->step_count; s++) {
            struct rmx_step *step = &plan->steps[s];
            bool before = step->is_opaque;
            step->is_opaque = before && is_opaque(plan, step);
            changed |= before != step->is_opaque;
        }
    }
    for (int s = 0; s < plan->step_count; s++) // inputs come before users
        plan->steps[s].is_solid = is_solid(plan, &plan->steps[s]);
}
