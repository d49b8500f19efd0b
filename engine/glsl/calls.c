// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/calls.h"

#include <assert.h>
#include <string.h>

int rmx_calls_find(const struct rmx_calls *calls, const struct rmx_token *name)
{
    return rmx_names_get(&calls->names, name->text, (size_t)name->length);
}

bool rmx_calls_has_arity(const struct rmx_calls *calls, int node, int arity)
{
    bool has = false;
    for (int tried = 0; node >= 0 && !has && tried < RMX_MOST_OVERLOADS; tried++) {
        has = calls->nodes[node].arity == arity;
        node = calls->nodes[node].next;
    }
    return has;
}

int rmx_calls_repeats(const struct rmx_calls *calls, int node)
{
    int most = 1;
    for (int tried = 0; node >= 0 && tried < RMX_MOST_OVERLOADS; tried++) {
        const struct rmx_call_node *meant = &calls->nodes[node];
        most = meant->repeats > most ? meant->repeats : most;
        node = meant->next;
    }
    return most;
}

static void add_named(struct rmx_calls *calls, const struct rmx_token *name,
                      struct rmx_call_node node)
{
    node.next = rmx_calls_find(calls, name);
    rmx_names_put(&calls->names, name->text, (size_t)name->length, calls->count);
    *RMX_PUSH(calls->arena, &calls->nodes, &calls->count) = node;
}

// Their places are tokens, in order.
static void add_inits(struct rmx_calls *calls, const struct rmx_code *code,
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
        *RMX_PUSH(calls->arena, &calls->inits, &calls->init_count) = calls->count;
        *RMX_PUSH(calls->arena, &calls->nodes, &calls->count) =
            (struct rmx_call_node){.code = code, .first = first, .last = at - 1, .next = -1};
    }
}

void rmx_calls_add(struct rmx_calls *calls, const struct rmx_code *code,
                   const struct rmx_macros *macros, const struct rmx_declarations *declarations)
{
    for (int i = 0; i < declarations->function_count; i++) {
        const struct rmx_function *function = &declarations->functions[i];
        add_named(calls, function->name,
                  (struct rmx_call_node){.code = code,
                                         .first = function->first,
                                         .last = function->last,
                                         .arity = function->arity});
    }
    for (int i = 0; i < macros->count; i++) {
        const struct rmx_macro *macro = &macros->items[i];
        add_named(calls, macro->name,
                  (struct rmx_call_node){.code = &macro->body,
                                         .first = macro->parameters,
                                         .last = macro->body.count - 1,
                                         .arity = macro->arity,
                                         .repeats = macro->repeats,
                                         .is_macro = true});
    }
    add_inits(calls, code, declarations);
}

// Nodes that are reached and still to be looked at.
struct reach {
    const struct rmx_calls *calls;
    bool *was_reached;
    int *open, open_count;
};

static void reach_all(struct reach *reach, int node)
{
    for (; node >= 0; node = reach->calls->nodes[node].next) {
        if (!reach->was_reached[node])
            reach->open[reach->open_count++] = node;
        reach->was_reached[node] = true;
    }
}

// In a macro a member's name may stand without its dot.
static bool is_word(const struct rmx_call_node *node, int i, const struct rmx_call_word *word)
{
    bool is_behind_dot = rmx_code_is(node->code, i - 1, ".");
    return rmx_code_is(node->code, i, word->name) &&
           (word->is_member ? is_behind_dot || node->is_macro : !is_behind_dot);
}

static uint32_t words_in(struct reach *reach, const struct rmx_call_node *node,
                         const struct rmx_call_word *words, int word_count)
{
    uint32_t found = 0;
    for (int i = node->first; i <= node->last && i < node->code->count; i++) {
        if (!rmx_code_is_name(node->code, i))
            continue;
        int called = rmx_code_is(node->code, i - 1, ".")
                         ? -1
                         : rmx_calls_find(reach->calls, rmx_code_at(node->code, i));
        reach_all(reach, called);
        for (int w = 0; called < 0 && w < word_count; w++)
            found |= (uint32_t)is_word(node, i, &words[w]) << w;
    }
    return found;
}

uint32_t rmx_calls_reach(const struct rmx_calls *calls, const char *const *names,
                         const struct rmx_call_word *words, int word_count)
{
    struct reach reach = {.calls = calls,
                          .was_reached = RMX_NEW(calls->arena, bool, calls->count),
                          .open = RMX_NEW(calls->arena, int, calls->count)};
    uint32_t found = 0;
    assert(word_count <= RMX_MOST_CALL_WORDS);
    for (; *names; names++)
        reach_all(&reach, rmx_names_get(&calls->names, *names, strlen(*names)));
    for (int i = 0; i < calls->init_count; i++)
        reach_all(&reach, calls->inits[i]);
    while (reach.open_count)
        found |= words_in(&reach, &calls->nodes[reach.open[--reach.open_count]], words, word_count);
    return found;
}
