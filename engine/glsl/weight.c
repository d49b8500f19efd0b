// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/weight.h"

#include "glsl/calls.h"
#include "glsl/declare.h"
#include "glsl/word_weights.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 1000, MOST_PARAMETERS = 128, SHARES = 4 };
enum { MOST_ROUNDS = 32, MOST_UNROLLED = 832 }; // as Mesa writes loops out: rounds, and words then
static const long long ENOUGH = 1LL << 40;

// A function or macro. `next` chains nodes of one name.
struct node {
    const struct rmx_token *name;
    const struct rmx_code *code;
    int first, last, next; // items, both included
    bool is_macro, open, done;
    long long words, operations;
    int parameters; // of a macro: items of its body that name them
    int repeats;    // how often it says what it is given
    int heaviest;   // of those that it calls; -1: it calls none
    double part;    // of its own operations that are of that one
};

struct weighing {
    struct rmx_word_weights words;
    struct rmx_names names;
    struct node *nodes;
    int count;
    struct rmx_arena *arena;
};

// A run of items as it is weighed.
struct span_weight {
    long long words, operations;
    struct share {
        int node;
        long long operations;
    } shares[SHARES]; // of those called that weigh most; no operations: none
};

static long long at_most(long long value)
{
    return value < ENOUGH ? value : ENOUGH;
}

static int find(const struct weighing *w, const struct rmx_token *name)
{
    return rmx_names_get(&w->names, name->text, (size_t)name->length);
}

static void add(struct weighing *w, struct node node)
{
    node.next = find(w, node.name);
    node.heaviest = -1;
    node.repeats = 1;
    rmx_names_put(&w->names, node.name->text, (size_t)node.name->length, w->count);
    *RMX_PUSH(w->arena, &w->nodes, &w->count) = node;
}

static void weigh_node(struct weighing *w, struct node *node, int depth);

// The heaviest of those of that name; -1: none.
static int meaning(struct weighing *w, const struct rmx_code *code, int i, int depth)
{
    int most = -1;
    bool is_called = rmx_code_is_name(code, i) && !rmx_code_is(code, i - 1, ".");
    int n = is_called ? find(w, rmx_code_at(code, i)) : -1;
    for (int tried = 0; n >= 0 && tried < RMX_MOST_OVERLOADS; tried++, n = w->nodes[n].next) {
        weigh_node(w, &w->nodes[n], depth + 1);
        if (most < 0 || w->nodes[n].operations > w->nodes[most].operations)
            most = n;
    }
    return most;
}

static void add_share(struct span_weight *sum, struct share share)
{
    struct share *least = &sum->shares[0];
    for (int i = 0; i < SHARES; i++) {
        struct share *known = &sum->shares[i];
        if (known->operations && known->node == share.node) {
            known->operations = at_most(known->operations + share.operations);
            return;
        }
        least = known->operations < least->operations ? known : least;
    }
    if (share.operations > least->operations)
        *least = share;
}

static void add_times(struct span_weight *sum, const struct span_weight *more, long long times)
{
    sum->words = at_most(sum->words + at_most(more->words) * times);
    sum->operations = at_most(sum->operations + at_most(more->operations) * times);
    for (int i = 0; i < SHARES; i++)
        if (more->shares[i].operations)
            add_share(sum, (struct share){more->shares[i].node,
                                          at_most(more->shares[i].operations) * times});
}

static struct span_weight weigh(struct weighing *w, const struct rmx_code *code, int first,
                                int last, int depth);

// A loop's head and body, written out as often as a driver might.
static int add_loop(struct weighing *w, const struct rmx_code *code, int i, int last, int depth,
                    struct span_weight *sum)
{
    int end = rmx_code_statement_end(code, i);
    end = end < last ? end : last;
    struct span_weight body = weigh(w, code, i + 1, end, depth + 1);
    long long times = MOST_UNROLLED / (body.words + 1);
    add_times(sum, &body, times < 1 ? 1 : times < MOST_ROUNDS ? times : MOST_ROUNDS);
    return end;
}

static struct span_weight weigh_item(const struct weighing *w, const struct rmx_code *code, int i,
                                     int called)
{
    if (called < 0)
        return (struct span_weight){.words = 1, .operations = rmx_word_weight(&w->words, code, i)};
    const struct node *node = &w->nodes[called];
    return (struct span_weight){
        node->words + 1, node->operations + 1, {{called, node->operations}}};
}

static struct span_weight weigh(struct weighing *w, const struct rmx_code *code, int first,
                                int last, int depth)
{
    struct span_weight sum = {0};
    struct rmx_repeats repeats = {0};
    for (int i = first; i <= last && i < code->count; i++) {
        int called = meaning(w, code, i, depth);
        if ((rmx_code_is(code, i, "for") || rmx_code_is(code, i, "while")) && i < last) {
            i = add_loop(w, code, i, last, depth, &sum);
            continue;
        }
        struct span_weight one = weigh_item(w, code, i, called);
        add_times(&sum, &one, rmx_repeats_at(&repeats, i));
        if (called >= 0 && w->nodes[called].repeats > 1 && rmx_code_is(code, i + 1, "("))
            rmx_repeats_enter(&repeats, rmx_code_close(code, i + 1), w->nodes[called].repeats);
    }
    return sum;
}

static bool names_parameter(const struct node *node, int i)
{
    for (int p = 0; p < node->parameters && p < MOST_PARAMETERS; p++)
        if (rmx_code_is_name(node->code, p) && rmx_code_same(node->code, p, i))
            return true;
    return node->parameters > MOST_PARAMETERS;
}

// Once those that it calls are weighed.
static int repeats_of(const struct weighing *w, const struct node *node)
{
    struct rmx_repeats repeats = {0};
    long long count = 0;
    for (int i = node->first; node->parameters && i <= node->last; i++) {
        int called = rmx_code_is_name(node->code, i) ? find(w, rmx_code_at(node->code, i)) : -1;
        int times = rmx_repeats_at(&repeats, i);
        if (names_parameter(node, i))
            count += times;
        if (called >= 0 && rmx_code_is(node->code, i + 1, "("))
            rmx_repeats_enter(&repeats, rmx_code_close(node->code, i + 1),
                              w->nodes[called].repeats);
    }
    return count < 1 ? 1 : count < RMX_MOST_REPEATS ? (int)count : RMX_MOST_REPEATS;
}

static void find_heaviest(struct node *node, const struct span_weight *sum)
{
    const struct share *most = &sum->shares[0];
    for (int i = 1; i < SHARES; i++)
        most = sum->shares[i].operations > most->operations ? &sum->shares[i] : most;
    if (most->operations <= 0)
        return;
    node->heaviest = most->node;
    node->part = (double)most->operations / (double)sum->operations;
}

static void weigh_node(struct weighing *w, struct node *node, int depth)
{
    if (node->done || node->open)
        return;
    node->open = true;
    struct span_weight sum = {.operations = ENOUGH};
    if (depth < DEEPEST)
        sum = weigh(w, node->code, node->first, node->last, depth);
    node->words = sum.words;
    node->operations = at_most(sum.operations);
    find_heaviest(node, &sum);
    node->repeats = repeats_of(w, node);
    node->open = false;
    node->done = true;
}

static void add_all(struct weighing *w, const struct rmx_code *code,
                    const struct rmx_macros *macros, const struct rmx_declarations *found)
{
    for (int i = 0; i < found->function_count; i++)
        add(w, (struct node){.name = found->functions[i].name,
                             .code = code,
                             .first = found->functions[i].first,
                             .last = found->functions[i].last});
    for (int i = 0; i < macros->count; i++)
        add(w, (struct node){.name = macros->items[i].name,
                             .code = &macros->items[i].body,
                             .first = macros->items[i].parameters,
                             .parameters = macros->items[i].parameters,
                             .last = macros->items[i].body.count - 1,
                             .is_macro = true});
}

// `#line LINE TEXT` says where the line behind it stands.
static void place(struct rmx_weight *weight, const char *glsl)
{
    static const char word[] = "#line ";
    int line = 1, text = 0;
    for (const char *at = glsl; at && at <= weight->name; line++) {
        if (strncmp(at, word, sizeof(word) - 1) == 0) {
            char *end;
            line = (int)strtol(at + sizeof(word) - 1, &end, 10) - 1;
            text = (int)strtol(end, NULL, 10);
        }
        weight->text = text;
        weight->line = line;
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
}

// Down from `main` to the last function that half of all comes from.
static const struct rmx_token *heaviest(const struct weighing *w, int node)
{
    const struct rmx_token *name = NULL;
    double part = 1;
    for (int i = 0; node >= 0 && part >= 0.5 && i < DEEPEST; i++) {
        name = w->nodes[node].is_macro ? name : w->nodes[node].name;
        part *= w->nodes[node].part;
        node = w->nodes[node].heaviest;
    }
    return name;
}

struct rmx_weight rmx_weigh(struct rmx_arena *scratch, const char *glsl)
{
    struct rmx_weight weight = {.operations = ENOUGH};
    struct rmx_tokens tokens = rmx_lex(scratch, glsl, strlen(glsl));
    struct rmx_code code = rmx_code_make(scratch, &tokens);
    if (code.too_deep || !code.count)
        return weight;
    struct rmx_macros macros = rmx_macros_find(scratch, &tokens);
    struct rmx_declarations found = rmx_declarations_find(scratch, &code, &macros, NULL);
    struct weighing w = {
        rmx_word_weights_find(scratch, &code, &macros), {.arena = scratch}, .arena = scratch};
    add_all(&w, &code, &macros, &found);
    int main = rmx_names_get(&w.names, "main", 4);
    if (main < 0)
        return weight;
    weigh_node(&w, &w.nodes[main], 0);
    weight.operations = w.nodes[main].operations;
    const struct rmx_token *name = heaviest(&w, main);
    weight.name = name->at;
    weight.name_length = name->length;
    place(&weight, glsl);
    return weight;
}
