// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/operations.h"

#include "glsl/branches.h"
#include "glsl/calls.h"
#include "glsl/loop_rounds.h"
#include "glsl/words.h"

#include <math.h>
#include <string.h>

enum { DEEPEST_CALL = 200, MOST_TRIED_ROUNDS = 65536 };
enum place { PLACE_BLOCK, PLACE_FLAT };

// What is known of a node of the call graph.
struct counted {
    bool open, done; // being counted; counted
    struct rmx_operations sum;
};

struct counter {
    struct rmx_names numbers; // name to its place
    struct rmx_loop_constants constants;
    struct rmx_calls calls;
    struct counted *counted; // by node
};

static void add(struct rmx_operations *sum, const struct rmx_operations *more, double times)
{
    sum->operations += more->operations * times;
    sum->texture_reads += more->texture_reads * times;
    sum->block_reads += more->block_reads * times;
    sum->flat_reads += more->flat_reads * times;
    sum->is_least |= more->is_least;
}

// `uniform NAME { TYPE a; TYPE b[2]; };`
static void find_members(struct counter *counter, const struct rmx_code *code, int open)
{
    for (int i = open + 1; i < code->match[open]; i++) {
        const struct rmx_token *name = rmx_code_at(code, i);
        bool ends = rmx_code_is(code, i + 1, ";") || rmx_code_is(code, i + 1, "[");
        if (rmx_code_is_name(code, i) && ends && code->match[open] > i + 1)
            rmx_names_put(&counter->numbers, name->text, (size_t)name->length, PLACE_BLOCK);
    }
}

static void find_numbers(struct counter *counter, const struct rmx_code *code)
{
    for (int i = 0; i < code->count; i++) {
        if (rmx_code_is(code, i, "uniform") && rmx_code_is(code, i + 2, "{") &&
            code->match[i + 2] > 0)
            find_members(counter, code, i + 2);
        const struct rmx_token *name = i + 3 < code->count ? rmx_code_at(code, i + 3) : NULL;
        if (name && rmx_code_is(code, i, "flat") && rmx_code_is(code, i + 1, "in"))
            rmx_names_put(&counter->numbers, name->text, (size_t)name->length, PLACE_FLAT);
    }
}

static bool ends_operand(const struct rmx_code *code, int i)
{
    return i >= 0 && (rmx_code_is(code, i, ")") || rmx_code_is(code, i, "]") ||
                      rmx_code_at(code, i)->kind == RMX_TOKEN_NUMBER ||
                      (rmx_code_is_name(code, i) && !rmx_code_is(code, i, "return")));
}

static bool is_operation(const struct rmx_code *code, int i)
{
    static const char *const others[] = {"(", ")", "[", "]", "{", "}", ",", ";", ".", ":", "="};
    for (size_t k = 0; k < sizeof(others) / sizeof(*others); k++)
        if (rmx_code_is(code, i, others[k]))
            return false;
    bool is_sign = (rmx_code_is(code, i, "-") || rmx_code_is(code, i, "+")) &&
                   !ends_operand(code, i - 1) && i + 1 < code->count &&
                   rmx_code_at(code, i + 1)->kind == RMX_TOKEN_NUMBER;
    return rmx_code_at(code, i)->kind == RMX_TOKEN_PUNCTUATION && !is_sign;
}

static void add_number(const struct counter *counter, const struct rmx_token *name, double times,
                       struct rmx_operations *sum)
{
    int place = rmx_names_get(&counter->numbers, name->text, (size_t)name->length);
    if (place >= 0)
        *(place == PLACE_BLOCK ? &sum->block_reads : &sum->flat_reads) += times;
}

// texture, textureLod, texelFetch ...; textureSize reads nothing.
static bool reads_texture(const struct rmx_token *name)
{
    bool is_query = name->length > 8 && (memcmp(name->text, "textureS", 8) == 0 ||
                                         memcmp(name->text, "textureQ", 8) == 0);
    return name->length > 5 && !is_query &&
           (memcmp(name->text, "textur", 6) == 0 || memcmp(name->text, "texelF", 6) == 0);
}

static void add_built_in(const struct rmx_token *name, double times, struct rmx_operations *sum)
{
    *(reads_texture(name) ? &sum->texture_reads : &sum->operations) += times;
}

static void enter_loop(const struct counter *counter, const struct rmx_code *code, int i,
                       struct rmx_repeats *repeats, bool *is_least)
{
    struct rmx_loop_head head;
    if (rmx_code_is(code, i, "do")) {
        *is_least = true;
        return;
    }
    double rounds = rmx_loop_head_read(code, i, &head)
                        ? rmx_loop_most_rounds(&counter->constants, code, &head, MOST_TRIED_ROUNDS)
                        : (double)INFINITY;
    *is_least |= !(rounds < RMX_MOST_REPEATS);
    if (rounds < RMX_MOST_REPEATS)
        rmx_repeats_enter(repeats, rmx_code_statement_end(code, head.close + 1), (int)rounds);
}

static const struct rmx_operations *count_node(struct counter *counter, int index, int depth);

// The dearest of what a name can mean that is called with so many arguments; -1: it is not called.
static struct rmx_operations dearest(struct counter *counter, int first, int arity, int depth)
{
    struct rmx_operations most = {0};
    const struct rmx_call_node *nodes = counter->calls.nodes;
    bool exact = rmx_calls_has_arity(&counter->calls, first, arity);
    for (int n = first, tried = 0; n >= 0 && tried < RMX_MOST_OVERLOADS;
         n = nodes[n].next, tried++) {
        bool can_mean = exact ? nodes[n].arity == arity : arity >= 0;
        if (counter->counted[n].open || !can_mean)
            continue;
        const struct rmx_operations *sum = count_node(counter, n, depth + 1);
        bool is_least = most.is_least || sum->is_least;
        if (sum->operations + sum->texture_reads >= most.operations + most.texture_reads)
            most = *sum;
        most.is_least = is_least;
    }
    return most;
}

static void add_name(struct counter *counter, const struct rmx_code *code, int i, double times,
                     struct rmx_operations *sum, int depth)
{
    const struct rmx_token *name = rmx_code_at(code, i);
    bool is_call = rmx_code_is(code, i + 1, "(");
    int node = rmx_calls_find(&counter->calls, name);
    if (node >= 0) {
        int arity = is_call ? rmx_code_arity(code, i + 1) : -1;
        struct rmx_operations called = dearest(counter, node, arity, depth);
        add(sum, &called, times);
    } else if (is_call && rmx_word_is_builtin_function(name)) {
        add_built_in(name, times, sum);
    } else {
        add_number(counter, name, times, sum);
    }
}

static void count_range(struct counter *counter, const struct rmx_call_node *range,
                        struct rmx_operations *sum, int depth)
{
    const struct rmx_code *code = range->code;
    struct rmx_repeats repeats = {0};
    for (int i = range->first; i <= range->last && i < code->count; i++) {
        double times = rmx_repeats_at(&repeats, i);
        if (!rmx_code_is_name(code, i)) {
            sum->operations += is_operation(code, i) ? times : 0.0;
            continue;
        }
        if (rmx_code_is(code, i - 1, "."))
            continue;
        if (rmx_code_is(code, i, "for") || rmx_code_is(code, i, "while") ||
            rmx_code_is(code, i, "do")) {
            enter_loop(counter, code, i, &repeats, &sum->is_least);
            continue;
        }
        add_name(counter, code, i, times, sum, depth);
        int node = rmx_calls_find(&counter->calls, rmx_code_at(code, i));
        if (node >= 0 && rmx_code_is(code, i + 1, "("))
            rmx_repeats_enter(&repeats, rmx_code_close(code, i + 1),
                              rmx_calls_repeats(&counter->calls, node));
    }
}

static const struct rmx_operations *count_node(struct counter *counter, int index, int depth)
{
    struct counted *counted = &counter->counted[index];
    if (counted->done || counted->open)
        return &counted->sum;
    counted->sum.is_least = depth > DEEPEST_CALL;
    if (depth > DEEPEST_CALL)
        return &counted->sum;
    counted->open = true;
    count_range(counter, &counter->calls.nodes[index], &counted->sum, depth);
    counted->open = false;
    counted->done = true;
    return &counted->sum;
}

static void count_all(struct counter *counter, const struct rmx_declarations *declarations,
                      struct rmx_operations *sum)
{
    int root = rmx_names_get(&counter->calls.names, "main", 4);
    *sum = dearest(counter, root, 0, 0);
    for (int i = 0; i < counter->calls.init_count; i++) // run as a part of main
        if (!declarations->inits[i].is_const)
            count_range(counter, &counter->calls.nodes[counter->calls.inits[i]], sum, 0);
}

bool rmx_operations_count(struct rmx_arena *scratch, const char *text, size_t length,
                          struct rmx_operations *operations)
{
    struct rmx_tokens tokens = rmx_lex(scratch, text, length);
    rmx_branches_sieve(scratch, &tokens);
    struct rmx_code code = rmx_code_make(scratch, &tokens);
    *operations = (struct rmx_operations){0};
    if (code.too_deep || !code.is_balanced)
        return false;
    struct rmx_macros macros = rmx_macros_find(scratch, &tokens);
    struct rmx_declarations declarations = rmx_declarations_find(scratch, &code, &macros, NULL);
    struct counter counter = {.numbers = {.arena = scratch},
                              .constants =
                                  rmx_loop_constants_find(scratch, &code, &macros, &declarations),
                              .calls = {.arena = scratch, .names = {.arena = scratch}}};
    find_numbers(&counter, &code);
    rmx_calls_add(&counter.calls, &code, &macros, &declarations);
    counter.counted = RMX_NEW(scratch, struct counted, counter.calls.count);
    if (rmx_names_get(&counter.calls.names, "main", 4) < 0)
        return false;
    count_all(&counter, &declarations, operations);
    return true;
}
