// SPDX-License-Identifier: GPL-3.0-or-later
#include "isf/zero_alpha.h"

#include <string.h>

// What means something, preprocessor lines too.
static int next(const struct rmx_tokens *tokens, int i)
{
    for (i++; i < tokens->count; i++)
        if (tokens->items[i].kind != RMX_TOKEN_SPACE &&
            tokens->items[i].kind != RMX_TOKEN_NEWLINE &&
            tokens->items[i].kind != RMX_TOKEN_COMMENT)
            break;
    return i;
}

static bool is(const struct rmx_tokens *tokens, int i, const char *text)
{
    return i < tokens->count && rmx_token_is(&tokens->items[i], text);
}

// 0, 0.0, .0, 0.
static bool is_zero(const struct rmx_tokens *tokens, int i)
{
    if (i >= tokens->count || tokens->items[i].kind != RMX_TOKEN_NUMBER)
        return false;
    for (int c = 0; c < tokens->items[i].length; c++)
        if (!strchr("0.", tokens->items[i].text[c]))
            return false;
    return true;
}

// `= vec4(..., 0.0);` behind the name at `i`. `has_colour`: something else stands in it, too.
static bool assigns_zero(const struct rmx_tokens *tokens, int i, bool *has_colour)
{
    int open = next(tokens, next(tokens, next(tokens, i)));
    if (!is(tokens, next(tokens, i), "=") || !is(tokens, next(tokens, next(tokens, i)), "vec4") ||
        !is(tokens, open, "("))
        return false;
    int depth = 1, first = next(tokens, open), last = first;
    for (i = first; i < tokens->count; i = next(tokens, i)) {
        depth += is(tokens, i, "(") - is(tokens, i, ")");
        if (depth == 0)
            break;
        if (depth == 1 && is(tokens, i, ","))
            last = next(tokens, i);
        else if (!is_zero(tokens, i))
            *has_colour = true;
    }
    return is_zero(tokens, last) && next(tokens, last) == i && is(tokens, next(tokens, i), ";");
}

bool rmx_effect_has_zero_alpha(const struct rmx_effect *effect)
{
    const struct rmx_tokens *tokens = &effect->tokens;
    bool has_colour = false;
    for (int i = 0; i < tokens->count; i++)
        if (is(tokens, i, "gl_FragColor") && !assigns_zero(tokens, i, &has_colour))
            return false;
    return has_colour && effect->library_count == 0;
}
