// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/growth.h"

#include "glsl/calls.h"

#include <string.h>

enum { MOST_PARAMETERS = 64, WORDS_OF_ANSWER = 40 };

// A function or macro. `next` chains nodes of one name.
struct node {
    const struct rmx_token *name;
    const struct rmx_code *code;
    const struct rmx_macro *macro; // NULL: a function
    int first, last;               // items, both included
    int repeats, next;             // repeats: how often it says what it is given
    bool open, done;
    long long words;
};

struct growth {
    struct rmx_arena *arena;
    struct rmx_names names;
    struct node *nodes;
    int count;
    const struct rmx_token *longest; // the first that is too long
    const struct rmx_token *deepest; // the first that too many call, one by the other
};

static int find(const struct growth *growth, const struct rmx_token *name)
{
    return rmx_names_get(&growth->names, name->text, (size_t)name->length);
}

static void add(struct growth *growth, struct node node)
{
    node.next = find(growth, node.name);
    rmx_names_put(&growth->names, node.name->text, (size_t)node.name->length, growth->count);
    *RMX_PUSH(growth->arena, &growth->nodes, &growth->count) = node;
}

static void measure(struct growth *growth, struct node *node, int depth);

// What may stand where the name stands: the longest of its meanings, and their repeats.
static struct node meaning(struct growth *growth, int n, int depth)
{
    struct node most = {.repeats = 1};
    for (int tried = 0; n >= 0 && tried < RMX_MOST_OVERLOADS; tried++) {
        struct node *node = &growth->nodes[n];
        measure(growth, node, depth + 1);
        most.words = node->words > most.words ? node->words : most.words;
        most.repeats = node->repeats > most.repeats ? node->repeats : most.repeats;
        n = node->next;
    }
    return most;
}

// Adds to `said`, by parameter, where item `i` is one.
static void count_parameter(const struct node *node, int i, int times, long long *said)
{
    const struct rmx_token *token = rmx_code_at(node->code, i);
    for (int p = 0; said && p < node->macro->parameters; p++) {
        const struct rmx_token *name = rmx_code_at(node->code, p);
        if (name->kind == RMX_TOKEN_NAME && name->length == token->length &&
            memcmp(name->text, token->text, (size_t)name->length) == 0)
            said[p] += times;
    }
}

static int most_said(const struct node *node, const long long *said)
{
    long long most = 1;
    for (int p = 0; said && p < node->macro->parameters; p++)
        most = said[p] > most ? said[p] : most;
    return most < RMX_MOST_REPEATS ? (int)most : RMX_MOST_REPEATS;
}

// What a driver makes more of than of other words: it unrolls loops, and compares each branch of a
// switch with each; functions that glsl/open.h answers have branches.
static int words_of(const struct rmx_code *code, int i)
{
    static const struct {
        const char *word;
        int words;
    } heavy[] = {{"for", 240}, {"while", 240}, {"case", 160}, {"inverse", 300}};
    const struct rmx_token *token = rmx_code_at(code, i);
    for (size_t k = 0; k < sizeof(heavy) / sizeof(*heavy); k++)
        if (rmx_code_is(code, i, heavy[k].word))
            return heavy[k].words;
    bool is_answered =
        token->kind == RMX_TOKEN_NAME && token->length > 4 && !memcmp(token->text, "rmx_", 4);
    return is_answered ? WORDS_OF_ANSWER : 1;
}

static void measure(struct growth *growth, struct node *node, int depth)
{
    if (node->done || node->open)
        return;
    if (depth > RMX_DEEPEST_CALL) {
        growth->deepest = growth->deepest ? growth->deepest : node->name;
        return;
    }
    node->open = true;
    struct rmx_repeats repeats = {0};
    const struct rmx_code *code = node->code;
    long long words = 0;
    long long *said = node->macro && node->macro->parameters < MOST_PARAMETERS
                          ? RMX_NEW(growth->arena, long long, node->macro->parameters)
                          : NULL;
    for (int i = node->first; i <= node->last && i < code->count && words <= RMX_MOST_WORDS; i++) {
        int times = rmx_repeats_at(&repeats, i);
        words += times * words_of(code, i);
        count_parameter(node, i, times, said);
        int callee = rmx_code_is_name(code, i) && !rmx_code_is(code, i - 1, ".")
                         ? find(growth, rmx_code_at(code, i))
                         : -1;
        if (callee < 0)
            continue;
        struct node called = meaning(growth, callee, depth);
        words += times * called.words;
        if (rmx_code_is(code, i + 1, "("))
            rmx_repeats_enter(&repeats, rmx_code_close(code, i + 1), called.repeats);
    }
    node->words = words > RMX_MOST_WORDS ? RMX_MOST_WORDS + 1 : words;
    if (node->words > RMX_MOST_WORDS && !growth->longest)
        growth->longest = node->name;
    node->repeats = said ? most_said(node, said) : node->repeats;
    node->open = false;
    node->done = true;
}

static void add_macros(struct growth *growth, const struct rmx_macros *macros)
{
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_macro *macro = &macros->items[i];
        add(growth, (struct node){.name = macro->name,
                                  .code = &macro->body,
                                  .macro = macro,
                                  .first = macro->parameters,
                                  .last = macro->body.count - 1,
                                  .repeats = macro->repeats});
    }
}

static struct node of_function(const struct rmx_code *code, const struct rmx_function *function)
{
    return (struct node){.name = function->name,
                         .code = code,
                         .first = function->first,
                         .last = function->last,
                         .repeats = 1};
}

// What a preprocessor makes of the text: all of it, whether it is called or not.
static const struct rmx_token *check_text(struct rmx_arena *scratch, const struct rmx_code *code,
                                          const struct rmx_macros *macros,
                                          const struct rmx_declarations *declarations)
{
    struct growth growth = {.arena = scratch, .names = {.arena = scratch}};
    long long words = 0;
    add_macros(&growth, macros);
    for (int i = 0; i < growth.count; i++)
        measure(&growth, &growth.nodes[i], 0);
    if (growth.longest || !code->count)
        return growth.longest;
    struct node all = {.name = rmx_code_at(code, 0), .code = code, .last = code->count - 1};
    measure(&growth, &all, 0);
    for (int i = 0; i < declarations->function_count && growth.longest; i++) {
        struct node function = of_function(code, &declarations->functions[i]);
        measure(&growth, &function, 0);
        words += function.words;
        if (words > RMX_MOST_WORDS)
            return function.name;
    }
    return growth.longest;
}

static bool has_main(const struct rmx_declarations *declarations)
{
    for (int i = 0; i < declarations->function_count; i++)
        if (rmx_token_is(declarations->functions[i].name, "main"))
            return true;
    return false;
}

// Initialisers of globals are a part of `main`.
static void measure_inits(struct growth *growth, const struct rmx_code *code,
                          const struct rmx_declarations *declarations)
{
    int at = 0;
    for (int i = 0; i < declarations->init_count; i++) {
        const struct rmx_global_init *init = &declarations->inits[i];
        while (at < code->count && code->index[at] < init->first_token)
            at++;
        int first = at;
        while (at < code->count && code->index[at] <= init->last_token)
            at++;
        struct node node = {.code = code, .first = first, .last = at - 1};
        if (first < at) {
            node.name = rmx_code_at(code, first);
            measure(growth, &node, 0);
        }
    }
}

// What a driver makes of `main`. A file without one is called by all its functions.
static const struct rmx_token *check_calls(struct rmx_arena *scratch, const struct rmx_code *code,
                                           const struct rmx_macros *macros,
                                           const struct rmx_declarations *declarations,
                                           bool *too_deep)
{
    struct growth growth = {.arena = scratch, .names = {.arena = scratch}};
    bool all = !has_main(declarations);
    for (int i = 0; i < declarations->function_count; i++)
        add(&growth, of_function(code, &declarations->functions[i]));
    add_macros(&growth, macros);
    for (int i = 0; i < declarations->function_count; i++)
        if (all || rmx_token_is(growth.nodes[i].name, "main"))
            measure(&growth, &growth.nodes[i], 0);
    measure_inits(&growth, code, declarations);
    *too_deep = growth.deepest && !growth.longest;
    return *too_deep ? growth.deepest : growth.longest;
}

const struct rmx_token *rmx_growth_check(struct rmx_arena *scratch, const struct rmx_code *code,
                                         const struct rmx_macros *macros,
                                         const struct rmx_declarations *declarations,
                                         bool *too_deep)
{
    const struct rmx_token *longest = check_text(scratch, code, macros, declarations);
    *too_deep = false;
    return longest ? longest : check_calls(scratch, code, macros, declarations, too_deep);
}
