// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/weight.h"

#include "glsl/declare.h"
#include "glsl/word_weights.h"

#include <stdio.h>
#include <string.h>

enum { DEEPEST = 1000, MOST_OVERLOADS = 64 };
enum { MOST_ROUNDS = 32, MOST_UNROLLED = 832 }; // as Mesa writes loops out: rounds, and words then
static const long long ENOUGH = 1LL << 40;

// A function or macro. `next` chains nodes of one name.
struct node {
    const struct rmx_token *name;
    const struct rmx_code *code;
    int first, last, next; // items, both included
    bool is_macro, open, done;
    long long words, operations;
    int heaviest; // what makes more than half of it; -1: none
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
    long long most; // of one called, and which
    int which;
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
    for (int tried = 0; n >= 0 && tried < MOST_OVERLOADS; tried++, n = w->nodes[n].next) {
        weigh_node(w, &w->nodes[n], depth + 1);
        if (most < 0 || w->nodes[n].operations > w->nodes[most].operations)
            most = n;
    }
    return most;
}

static void add_times(struct span_weight *sum, const struct span_weight *more, long long times)
{
    sum->words = at_most(sum->words + at_most(more->words) * times);
    sum->operations = at_most(sum->operations + at_most(more->operations) * times);
    if (more->most * times > sum->most) {
        sum->most = more->most * times;
        sum->which = more->which;
    }
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

static struct span_weight weigh(struct weighing *w, const struct rmx_code *code, int first,
                                int last, int depth)
{
    struct span_weight sum = {.which = -1};
    for (int i = first; i <= last && i < code->count; i++) {
        int called = meaning(w, code, i, depth);
        if ((rmx_code_is(code, i, "for") || rmx_code_is(code, i, "while")) && i < last) {
            i = add_loop(w, code, i, last, depth, &sum);
            continue;
        }
        struct span_weight one = {1, rmx_word_weight(&w->words, code, i), 0, -1};
        if (called >= 0)
            one = (struct span_weight){w->nodes[called].words + 1, w->nodes[called].operations + 1,
                                       w->nodes[called].operations, called};
        add_times(&sum, &one, 1);
    }
    return sum;
}

static void weigh_node(struct weighing *w, struct node *node, int depth)
{
    if (node->done || node->open)
        return;
    node->open = true;
    struct span_weight sum = {.operations = ENOUGH, .which = -1};
    if (depth < DEEPEST)
        sum = weigh(w, node->code, node->first, node->last, depth);
    node->words = sum.words;
    node->operations = sum.operations;
    node->heaviest = sum.most > sum.operations / 2 ? sum.which : -1;
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
                             .last = macros->items[i].body.count - 1,
                             .is_macro = true});
}

// `#line LINE TEXT` says where the line behind it stands.
static void place(struct rmx_weight *weight, const char *glsl)
{
    int line = 1, text = 0;
    for (const char *at = glsl; at && at <= weight->name; line++) {
        if (sscanf(at, "#line %d %d", &line, &text) == 2)
            line--;
        weight->text = text;
        weight->line = line;
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
}

// Down from `main` to the function whose own words weigh most.
static const struct rmx_token *heaviest(const struct weighing *w, int node)
{
    const struct rmx_token *name = NULL;
    for (int i = 0; node >= 0 && i < DEEPEST; i++, node = w->nodes[node].heaviest)
        name = w->nodes[node].is_macro ? name : w->nodes[node].name;
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
