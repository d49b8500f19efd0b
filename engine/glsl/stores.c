// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/stores.h"

#include "base/names.h"
#include "glsl/words.h"

#include <string.h>

enum { DEEPEST_MACRO = 256, LONGEST_WORD = 32 };

// What a macro says, by itself or by others that stand in it.
enum {
    SAYS_UNIFORM = 1,
    SAYS_BRACE = 2,
    SAYS_PASTE = 4,
    SAYS_ANYTHING = 7,
    KNOWN = 8,
    OPEN = 16,
};

struct finder {
    struct rmx_arena *arena;
    const struct rmx_code *code;
    const struct rmx_macros *macros;
    struct rmx_names by_name; // the last macro of a name
    int *before;              // of each macro, the one of the same name before it; -1: none
    int *says;                // of the last macro of a name: what all of them say
    struct rmx_names parts;   // what ## can join
    int *heard, heard_count;  // macros that parts name
};

static struct rmx_limit refuse(const struct rmx_token *at, const char *message)
{
    return (struct rmx_limit){at, message, RMX_STORES_HINT, "isf-stores"};
}

static struct rmx_limit find_words(const struct finder *f, const struct rmx_code *code, int first)
{
    for (int i = first; i < code->count; i++) {
        const struct rmx_token *token = rmx_code_at(code, i);
        if (rmx_word_is_storage(token))
            return refuse(token, rmx_arena_printf(f->arena, "'%.*s' stores beside the picture",
                                                  token->length, token->text));
    }
    return (struct rmx_limit){0};
}

// What may stand for a part of a word, and what a macro of that name says.
static void add_part(struct finder *f, const struct rmx_token *token)
{
    bool is_word = token->kind == RMX_TOKEN_NAME || token->kind == RMX_TOKEN_NUMBER;
    if (!is_word || token->length >= LONGEST_WORD ||
        rmx_names_get(&f->parts, token->text, (size_t)token->length) >= 0)
        return;
    rmx_names_put(&f->parts, token->text, (size_t)token->length, 0);
    for (int m = rmx_names_get(&f->by_name, token->text, (size_t)token->length); m >= 0;
         m = f->before[m])
        f->heard[f->heard_count++] = m;
}

static void add_parts(struct finder *f, const struct rmx_code *code, int first, int last)
{
    for (int i = first; i <= last && i < code->count; i++)
        add_part(f, rmx_code_at(code, i));
}

// Whether two or more parts of the file make the word.
static bool can_be_glued(const struct rmx_names *parts, const char *word, size_t length)
{
    bool ends[LONGEST_WORD + 1] = {true};
    for (size_t to = 1; to <= length; to++)
        for (size_t from = 0; from < to && !ends[to]; from++)
            ends[to] = ends[from] && to - from < length &&
                       rmx_names_get(parts, word + from, to - from) >= 0;
    return ends[length];
}

static const char *find_glued(const struct rmx_names *parts, const char *words, int *length)
{
    for (const char *at = words + 1; *at; at += *length + 1) {
        *length = (int)strcspn(at, " ");
        if (can_be_glued(parts, at, (size_t)*length))
            return at;
    }
    return NULL;
}

static int says_of_name(struct finder *f, const struct rmx_token *token, int depth);

static int says_of_body(struct finder *f, const struct rmx_macro *macro, int depth)
{
    int says = 0;
    for (int i = macro->parameters; i < macro->body.count; i++) {
        const struct rmx_token *token = rmx_code_at(&macro->body, i);
        bool is_itself = token->length == macro->name->length &&
                         memcmp(token->text, macro->name->text, (size_t)token->length) == 0;
        says |= rmx_token_is(token, "{") ? SAYS_BRACE : rmx_token_is(token, "##") ? SAYS_PASTE : 0;
        says |= is_itself ? 0 : says_of_name(f, token, depth + 1);
    }
    return says;
}

// Macros that say each other in a circle, or go deep, may say anything.
static int says_of_name(struct finder *f, const struct rmx_token *token, int depth)
{
    int last = rmx_names_get(&f->by_name, token->text, (size_t)token->length);
    int says = rmx_token_is(token, "uniform") ? SAYS_UNIFORM : 0;
    if (token->kind != RMX_TOKEN_NAME || last < 0)
        return says;
    if (depth > DEEPEST_MACRO || f->says[last] & OPEN)
        return SAYS_ANYTHING;
    if (f->says[last] & KNOWN)
        return f->says[last] & SAYS_ANYTHING;
    f->says[last] = OPEN;
    for (int i = last; i >= 0; i = f->before[i])
        says |= says_of_body(f, &f->macros->items[i], depth);
    f->says[last] = says | KNOWN;
    return says;
}

static void list_macros(struct finder *f)
{
    f->before = RMX_NEW(f->arena, int, f->macros->count + 1);
    f->says = RMX_NEW(f->arena, int, f->macros->count + 1);
    f->heard = RMX_NEW(f->arena, int, f->macros->count + 1);
    for (int i = 0; i < f->macros->count; i++) {
        const struct rmx_token *name = f->macros->items[i].name;
        f->says[i] = 0;
        f->before[i] = rmx_names_get(&f->by_name, name->text, (size_t)name->length);
        rmx_names_put(&f->by_name, name->text, (size_t)name->length, i);
    }
}

static bool takes_arguments(const struct finder *f, const struct rmx_token *name)
{
    for (int i = rmx_names_get(&f->by_name, name->text, (size_t)name->length); i >= 0;
         i = f->before[i])
        if (f->macros->items[i].arity >= 0)
            return true;
    return false;
}

// The first ## of the macros; NULL: there is none.
static const struct rmx_token *find_paste(const struct rmx_macros *macros)
{
    for (int i = 0; i < macros->count; i++)
        for (int k = macros->items[i].parameters; k < macros->items[i].body.count; k++)
            if (rmx_code_is(&macros->items[i].body, k, "##"))
                return rmx_code_at(&macros->items[i].body, k);
    return NULL;
}

// What stands beside ##, and in the arguments of macros that have it. False where such a macro is
// named without its arguments, so that they may stand anywhere.
static bool add_operands(struct finder *f, const struct rmx_code *code, int first)
{
    for (int i = first; i < code->count; i++) {
        if (rmx_code_is(code, i, "##"))
            add_parts(f, code, i > first ? i - 1 : i, i + 1);
        if (!(says_of_name(f, rmx_code_at(code, i), 0) & SAYS_PASTE))
            continue;
        bool is_called = rmx_code_is(code, i + 1, "(") && code->match[i + 1] > i;
        if (is_called)
            add_parts(f, code, i + 2, code->match[i + 1] - 1);
        else if (takes_arguments(f, rmx_code_at(code, i)))
            return false;
    }
    return true;
}

static void find_parts(struct finder *f)
{
    const struct rmx_macros *macros = f->macros;
    bool is_clear = f->code->is_balanced && add_operands(f, f->code, 0);
    for (int i = 0; i < macros->count; i++)
        is_clear = is_clear && macros->items[i].body.is_balanced &&
                   add_operands(f, &macros->items[i].body, macros->items[i].parameters);
    if (!is_clear)
        add_parts(f, f->code, 0, f->code->count);
    for (int i = 0; i < macros->count && !is_clear; i++)
        add_parts(f, &macros->items[i].body, 0, macros->items[i].body.count);
    for (int i = 0; i < f->heard_count; i++)
        add_parts(f, &macros->items[f->heard[i]].body, macros->items[f->heard[i]].parameters,
                  macros->items[f->heard[i]].body.count);
}

static struct rmx_limit check_paste(struct finder *f)
{
    static const char others[] = " buffer shared uniform ";
    const struct rmx_token *paste = find_paste(f->macros);
    int length;
    if (!paste)
        return (struct rmx_limit){0};
    find_parts(f);
    const char *word = find_glued(&f->parts, others, &length);
    if (!word)
        word = find_glued(&f->parts, rmx_storage_types, &length);
    if (!word)
        return (struct rmx_limit){0};
    return refuse(paste, rmx_arena_printf(f->arena, "'##' can make '%.*s' of this file's words",
                                          length, word));
}

// Whether a brace opens in the declaration that begins at `*i`, before its end or its value, to
// which
// `*i` goes on.
static bool opens_block(struct finder *f, int *i)
{
    const struct rmx_code *code = f->code;
    for (int depth = 0; *i < code->count; ++*i) {
        depth += rmx_code_is(code, *i, "(");
        depth -= rmx_code_is(code, *i, ")");
        if (depth <= 0 && (rmx_code_is(code, *i, ";") || rmx_code_is(code, *i, "=")))
            return false;
        if (rmx_code_is(code, *i, "{") || says_of_name(f, rmx_code_at(code, *i), 0) & SAYS_BRACE)
            return true;
    }
    return false;
}

static bool has_uniform(const struct rmx_code *code, int first)
{
    for (int i = first; i < code->count; i++)
        if (rmx_code_is(code, i, "uniform"))
            return true;
    return false;
}

static struct rmx_limit find_blocks(struct finder *f)
{
    bool has = has_uniform(f->code, 0);
    for (int i = 0; i < f->macros->count; i++)
        has = has || has_uniform(&f->macros->items[i].body, f->macros->items[i].parameters);
    if (!has)
        return (struct rmx_limit){0};
    for (int i = 0; i < f->code->count; i++) {
        const struct rmx_token *token = rmx_code_at(f->code, i);
        if (says_of_name(f, token, 0) & SAYS_UNIFORM && opens_block(f, &i))
            return (struct rmx_limit){token, "nobody fills a block of uniforms",
                                      "what comes from outside is an entry of INPUTS",
                                      "isf-stores"};
    }
    return (struct rmx_limit){0};
}

struct rmx_limit rmx_stores_check(struct rmx_arena *scratch, const struct rmx_code *code,
                                  const struct rmx_macros *macros)
{
    struct finder f = {scratch, code, macros, .by_name = {.arena = scratch},
                       .parts = {.arena = scratch}};
    struct rmx_limit limit = find_words(&f, code, 0);
    for (int i = 0; i < macros->count && !limit.at; i++)
        limit = find_words(&f, &macros->items[i].body, macros->items[i].parameters);
    list_macros(&f);
    if (!limit.at)
        limit = check_paste(&f);
    return limit.at ? limit : find_blocks(&f);
}
