// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/own_macros.h"

#include <string.h>

static const struct rmx_token *token_at(const struct rmx_own_macros *macros, int i)
{
    const struct rmx_tokens *tokens = &macros->effect->tokens;
    return i < tokens->count ? &tokens->items[i] : NULL;
}

static int skip_blank(const struct rmx_own_macros *macros, int i)
{
    for (const struct rmx_token *token; (token = token_at(macros, i)); i++)
        if (token->kind != RMX_TOKEN_SPACE && token->kind != RMX_TOKEN_NEWLINE &&
            token->kind != RMX_TOKEN_COMMENT)
            break;
    return i;
}

static bool is_at(const struct rmx_own_macros *macros, int i, const char *text)
{
    const struct rmx_token *token = token_at(macros, i);
    return token && token->kind != RMX_TOKEN_COMMENT && rmx_token_is(token, text);
}

static bool is_same(const struct rmx_token *a, const struct rmx_token *b)
{
    return a->length == b->length && memcmp(a->text, b->text, (size_t)a->length) == 0;
}

// The name that the line at token `i` defines; 0: it is no such line.
static int defined_at(const struct rmx_own_macros *macros, int i)
{
    if (token_at(macros, i)->kind != RMX_TOKEN_HASH)
        return 0;
    int word = skip_blank(macros, i + 1);
    if (!is_at(macros, word, "define"))
        return 0;
    int name = skip_blank(macros, word + 1);
    return token_at(macros, name) ? name : 0;
}

struct rmx_own_macros rmx_own_macros_find(struct rmx_arena *arena, const struct rmx_effect *effect)
{
    struct rmx_own_macros macros = {
        .effect = effect, .from = {.arena = arena}, .only = {.arena = arena}};
    for (int i = 0; i < effect->macro_count; i++)
        rmx_names_put(&macros.only, effect->macros[i], strlen(effect->macros[i]), 0);
    for (int i = 0; i < effect->tokens.count; i++) {
        int at = defined_at(&macros, i);
        const struct rmx_token *name = token_at(&macros, at);
        if (at && rmx_names_get(&macros.from, name->text, (size_t)name->length) < 0)
            rmx_names_put(&macros.from, name->text, (size_t)name->length, at);
    }
    return macros;
}

void rmx_own_macros_follow(struct rmx_own_macros *macros, int i)
{
    if (token_at(macros, i)->kind == RMX_TOKEN_NEWLINE)
        macros->parameters = macros->parameters_end = macros->line = 0;
    int name = defined_at(macros, i);
    if (!name)
        return;
    macros->line = name;
    if (!is_at(macros, name + 1, "("))
        return;
    macros->parameters = name + 1;
    for (i = name + 1; token_at(macros, i) && token_at(macros, i)->in_directive; i++) {
        if (is_at(macros, i, ")"))
            break;
        macros->parameters_end = i + 1;
    }
}

bool rmx_own_macros_parameter(const struct rmx_own_macros *macros, const struct rmx_token *token)
{
    for (int i = macros->parameters; i < macros->parameters_end; i++) {
        const struct rmx_token *other = token_at(macros, i);
        if (other->kind == RMX_TOKEN_NAME && is_same(other, token))
            return true;
    }
    return false;
}

bool rmx_own_macros_only(const struct rmx_own_macros *macros, const struct rmx_token *token)
{
    return rmx_names_get(&macros->only, token->text, (size_t)token->length) >= 0;
}

static bool is_within_itself(const struct rmx_own_macros *macros, int i)
{
    return macros->line && i != macros->line &&
           is_same(token_at(macros, i), token_at(macros, macros->line));
}

bool rmx_own_macros_meant(const struct rmx_own_macros *macros, int i)
{
    const struct rmx_token *token = token_at(macros, i);
    int from = rmx_names_get(&macros->from, token->text, (size_t)token->length);
    return from >= 0 && i >= from && !is_within_itself(macros, i) &&
           rmx_own_macros_only(macros, token);
}
