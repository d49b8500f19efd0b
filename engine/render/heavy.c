// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/heavy.h"

#include "render/shader_log.h"

static bool is_foreign(const struct rmx_plan *plan, int step)
{
    const struct rmx_effect *effect = plan->steps[step].effect;
    return effect && !effect->is_ours;
}

static bool has_foreign(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    const struct rmx_fragments_plan *fragments = pass->fragments;
    bool has = fragments && is_foreign(plan, fragments->cut);
    for (int i = 0; i < pass->step_count; i++)
        has |= is_foreign(plan, pass->steps[i]);
    for (int i = 0; fragments && i < fragments->arrange_count; i++)
        has |= is_foreign(plan, fragments->arranges[i]);
    return has;
}

void rmx_heavy_add(struct rmx_heavy *heavy, const char *vertex, const char *fragment,
                   const struct rmx_pass *pass)
{
    if (!rmx_trial_is_used() || !has_foreign(heavy->plan, pass))
        return;
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_weight weight = rmx_weigh(scratch, fragment);
    struct rmx_weight above = {0};
    if (vertex)
        above = rmx_weigh(scratch, vertex);
    rmx_arena_destroy(scratch);
    heavy->operations += weight.operations + above.operations;
    *RMX_PUSH(heavy->arena, &heavy->shaders, &heavy->count) =
        (struct rmx_trial_shaders){vertex, fragment};
    *RMX_PUSH(heavy->arena, &heavy->weights, &heavy->weight_count) =
        above.operations > weight.operations ? above : weight;
    *RMX_PUSH(heavy->arena, &heavy->passes, &heavy->pass_count) = pass;
}

// As a driver would say it, so that it is led back to the effect's file.
static const char *log_of(const struct rmx_heavy *heavy, int at, enum rmx_trial_end end,
                          const struct rmx_trial_params *trial)
{
    const struct rmx_weight *weight = &heavy->weights[at];
    const char *why =
        end == RMX_TRIAL_LATE
            ? rmx_arena_printf(heavy->arena, "was not done with it after %g s",
                               rmx_trial_patience_s(trial))
            : rmx_arena_printf(heavy->arena, "fell over it, or wanted more than %lld MB",
                               rmx_trial_bytes(trial) >> 20);
    return rmx_arena_printf(
        heavy->arena, "%d:%d(1): error: '%.*s' is too much for the graphics driver, which %s",
        weight->text, weight->line, weight->name_length, weight->name ? weight->name : "main", why);
}

static void say(const struct rmx_heavy *heavy, int at, enum rmx_trial_end end,
                const struct rmx_trial_params *trial, struct rmx_errors *errors)
{
    int before = errors->count;
    rmx_shader_log_add(errors, heavy->plan, heavy->passes[at], log_of(heavy, at, end, trial));
    for (int i = before; i < errors->count; i++) {
        errors->items[i].id = "too-heavy";
        errors->items[i].hint = end == RMX_TRIAL_LATE
                                    ? "--patience 60 waits longer"
                                    : "it grows when what it calls stands in its place";
    }
}

bool rmx_heavy_try(const struct rmx_heavy *heavy, const struct rmx_program_loader *loader,
                   struct rmx_errors *errors, bool *tried)
{
    struct rmx_trial_params trial = loader->bounds;
    int at = 0;
    *tried = heavy->operations > RMX_TRIAL_OPERATIONS;
    if (!*tried)
        return true;
    trial.shaders = heavy->shaders;
    trial.count = heavy->count;
    enum rmx_trial_end end = rmx_trial_run(&trial, &at);
    if (end != RMX_TRIAL_FINE)
        say(heavy, at, end, &trial, errors);
    return end == RMX_TRIAL_FINE;
}
