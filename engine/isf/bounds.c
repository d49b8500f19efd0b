// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/bounds.h"

#include "base/place.h"
#include "glsl/growth.h"
#include "glsl/limits.h"
#include "glsl/loops.h"

#include <string.h>

static struct rmx_span token_place(const struct rmx_bounds_params *params,
                                   const struct rmx_token *token)
{
    return rmx_place(params->effect->source, token->at, (size_t)token->length);
}

void rmx_bounds_check_growth(const struct rmx_bounds_params *params, const struct rmx_code *code,
                             const struct rmx_macros *macros, const struct rmx_declarations *found)
{
    bool too_deep;
    const struct rmx_token *name =
        rmx_growth_check(params->scratch, code, macros, found, &too_deep);
    if (name && too_deep)
        rmx_errors_add(params->errors, token_place(params, name), "isf-limit",
                       "'%.*s' is called by more than %d others, one by the other", name->length,
                       name->text, RMX_DEEPEST_CALL);
    else if (name)
        rmx_errors_add(params->errors, token_place(params, name), "isf-limit",
                       "'%.*s' grows past %d words when what it calls stands in its place",
                       name->length, name->text, RMX_MOST_WORDS)
            ->hint = "a loop counts as 240 of them, a case as 160";
}

bool rmx_bounds_check(const struct rmx_bounds_params *params, const struct rmx_code *code,
                      const struct rmx_macros *macros)
{
    struct rmx_limit limit = {0};
    if (!params->effect->is_ours)
        limit = rmx_limits_check(params->scratch, code, macros);
    if (limit.at)
        rmx_errors_add(params->errors, token_place(params, limit.at),
                       limit.id ? limit.id : "isf-limit", "%s", limit.message)
            ->hint = limit.hint;
    return !limit.at;
}

void rmx_bounds_guard_loops(const struct rmx_bounds_params *params, const struct rmx_code *code,
                            const struct rmx_macros *macros, const struct rmx_declarations *found)
{
    struct rmx_effect *effect = params->effect;
    if (effect->is_ours)
        return;
    bool is_trusted = true;
    for (int i = 0; i < effect->library_count; i++)
        is_trusted &= !effect->libraries[i]->is_foreign;
    struct rmx_loops loops = rmx_loops_find(params->scratch, code, macros, found, is_trusted);
    struct rmx_guard *guards = RMX_NEW(params->arena, struct rmx_guard, loops.guard_count);
    if (loops.guard_count)
        memcpy(guards, loops.guards, sizeof(*guards) * (size_t)loops.guard_count);
    struct rmx_span *spans = RMX_NEW(params->arena, struct rmx_span, loops.guard_count);
    for (int i = 0; i < loops.guard_count; i++) {
        const struct rmx_token *keyword = loops.guards[i].keyword;
        spans[i] = i ? rmx_place_after(&spans[i - 1], loops.guards[i - 1].keyword->at, keyword->at,
                                       (size_t)keyword->length)
                     : token_place(params, keyword);
        guards[i].keyword = NULL; // what was read goes with the scratch
    }
    effect->guards = guards;
    effect->guard_spans = spans;
    effect->guard_count = loops.guard_count;
    effect->known_rounds = loops.known_rounds;
    if (loops.known)
        effect->known_loop = token_place(params, loops.known);
    if (loops.odd)
        rmx_errors_add(params->errors, token_place(params, loops.odd), "isf-loop",
                       "the head of this loop cannot be followed")
            ->hint = "write it as for (...; ...; ...) or while (...), not split by a macro, and "
                     "declare nothing in its condition";
    if (loops.endless)
        rmx_errors_warn(params->errors, token_place(params, loops.endless), "isf-endless",
                        "this loop has no end: it is left after %d rounds", RMX_MOST_ROUNDS);
}
