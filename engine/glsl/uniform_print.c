// SPDX-License-Identifier: GPL-3.0-or-later
// Values as statements: what several of them need is a variable of its own.
#include "glsl/uniform_parts.h"

#include <string.h>

struct printing {
    const struct rmx_nodes *nodes;
    const char *const *numbers;
    const char **names; // by node: of its variable; NULL: it has none
    struct rmx_text *out;
};

enum { LOOSEST = 0, SIGN = 20, TIGHTEST = 30 };

// How tightly a value's text holds together.
static int tightness(const struct rmx_node *node)
{
    static const char *const signs[] = {"||", "^^", "&&", "== !=", "< > <= >=", "+ -", "* /"};
    if (node->kind == RMX_NODE_UNARY)
        return SIGN;
    if (node->kind != RMX_NODE_BINARY)
        return node->kind == RMX_NODE_CHOICE ? LOOSEST : TIGHTEST;
    for (int i = 0; i < (int)(sizeof(signs) / sizeof(*signs)); i++)
        if (memmem(signs[i], strlen(signs[i]), node->word->text, (size_t)node->word->length))
            return LOOSEST + 1 + i;
    return LOOSEST;
}

static void print_node(struct printing *printing, int index, int least);

static void print_word(struct printing *printing, const struct rmx_node *node)
{
    rmx_text_add_n(printing->out, node->word->text, (size_t)node->word->length);
}

static void print_call(struct printing *printing, const struct rmx_node *node)
{
    print_word(printing, node);
    rmx_text_add(printing->out, "(");
    for (int i = 0; i < node->arg_count; i++) {
        rmx_text_add(printing->out, i ? ", " : "");
        print_node(printing, node->args[i], LOOSEST);
    }
    rmx_text_add(printing->out, ")");
}

static void print_kind(struct printing *printing, const struct rmx_node *node, int holds)
{
    const char *number = node->kind == RMX_NODE_NUMBER ? printing->numbers[node->number] : "";
    switch (node->kind) {
    case RMX_NODE_NUMBER:
        rmx_text_printf(printing->out, *number == '-' ? "(%s)" : "%s", number);
        break;
    case RMX_NODE_LITERAL: print_word(printing, node); break;
    case RMX_NODE_UNARY:
        print_word(printing, node);
        print_node(printing, node->args[0], holds + 1);
        break;
    case RMX_NODE_BINARY:
        print_node(printing, node->args[0], holds);
        rmx_text_add(printing->out, " ");
        print_word(printing, node);
        rmx_text_add(printing->out, " ");
        print_node(printing, node->args[1], holds + 1);
        break;
    case RMX_NODE_CHOICE:
        print_node(printing, node->args[0], holds + 1);
        rmx_text_add(printing->out, " ? ");
        print_node(printing, node->args[1], holds + 1);
        rmx_text_add(printing->out, " : ");
        print_node(printing, node->args[2], holds + 1);
        break;
    case RMX_NODE_CALL: print_call(printing, node); break;
    case RMX_NODE_SWIZZLE:
        print_node(printing, node->args[0], TIGHTEST);
        rmx_text_add(printing->out, ".");
        print_word(printing, node);
        break;
    case RMX_NODE_INDEX:
        print_node(printing, node->args[0], TIGHTEST);
        rmx_text_add(printing->out, "[");
        print_word(printing, node);
        rmx_text_add(printing->out, "]");
        break;
    }
}

static void print_plain(struct printing *printing, int index, int least)
{
    const struct rmx_node *node = &printing->nodes->items[index];
    int holds = tightness(node);
    rmx_text_add(printing->out, holds < least ? "(" : "");
    print_kind(printing, node, holds);
    rmx_text_add(printing->out, holds < least ? ")" : "");
}

// As an operand of what holds at least so tightly.
static void print_node(struct printing *printing, int index, int least)
{
    if (printing->names[index])
        rmx_text_add(printing->out, printing->names[index]);
    else
        print_plain(printing, index, least);
}

static bool is_leaf(const struct rmx_node *node)
{
    return node->kind == RMX_NODE_NUMBER || node->kind == RMX_NODE_LITERAL ||
           node->kind == RMX_NODE_SWIZZLE || node->kind == RMX_NODE_INDEX;
}

// How often each value is used by those that are chosen; args stand before what is made of them.
static int *count_uses(const struct rmx_uniform_finder *finder, const char **names)
{
    const struct rmx_nodes *nodes = &finder->nodes;
    int *uses = RMX_NEW(finder->arena, int, nodes->count);
    for (int i = nodes->count - 1; i >= 0; i--) {
        if (!uses[i] && !names[i])
            continue;
        for (int k = 0; k < nodes->items[i].arg_count; k++)
            uses[nodes->items[i].args[k]]++;
    }
    return uses;
}

static void print_variable(struct printing *printing, int index)
{
    const struct rmx_node *node = &printing->nodes->items[index];
    const char *name = printing->names[index];
    bool is_output = strncmp(name, RMX_UNIFORM_PREFIX, strlen(RMX_UNIFORM_PREFIX)) == 0 &&
                     node->type.base != 'b' && node->type.columns == 1;
    rmx_text_printf(printing->out,
                    "    %s%s%s = ", is_output ? "" : rmx_value_type_name(node->type),
                    is_output ? "" : " ", name);
    print_plain(printing, index, LOOSEST);
    rmx_text_add(printing->out, ";\n");
}

void rmx_uniform_compute(const struct rmx_uniform *uniform, const bool *chosen,
                         const char *const *numbers, struct rmx_text *out)
{
    struct rmx_uniform_finder *finder = uniform->finder;
    struct printing printing = {.numbers = numbers, .out = out};
    int parts = 0;
    if (!uniform->count)
        return;
    printing.nodes = &finder->nodes;
    printing.names = RMX_NEW(finder->arena, const char *, finder->nodes.count);
    for (int i = 0; i < finder->site_count; i++)
        if (finder->sites[i].value >= 0 && chosen[finder->sites[i].value])
            printing.names[finder->sites[i].node] =
                rmx_arena_printf(finder->arena, RMX_UNIFORM_PREFIX "%d", finder->sites[i].value);
    int *uses = count_uses(finder, printing.names);
    for (int i = 0; i < finder->nodes.count; i++)
        if (uses[i] > 1 && !printing.names[i] && !is_leaf(&finder->nodes.items[i]))
            printing.names[i] = rmx_arena_printf(finder->arena, "rmx_part%d", parts++);
    for (int i = 0; i < finder->nodes.count; i++)
        if (printing.names[i])
            print_variable(&printing, i);
}
