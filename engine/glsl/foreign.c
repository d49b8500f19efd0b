// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/foreign.h"

#include "base/text.h"
#include "glsl/growth.h"
#include "glsl/limits.h"
#include "glsl/loops.h"
#include "glsl/words.h"

static const char *find_trouble(struct rmx_arena *scratch, const struct rmx_tokens *tokens,
                                struct rmx_loops *loops, bool *stores)
{
    struct rmx_code code = rmx_code_make(scratch, tokens);
    if (code.too_deep)
        return rmx_arena_printf(scratch, "nests brackets deeper than %d in line %d",
                                RMX_MOST_NESTING, code.too_deep->line);
    struct rmx_macros macros = rmx_macros_find(scratch, tokens);
    struct rmx_limit limit = rmx_limits_check(scratch, &code, &macros);
    *stores = limit.at && limit.id;
    if (limit.at)
        return rmx_arena_printf(scratch, "%s in line %d: %s",
                                limit.id ? "declares what it may not" : "passes a limit",
                                limit.at->line, limit.message);
    struct rmx_declarations found = rmx_declarations_find(scratch, &code, &macros, NULL);
    bool too_deep;
    if (rmx_growth_check(scratch, &code, &macros, &found, &too_deep))
        return "grows too long when what it calls stands in its place";
    *loops = rmx_loops_find(scratch, &code, &macros, &found, false);
    if (loops->hides)
        return "hides a bracket in a macro";
    if (loops->odd)
        return rmx_arena_printf(scratch, "has a loop in line %d whose head cannot be followed",
                                loops->odd->line);
    for (int i = 0; i < tokens->count; i++)
        if (rmx_word_is_engines(&tokens->items[i]))
            return "has a name that is the engine's own";
    return NULL;
}

static void write_guard(struct rmx_text *out, const struct rmx_loops *loops, int *next, int token)
{
    while (*next < loops->guard_count && loops->guards[*next].end_token < token)
        (*next)++;
    if (*next == loops->guard_count)
        return;
    const struct rmx_guard *guard = &loops->guards[*next];
    if (token == guard->first_token && guard->weight > 1)
        rmx_text_printf(out, "(" RMX_FOREIGN_ROUNDS " -= %d) >= 0%s", guard->weight,
                        guard->is_whole ? "" : " && (");
    else if (token == guard->first_token)
        rmx_text_printf(out, RMX_FOREIGN_ROUNDS "-- > 0%s", guard->is_whole ? "" : " && (");
    else if (token == guard->end_token)
        rmx_text_add(out, ")");
}

// As plan/template.c writes an effect's: what a compiler could read otherwise is a space.
static void write_token(struct rmx_text *out, const struct rmx_token *token)
{
    if (token->kind == RMX_TOKEN_OTHER) {
        rmx_text_add(out, " ");
        return;
    }
    if (token->kind == RMX_TOKEN_SPACE && *token->text == '\\')
        rmx_text_add(out, " ");
    rmx_text_add_n(out, token->text, (size_t)token->length);
}

void rmx_foreign_read(struct rmx_arena *arena, struct rmx_library *library)
{
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_tokens tokens = rmx_lex(scratch, library->source->text, library->source->length);
    struct rmx_loops loops = {0};
    struct rmx_text out = {0};
    const char *trouble = find_trouble(scratch, &tokens, &loops, &library->stores);
    int next = 0;
    for (int i = 0; i < tokens.count; i++) {
        write_guard(&out, &loops, &next, i);
        write_token(&out, &tokens.items[i]);
    }
    library->is_foreign = true;
    library->counts_rounds = loops.guard_count > 0;
    library->code = rmx_arena_copy_n(arena, rmx_text_string(&out), out.length);
    library->trouble = trouble ? rmx_arena_copy(arena, trouble) : NULL;
    rmx_text_finish(&out);
    rmx_arena_destroy(scratch);
}
