// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/code.h"
#include "glsl/open.h"

#include <string.h>

static bool is_plain_type(const struct rmx_code *code, int i)
{
    static const char *const types[] = {
        "float", "int",   "uint",  "bool",  "vec2",  "vec3",  "vec4", "ivec2", "ivec3", "ivec4",
        "uvec2", "uvec3", "uvec4", "bvec2", "bvec3", "bvec4", "mat2", "mat3",  "mat4"};
    for (size_t k = 0; k < sizeof(types) / sizeof(*types); k++)
        if (rmx_code_is(code, i, types[k]))
            return true;
    return false;
}

// The item of the next comma or semicolon of a declaration.
static int next_name(const struct rmx_code *code, int i)
{
    while (i < code->count && !rmx_code_is(code, i, ",") && !rmx_code_is(code, i, ";"))
        i = code->match[i] > i ? code->match[i] + 1 : i + 1;
    return i;
}

// Notes, by token, the type of the names that have no value yet. Returns the semicolon.
static int note_names(const struct rmx_code *code, int type, const struct rmx_token **wanted)
{
    int i = type;
    do {
        int name = i + 1;
        if (!rmx_code_is_name(code, name))
            return i;
        if (rmx_code_is(code, name + 1, ",") || rmx_code_is(code, name + 1, ";"))
            wanted[code->index[name]] = rmx_code_at(code, type);
        i = next_name(code, name + 1);
    } while (rmx_code_is(code, i, ","));
    return i;
}

// Statements of functions that begin with a type; structs are none.
static int find_names(const struct rmx_code *code, const struct rmx_token **wanted)
{
    int found = 0;
    for (int i = 0; i < code->count; i++) {
        if (!rmx_code_is(code, i, "{") || rmx_code_is(code, i - 1, "=") ||
            !rmx_code_is(code, i - 1, ")")) // of a function
            continue;
        int last = rmx_code_close(code, i);
        for (i++; i < last; i++) {
            int before = rmx_code_is(code, i - 1, "highp") || rmx_code_is(code, i - 1, "mediump") ||
                                 rmx_code_is(code, i - 1, "lowp")
                             ? i - 2
                             : i - 1;
            bool begins = rmx_code_is(code, before, ";") || rmx_code_is(code, before, "{") ||
                          rmx_code_is(code, before, "}") ||
                          rmx_code_is(code, before, ":"); // of a case
            if (rmx_code_is(code, i, "(") && code->match[i] > i)
                i = code->match[i];
            else if (rmx_code_is(code, i, "struct"))
                i = next_name(code, i);
            else if (begins && is_plain_type(code, i)) {
                i = note_names(code, i, wanted);
                found++;
            }
        }
    }
    return found;
}

static void push(struct rmx_arena *arena, struct rmx_tokens *tokens, enum rmx_token_kind kind,
                 const char *text, int length, const struct rmx_token *beside)
{
    *RMX_PUSH(arena, &tokens->items, &tokens->count) =
        (struct rmx_token){.kind = kind,
                           .in_directive = beside->in_directive,
                           .line = beside->line,
                           .at = beside->at,
                           .text = text,
                           .length = length};
}

void rmx_open_locals(struct rmx_arena *arena, struct rmx_tokens *tokens)
{
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_code code = rmx_code_make(scratch, tokens);
    const struct rmx_token **wanted = RMX_NEW(scratch, const struct rmx_token *, tokens->count);
    struct rmx_tokens out = {0};
    if (!code.too_deep && code.is_balanced && find_names(&code, wanted)) {
        for (int i = 0; i < tokens->count; i++) {
            const struct rmx_token *type = wanted[i], *name = &tokens->items[i];
            *RMX_PUSH(arena, &out.items, &out.count) = *name;
            if (!type)
                continue;
            push(arena, &out, RMX_TOKEN_PUNCTUATION, "=", 1, name);
            push(arena, &out, RMX_TOKEN_NAME, type->text, type->length, name);
            push(arena, &out, RMX_TOKEN_PUNCTUATION, "(", 1, name);
            push(arena, &out, RMX_TOKEN_NUMBER, "0", 1, name);
            push(arena, &out, RMX_TOKEN_PUNCTUATION, ")", 1, name);
        }
        *tokens = out;
    }
    rmx_arena_destroy(scratch);
}
