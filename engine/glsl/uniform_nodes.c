// SPDX-License-Identifier: GPL-3.0-or-later
// Values, each once: what is computed twice from the same is the same.
#include "glsl/uniform_parts.h"

#include <string.h>

enum { MOST_NODES = 1 << 16, DEEPEST = 200 };
static const double MOST_WORK = 1e9;

// What tells a value from all others.
struct key {
    char *bytes;
    size_t length;
};

static struct key key_of(struct rmx_nodes *nodes, int kind, int number,
                         const struct rmx_token *word, const int *args, int arg_count)
{
    size_t length = 2 * sizeof(int) + (size_t)arg_count * sizeof(int),
           text = word ? (size_t)word->length : 0;
    struct key key = {rmx_arena_alloc(nodes->arena, length + text), length + text};
    const int head[] = {kind, number};
    memcpy(key.bytes, head, sizeof(head));
    if (arg_count)
        memcpy(key.bytes + sizeof(head), args, (size_t)arg_count * sizeof(int));
    if (text)
        memcpy(key.bytes + length, word->text, text);
    return key;
}

static double own_work(const struct rmx_nodes *nodes, const struct rmx_node *node, int of_function)
{
    int numbers = rmx_value_numbers(node->type);
    switch (node->kind) {
    case RMX_NODE_UNARY: return numbers;
    case RMX_NODE_CHOICE: return 2 * numbers;
    case RMX_NODE_CALL: return of_function;
    case RMX_NODE_BINARY: break;
    case RMX_NODE_NUMBER:
    case RMX_NODE_LITERAL:
    case RMX_NODE_SWIZZLE:
    case RMX_NODE_INDEX: return 0;
    }
    int left = rmx_value_numbers(nodes->items[node->args[0]].type);
    int right = rmx_value_numbers(nodes->items[node->args[1]].type);
    bool is_product = rmx_token_is(node->word, "*") && left > 1 && right > 1 && left != right;
    if (is_product || numbers > 4)
        return 4 * numbers;
    return rmx_token_is(node->word, "/") ? 4 * numbers : numbers;
}

// The type of a call, and its work.
static struct rmx_value_type called_type(const struct rmx_nodes *nodes, const struct rmx_node *node,
                                         int *work)
{
    struct rmx_value_type args[RMX_NODE_MOST_ARGS], made = rmx_value_type_of(node->word);
    for (int i = 0; i < node->arg_count; i++)
        args[i] = nodes->items[node->args[i]].type;
    return made.base ? rmx_value_constructed(made, args, node->arg_count)
                     : rmx_value_function(node->word, args, node->arg_count, work);
}

static int index_of(const struct rmx_token *literal)
{
    return literal->length == 1 && *literal->text >= '0' && *literal->text <= '9'
               ? *literal->text - '0'
               : 9;
}

static struct rmx_value_type type_of(const struct rmx_nodes *nodes, const struct rmx_node *node,
                                     int *work)
{
    const struct rmx_node *a = node->arg_count > 0 ? &nodes->items[node->args[0]] : NULL;
    const struct rmx_node *b = node->arg_count > 1 ? &nodes->items[node->args[1]] : NULL;
    const struct rmx_node *c = node->arg_count > 2 ? &nodes->items[node->args[2]] : NULL;
    switch (node->kind) {
    case RMX_NODE_NUMBER:
    case RMX_NODE_LITERAL: return node->type;
    case RMX_NODE_UNARY: return rmx_value_unary(node->word, a->type);
    case RMX_NODE_BINARY: return rmx_value_binary(node->word, a->type, b->type);
    case RMX_NODE_CHOICE: return rmx_value_choice(a->type, b->type, c->type);
    case RMX_NODE_CALL: return called_type(nodes, node, work);
    case RMX_NODE_SWIZZLE: return rmx_value_swizzle(a->type, node->word);
    case RMX_NODE_INDEX: return rmx_value_index(a->type, index_of(node->word));
    }
    return (struct rmx_value_type){0};
}

int rmx_node_make(struct rmx_nodes *nodes, struct rmx_node node)
{
    struct key key =
        key_of(nodes, (int)node.kind, node.number, node.word, node.args, node.arg_count);
    int known = rmx_names_get(&nodes->known, key.bytes, key.length), of_function = 0;
    if (known >= 0)
        return known;
    node.type = type_of(nodes, &node, &of_function);
    for (int i = 0; i < node.arg_count; i++) {
        const struct rmx_node *arg = &nodes->items[node.args[i]];
        node.moves |= arg->moves;
        node.work += arg->work;
        node.depth = arg->depth + 1 > node.depth ? arg->depth + 1 : node.depth;
    }
    if (!node.type.base || node.depth > DEEPEST || nodes->count >= MOST_NODES)
        return RMX_NODE_NONE;
    node.work += own_work(nodes, &node, of_function);
    node.work = !node.moves ? 0 : node.work < MOST_WORK ? node.work : MOST_WORK;
    rmx_names_put(&nodes->known, key.bytes, key.length, nodes->count);
    *RMX_PUSH(nodes->arena, &nodes->items, &nodes->count) = node;
    return nodes->count - 1;
}

int rmx_node_called(struct rmx_nodes *nodes, int function, const int *args, int count,
                    const int *put)
{
    struct key key = key_of(nodes, -1, function, NULL, args, count);
    if (put)
        rmx_names_put(&nodes->known, key.bytes, key.length, *put < 0 ? MOST_NODES : *put);
    int known = rmx_names_get(&nodes->known, key.bytes, key.length);
    return known == MOST_NODES ? RMX_NODE_UNSET : known;
}

int rmx_uniform_get(const struct rmx_names *names, const struct rmx_token *name)
{
    return rmx_names_get(names, name->text, (size_t)name->length);
}
