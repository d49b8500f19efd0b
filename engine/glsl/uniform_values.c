// SPDX-License-Identifier: GPL-3.0-or-later
// What the reader of expressions makes of operands, and which of these stay by themselves.
#include "glsl/uniform_parse.h"
#include "glsl/words.h"

#include <string.h>

static bool same(const struct rmx_token *a, const struct rmx_token *b)
{
    return a->length == b->length && memcmp(a->text, b->text, (size_t)a->length) == 0;
}

int rmx_uniform_make(struct rmx_uniform_parser *p, enum rmx_node_kind kind,
                     const struct rmx_token *word, const int *args, int count)
{
    struct rmx_node node = {.kind = kind, .word = word, .arg_count = count};
    if (p->failed || count > RMX_NODE_MOST_ARGS)
        return RMX_NODE_NONE;
    for (int i = 0; i < count; i++) {
        if (args[i] < 0)
            return RMX_NODE_NONE;
        node.args[i] = args[i];
    }
    return rmx_node_make(&p->finder->nodes, node);
}

int rmx_uniform_literal(struct rmx_uniform_parser *p, const struct rmx_token *word,
                        struct rmx_value_type type)
{
    return rmx_node_make(&p->finder->nodes,
                         (struct rmx_node){.kind = RMX_NODE_LITERAL, .word = word, .type = type});
}

static int number(struct rmx_uniform_parser *p, int index)
{
    struct rmx_finder_number *known = &p->finder->numbers[index];
    return rmx_node_make(&p->finder->nodes, (struct rmx_node){.kind = RMX_NODE_NUMBER,
                                                              .type = known->type,
                                                              .number = index,
                                                              .moves = true});
}

int rmx_uniform_look_up(struct rmx_uniform_parser *p, const struct rmx_token *name, int item)
{
    struct rmx_uniform_finder *finder = p->finder;
    for (int i = p->frame ? p->frame->count - 1 : -1; i >= 0; i--)
        if (same(p->frame->names[i], name))
            return p->frame->nodes[i];
    int l = p->frame ? -1 : rmx_uniform_get(&finder->local_of, name);
    if (l >= 0 && finder->locals[l].function == p->function)
        return item >= finder->locals[l].from && item <= finder->locals[l].until
                   ? finder->locals[l].node
                   : RMX_NODE_NONE;
    bool is_written = !p->frame && rmx_uniform_get(&finder->written, name) == p->function;
    if (is_written || rmx_uniform_get(&finder->hidden_writes, name) >= 0)
        return RMX_NODE_NONE;
    int n = rmx_uniform_get(&finder->number_of, name);
    int constant = n >= 0 ? -1 : rmx_uniform_get(&finder->constant_of, name);
    return n >= 0 ? number(p, n) : constant >= 0 ? constant : RMX_NODE_NONE;
}

// vec3(x): one number is enough.
static bool is_spread(const struct rmx_uniform_parser *p, const struct rmx_node *value, int first,
                      int last)
{
    return value->kind == RMX_NODE_CALL && value->arg_count == 1 && value->type.rows > 1 &&
           rmx_value_numbers(p->finder->nodes.items[value->args[0]].type) == 1 &&
           rmx_word_is_type(rmx_code_at(p->code, first)) && p->code->match[first + 1] == last;
}

// It has its value where it is declared.
static bool is_variable(const struct rmx_uniform_parser *p, int first, int last)
{
    return first == last && rmx_uniform_get(&p->finder->macro_of, rmx_code_at(p->code, first)) < 0;
}

void rmx_uniform_note(struct rmx_uniform_parser *p, int node, int first, int last)
{
    struct rmx_uniform_finder *finder = p->finder;
    if (p->quiet || p->failed || node < 0 || is_variable(p, first, last))
        return;
    const struct rmx_node *value = &finder->nodes.items[node];
    struct rmx_value_type type = value->type;
    if (is_spread(p, value, first, last)) {
        rmx_uniform_note(p, value->args[0], first + 2, last - 1);
        return;
    }
    bool can_stand_between = (type.columns == 1 && (type.base == 'f' || type.base == 'i')) ||
                             (type.columns == 1 && type.rows == 1 && type.base == 'b') ||
                             (type.columns == 2 && type.rows == 2);
    bool is_worth = value->work >= RMX_UNIFORM_LEAST_WORK && value->work <= RMX_UNIFORM_MOST_WORK;
    if (is_worth && can_stand_between)
        *RMX_PUSH(finder->arena, &finder->sites, &finder->site_count) =
            (struct rmx_uniform_site){.first = first, .last = last, .node = node, .value = -1};
}

void rmx_uniform_add_operand(struct rmx_uniform_parser *p, struct rmx_uniform_operands *operands,
                             int node, int first)
{
    int k = operands->count++;
    if (k >= RMX_NODE_MOST_ARGS) {
        rmx_uniform_note(p, node, first, p->i - 1);
        return;
    }
    operands->nodes[k] = node;
    operands->first[k] = first;
    operands->last[k] = p->i - 1;
}

// What is made of them; where that is no value, each one stays by itself.
int rmx_uniform_combine(struct rmx_uniform_parser *p, const struct rmx_uniform_operands *operands,
                        int made)
{
    for (int k = 0; made < 0 && k < operands->count && k < RMX_NODE_MOST_ARGS; k++)
        rmx_uniform_note(p, operands->nodes[k], operands->first[k], operands->last[k]);
    return made;
}

int rmx_uniform_convert(struct rmx_uniform_parser *p, int node, struct rmx_value_type type)
{
    static const struct rmx_token word = {.kind = RMX_TOKEN_NAME, .text = "float", .length = 5};
    if (node < 0)
        return RMX_NODE_NONE;
    struct rmx_value_type has = p->finder->nodes.items[node].type;
    if (rmx_value_type_same(has, type))
        return node;
    bool becomes_float =
        has.base == 'i' && has.rows == 1 && type.base == 'f' && type.rows == 1 && type.columns == 1;
    return becomes_float ? rmx_uniform_make(p, RMX_NODE_CALL, &word, &node, 1) : RMX_NODE_NONE;
}
