// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are tokens that cover them, in order, and lines never go back; they have a weight.
#include "glsl/lexer.h"
#include "glsl/weight.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct rmx_arena *arena = rmx_arena_create();
    const char *at = (const char *)data;
    struct rmx_tokens tokens = rmx_lex(arena, at, size);
    int line = 1;
    for (int i = 0; i < tokens.count; i++) {
        const struct rmx_token *token = &tokens.items[i];
        if (token->text != at || token->length < 1 || token->line < line)
            abort();
        at += token->length;
        line = token->line;
    }
    if (at != (const char *)data + size)
        abort();
    if (rmx_weigh(arena, rmx_arena_copy_n(arena, (const char *)data, size)).operations < 0)
        abort();
    rmx_arena_destroy(arena);
    return 0;
}
