// SPDX-License-Identifier: GPL-3.0-or-later
// What a step gives: colours within 0..1. A clamp that changes nothing is left out where software
// draws; a GPU clamps for nothing.
#include "plan/emit_parts.h"

#include <string.h>

// An expression may lead beyond 0..1 where the input has no range, as a colour has none.
static bool has_bounded_numbers(const struct rmx_step *step)
{
    for (int i = 0; step->instance && i < step->effect->input_count; i++) {
        const struct rmx_value *value = &step->instance->values[i];
        for (int c = 0; c < value->count; c++)
            if (value->program[c] && !step->effect->inputs[i].has_range)
                return false;
    }
    return true;
}

static bool is_bounded(const struct rmx_printer *e, int k)
{
    const struct rmx_step *step = rmx_emit_step_of(e, k);
    return step->effect->is_bounded && has_bounded_numbers(step) && rmx_emit_reads_bounded(e, k);
}

// The pass's picture, whose target takes no more than 0..1.
static bool is_stored_bounded(const struct rmx_printer *e, int k)
{
    return k == e->pass->step_count - 1 &&
           (e->pass->format == RMX_FORMAT_RGBA8 || e->pass->format == RMX_FORMAT_RGBA16);
}

// Whether it is a step of the effect, or comes behind one.
static bool follows(const struct rmx_printer *e, int k, const char *name)
{
    int s = 0;
    while (s < e->plan->step_count &&
           !(e->plan->steps[s].effect && strcmp(e->plan->steps[s].effect->name, name) == 0))
        s++;
    return e->pass->steps[k] >= s;
}

// A tap of the ledger that is moved may leave 0..1.
static bool leaves_clamp(const struct rmx_printer *e, int k)
{
    const struct rmx_plan_params *params = &e->plan->params;
    const struct rmx_effect *effect = rmx_emit_step_of(e, k)->effect;
    if (params->unclamped)
        return follows(e, k, params->unclamped);
    if (params->no_hoist || params->block_is_free || params->guard_nan || params->ledger ||
        params->keeps_nan)
        return false;
    return is_stored_bounded(e, k) || (effect->is_ours && is_bounded(e, k));
}

// What a file of others stores has no NaN.
static const char *as_float(const struct rmx_printer *e, int k)
{
    const struct rmx_plan_params *params = &e->plan->params;
    bool is_ours = rmx_emit_step_of(e, k)->effect->is_ours;
    if (is_ours || params->leaves_open || params->keeps_nan)
        return rmx_arena_printf(e->arena, "r%d_color", k);
    return rmx_arena_printf(e->arena, "mix(r%d_color, vec4(0.0), isnan(r%d_color))", k, k);
}

static const char *as_color(const struct rmx_printer *e, int k)
{
    const struct rmx_plan_params *params = &e->plan->params;
    if (leaves_clamp(e, k))
        return rmx_arena_printf(e->arena, "r%d_color", k);
    if (params->keeps_nan && !rmx_emit_step_of(e, k)->effect->is_ours)
        return rmx_arena_printf(
            e->arena, "mix(clamp(r%d_color, 0.0, 1.0), r%d_color, isnan(r%d_color))", k, k, k);
    return rmx_arena_printf(e->arena, "%s(r%d_color, 0.0, 1.0)",
                            params->guard_nan ? "rmx_clean_clamp" : "clamp", k);
}

void rmx_emit_return(struct rmx_printer *e, int k)
{
    const struct rmx_step *step = rmx_emit_step_of(e, k);
    const struct rmx_plan_params *params = &e->plan->params;
    bool keeps_nan = params->keeps_nan && !step->effect->is_ours;
    // Readers' divisions by alpha vanish when it is compiled.
    bool is_solid = step->is_solid && !step->is_float && !params->no_hoist && !keeps_nan;
    rmx_text_printf(&e->code, is_solid ? "    return rmx_opaque(%s);\n}\n" : "    return %s;\n}\n",
                    step->is_float ? as_float(e, k) : as_color(e, k));
}
