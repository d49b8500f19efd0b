// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/heavy.h"

#include "render/shader_log.h"

static const struct rmx_effect *foreign(const struct rmx_plan *plan, int step)
{
    const struct rmx_effect *effect = plan->steps[step].effect;
    return effect && !effect->is_ours ? effect : NULL;
}

// The first that the pass draws with; NULL: all are ours.
static const struct rmx_effect *foreign_of(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    const struct rmx_fragments_plan *fragments = pass->fragments;
    const struct rmx_effect *found = fragments ? foreign(plan, fragments->cut) : NULL;
    for (int i = 0; fragments && i < fragments->arrange_count && !found; i++)
        found = foreign(plan, fragments->arranges[i]);
    for (int i = 0; i < pass->step_count && !found; i++)
        found = foreign(plan, pass->steps[i]);
    return found;
}

bool rmx_heavy_is(const struct rmx_plan *plan, const struct rmx_pass *pass)
{
    if (!rmx_trial_is_used() || !foreign_of(plan, pass))
        return false;
    struct rmx_arena *scratch = rmx_arena_create();
    long long operations = rmx_weigh(scratch, pass->shaders.fragment).operations;
    rmx_arena_destroy(scratch);
    return operations > RMX_TRIAL_OPERATIONS;
}

void rmx_heavy_add(struct rmx_heavy *heavy, const char *vertex, const char *fragment,
                   const struct rmx_pass *pass)
{
    if (!rmx_trial_is_used() || !foreign_of(heavy->plan, pass))
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
    return rmx_arena_printf(heavy->arena,
                            "%d:%d(1): error: '%.*s' is too much for the graphics driver, which %s",
                            weight->text, weight->line, weight->name ? weight->name_length : 4,
                            weight->name ? weight->name : "main", why);
}

static bool is_foreign_text(const struct rmx_plan *plan, const struct rmx_source_text *source)
{
    bool is = false;
    for (int i = 0; i < plan->step_count && source && !is; i++) {
        const struct rmx_effect *effect = foreign(plan, i);
        is = effect &&
             (effect->source == source || (effect->vertex && effect->vertex->source == source));
        for (int k = 0; effect && k < effect->library_count; k++)
            is |= effect->libraries[k]->is_foreign && effect->libraries[k]->source == source;
    }
    return is;
}

// What is ours is heavy only by what it calls.
static void say(const struct rmx_heavy *heavy, int at, enum rmx_trial_end end,
                const struct rmx_trial_params *trial, struct rmx_errors *errors)
{
    int before = errors->count;
    const struct rmx_effect *effect = foreign_of(heavy->plan, heavy->passes[at]);
    rmx_shader_log_add(errors, heavy->plan, heavy->passes[at], log_of(heavy, at, end, trial));
    for (int i = before; i < errors->count; i++) {
        struct rmx_error *error = &errors->items[i];
        error->id = "too-heavy";
        error->hint = end == RMX_TRIAL_LATE
                          ? rmx_patience_hint(errors->arena, rmx_trial_patience_s(trial))
                          : "it grows when what it calls stands in its place";
        if (!is_foreign_text(heavy->plan, error->span.source))
            error->span = (struct rmx_span){effect->source, effect->body_line, 1, 1};
    }
}

bool rmx_heavy_try(const struct rmx_heavy *heavy, const struct rmx_program_loader *loader,
                   struct rmx_errors *errors, bool *tried)
{
    struct rmx_trial_params trial = loader->bounds;
    int at = 0;
    *tried = heavy->operations > RMX_TRIAL_OPERATIONS;
    if (!*tried)
        return rmx_is_wanted(trial.wanted);
    trial.shaders = heavy->shaders;
    trial.count = heavy->count;
    enum rmx_trial_end end = rmx_trial_run(&trial, &at);
    if (end == RMX_TRIAL_LATE || end == RMX_TRIAL_FELL)
        say(heavy, at, end, &trial, errors);
    return end == RMX_TRIAL_FINE;
}
