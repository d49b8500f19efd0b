// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/code.h"
#include "glsl/open.h"
#include "glsl/open_zero.h"
#include "glsl/words.h"

#include <string.h>

struct finder {
    struct rmx_arena *arena; // of what is put in
    const struct rmx_code *code;
    struct rmx_zeros zeros;
    const char **behind; // by token: what is put behind it; NULL: nothing
    int found;
};

// The item of the next comma or semicolon of a declaration.
static int next_name(const struct rmx_code *code, int i)
{
    while (i < code->count && !rmx_code_is(code, i, ",") && !rmx_code_is(code, i, ";"))
        i = code->match[i] > i ? code->match[i] + 1 : i + 1;
    return i;
}

static void put_behind(struct finder *f, int item, const char *text)
{
    const char **behind = &f->behind[f->code->index[item]];
    *behind = rmx_arena_printf(f->arena, "%s%s", *behind ? *behind : "", text);
    f->found++;
}

// `for (...; i < SIZE; ...) { a[i] = ...` right behind the semicolon fills the array at once, if
// nothing in the loop leaves it.
static bool is_filled_next(const struct rmx_code *code, int semicolon, int name,
                           const struct rmx_zero_size *size)
{
    int open = semicolon + 2, counter = open + 2; // for (int COUNTER = 0; COUNTER < SIZE; ...
    static const char *const head[] = {"int", NULL, "=", "0", ";", NULL, "<"};
    if (!rmx_code_is(code, semicolon + 1, "for") || !rmx_code_is(code, open, "("))
        return false;
    for (int k = 0; k < 7; k++)
        if (head[k] ? !rmx_code_is(code, open + 1 + k, head[k])
                    : !rmx_code_same(code, open + 1 + k, counter))
            return false;
    int at = open + 8, first = rmx_code_close(code, open) + 1;
    for (int k = size->first; k <= size->last; k++)
        if (!rmx_code_same(code, at++, k))
            return false;
    bool counts = rmx_code_is(code, at, ";") && first == at + 4 &&
                  (rmx_code_is(code, at + 1, "++") || rmx_code_is(code, at + 2, "++"));
    for (int k = first, last = rmx_code_statement_end(code, first); k <= last; k++)
        if (rmx_code_is(code, k, "break") || rmx_code_is(code, k, "return"))
            return false;
    first += rmx_code_is(code, first, "{");
    return counts && rmx_code_same(code, first, name) && rmx_code_is(code, first + 1, "[") &&
           rmx_code_same(code, first + 2, counter) && rmx_code_is(code, first + 3, "]") &&
           rmx_code_is(code, first + 4, "=");
}

// What cannot be told in one value is filled behind the declaration; a loop's head has no place.
static void fill(struct finder *f, const struct rmx_zero_type *type, int name, bool in_head)
{
    const struct rmx_token *token = rmx_code_at(f->code, name);
    int semicolon = next_name(f->code, name);
    while (rmx_code_is(f->code, semicolon, ","))
        semicolon = next_name(f->code, semicolon + 1);
    bool is_filled =
        type->dimensions == 1 && is_filled_next(f->code, semicolon, name, &type->sizes[0]);
    if (in_head || is_filled || !rmx_code_is(f->code, semicolon, ";"))
        return;
    struct rmx_text text = {0};
    rmx_zeros_fill(&f->zeros, type, rmx_arena_copy_n(f->arena, token->text, (size_t)token->length),
                   &text);
    put_behind(f, semicolon, rmx_text_string(&text));
    rmx_text_finish(&text);
}

static void note_name(struct finder *f, const struct rmx_zero_type *type, int name, int last,
                      bool in_head)
{
    struct rmx_text text = {0};
    if (rmx_zeros_value(&f->zeros, type, &text))
        put_behind(f, last, rmx_arena_printf(f->arena, "=%s", rmx_text_string(&text)));
    else
        fill(f, type, name, in_head);
    rmx_text_finish(&text);
}

// The names of a declaration whose type stands at item `type`. Returns its last item, which is the
// type's where it is none.
static int note_names(struct finder *f, int type, bool in_head)
{
    const struct rmx_code *code = f->code;
    struct rmx_zero_type base = {.type = type};
    int behind = rmx_code_is(code, type, "{") ? code->match[type] + 1 : type + 1;
    int i = rmx_zeros_sizes(&f->zeros, behind, &base);
    if (i < 0 || !rmx_code_is_name(code, i))
        return behind - 1;
    for (;; i++) {
        struct rmx_zero_type of = base;
        int name = i;
        if (!rmx_code_is_name(code, name))
            return name - 1;
        i = rmx_zeros_sizes(&f->zeros, name + 1, &of);
        if (rmx_code_is(code, i, ",") || rmx_code_is(code, i, ";"))
            note_name(f, &of, name, i - 1, in_head);
        i = next_name(code, name + 1);
        if (!rmx_code_is(code, i, ","))
            return i;
    }
}

// The item of a declaration's type, where one begins at `i`; -1: none does.
static int type_at(const struct finder *f, int i)
{
    const struct rmx_code *code = f->code;
    while (rmx_code_is(code, i, "highp") || rmx_code_is(code, i, "mediump") ||
           rmx_code_is(code, i, "lowp"))
        i++;
    if (rmx_code_is(code, i, "struct"))
        i += rmx_code_is(code, i + 1, "{") ? 1 : 2; // by its brace
    bool is_type = i < code->count && rmx_zeros_has(&f->zeros, i);
    return is_type && !rmx_code_is(code, i + 1, "(") ? i : -1;
}

static void find_in_function(struct finder *f, int first, int last)
{
    const struct rmx_code *code = f->code;
    for (int i = first; i < last; i++) {
        bool is_head = rmx_code_is(code, i, "(") && rmx_code_is(code, i - 1, "for");
        bool begins = rmx_code_is(code, i - 1, ";") || rmx_code_is(code, i - 1, "{") ||
                      rmx_code_is(code, i - 1, "}") || rmx_code_is(code, i - 1, ":"); // of a case
        int type = is_head ? type_at(f, i + 1) : begins ? type_at(f, i) : -1;
        int end = type < 0 ? i : note_names(f, type, is_head);
        i = rmx_code_is(code, i, "(") && code->match[i] > i ? code->match[i] : end;
    }
}

static void find_names(struct finder *f)
{
    const struct rmx_code *code = f->code;
    for (int i = 0; i < code->count; i++) {
        if (!rmx_code_is(code, i, "{") || !rmx_code_is(code, i - 1, ")")) // of a function
            continue;
        int last = rmx_code_close(code, i);
        find_in_function(f, i + 1, last);
        i = last;
    }
}

// The words of `text`, as if they stood beside a token.
static void push(struct rmx_arena *arena, struct rmx_tokens *tokens, const char *text,
                 const struct rmx_token *beside)
{
    const struct rmx_tokens words = rmx_lex(arena, text, strlen(text));
    for (int i = 0; i < words.count; i++) {
        struct rmx_token token = words.items[i];
        token.is_put = true;
        token.in_directive = beside->in_directive;
        token.is_plain = rmx_word_is_newer(&token); // the file's: no such word is ours
        token.line = beside->line;
        token.at = beside->at;
        *RMX_PUSH(arena, &tokens->items, &tokens->count) = token;
    }
}

void rmx_open_locals(struct rmx_arena *arena, struct rmx_tokens *tokens)
{
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_code code = rmx_code_make(scratch, tokens);
    struct rmx_tokens out = {0};
    if (!code.too_deep && code.is_balanced) {
        struct rmx_macros macros = rmx_macros_find(scratch, tokens);
        struct finder f = {.arena = arena,
                           .code = &code,
                           .zeros = rmx_zeros_make(scratch, &code, &macros),
                           .behind = RMX_NEW(scratch, const char *, tokens->count)};
        find_names(&f);
        for (int i = 0; f.found && i < tokens->count; i++) {
            *RMX_PUSH(arena, &out.items, &out.count) = tokens->items[i];
            if (f.behind[i])
                push(arena, &out, f.behind[i], &tokens->items[i]);
        }
        if (f.found)
            *tokens = out;
    }
    rmx_arena_destroy(scratch);
}
