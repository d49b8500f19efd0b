// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions as values: each operand is the value that it has, or none. What cannot be read gives
// up its statement.
#include "glsl/uniform_parse.h"

#include "glsl/words.h"

#include <string.h>

enum { DEEPEST = 100 };

static bool is(const struct rmx_uniform_parser *p, const char *text)
{
    return p->i < p->end && rmx_code_is(p->code, p->i, text);
}

static bool accept(struct rmx_uniform_parser *p, const char *text)
{
    bool found = is(p, text);
    p->i += found;
    return found;
}

static void expect(struct rmx_uniform_parser *p, const char *text)
{
    p->failed |= !accept(p, text);
}

static int read_assignment(struct rmx_uniform_parser *p);

// The arguments up to the closing parenthesis, behind the opening one.
static void read_args(struct rmx_uniform_parser *p, struct rmx_uniform_operands *args)
{
    args->count = 0;
    if (accept(p, ")"))
        return;
    if (is(p, "void") && rmx_code_is(p->code, p->i + 1, ")")) {
        p->i += 2;
        return;
    }
    do {
        int first = p->i, node = read_assignment(p);
        rmx_uniform_add_operand(p, args, node, first);
    } while (!p->failed && accept(p, ","));
    expect(p, ")");
}

// All calls give a parameter the same, or nothing is known of it.
static void note_call(struct rmx_uniform_parser *p, int f, const struct rmx_uniform_operands *args)
{
    struct rmx_uniform_function *function = &p->finder->functions[f];
    if (p->quiet)
        return;
    function->called++;
    for (int k = 0; k < function->parameter_count; k++) {
        struct rmx_uniform_parameter *parameter = &function->parameters[k];
        int node = args->count == function->parameter_count
                       ? rmx_uniform_convert(p, args->nodes[k], parameter->type)
                       : RMX_NODE_NONE;
        parameter->node =
            parameter->node == RMX_NODE_UNSET || parameter->node == node ? node : RMX_NODE_NONE;
    }
}

static int read_ternary(struct rmx_uniform_parser *p);

static bool read_declarator(struct rmx_uniform_parser *p, struct rmx_uniform_frame *frame,
                            struct rmx_value_type type)
{
    const struct rmx_token *name = rmx_code_at(p->code, p->i);
    if (!rmx_code_is_name(p->code, p->i) || frame->count == RMX_MOST_FRAME)
        return false;
    p->i++;
    int node = accept(p, "=") ? rmx_uniform_convert(p, read_ternary(p), type) : RMX_NODE_NONE;
    frame->names[frame->count] = name;
    frame->nodes[frame->count++] = node;
    return !p->failed;
}

// What a straight function returns.
static int read_straight(struct rmx_uniform_parser *p, struct rmx_uniform_frame *frame,
                         const struct rmx_uniform_function *function)
{
    while (!p->failed && p->i < p->end) {
        if (accept(p, ";"))
            continue;
        if (accept(p, "return")) {
            int node = rmx_uniform_convert(p, read_ternary(p), function->result);
            return is(p, ";") && p->i == p->end - 1 ? node : RMX_NODE_NONE;
        }
        while (p->i < p->end && rmx_word_is_qualifier(rmx_code_at(p->code, p->i)))
            p->i++;
        struct rmx_value_type type = rmx_value_type_of(rmx_code_at(p->code, p->i));
        p->i++;
        do {
            if (!type.base || !read_declarator(p, frame, type))
                return RMX_NODE_NONE;
        } while (accept(p, ","));
        expect(p, ";");
    }
    return RMX_NODE_NONE;
}

static int compute(struct rmx_uniform_parser *p, int f, const struct rmx_uniform_operands *args)
{
    const struct rmx_uniform_function *function = &p->finder->functions[f];
    struct rmx_uniform_frame frame = {0};
    int given[RMX_UNIFORM_MOST_PARAMETERS];
    bool stands_above =
        p->function < 0 || function->first < p->finder->functions[p->function].first;
    if (!stands_above || !function->is_straight || !function->is_known || function->has_out ||
        args->count != function->parameter_count)
        return RMX_NODE_NONE;
    for (int k = 0; k < args->count; k++) {
        given[k] = rmx_uniform_convert(p, args->nodes[k], function->parameters[k].type);
        if (given[k] < 0)
            return RMX_NODE_NONE;
        frame.names[frame.count] = function->parameters[k].name;
        frame.nodes[frame.count++] = given[k];
    }
    int known = rmx_node_called(&p->finder->nodes, f, given, args->count, NULL);
    if (known != RMX_NODE_NONE)
        return known;
    struct rmx_uniform_parser inner = {.finder = p->finder,
                                       .code = &p->finder->code,
                                       .i = function->first + 1,
                                       .end = function->last,
                                       .function = f,
                                       .quiet = true,
                                       .depth = p->depth + 1,
                                       .use = -1,
                                       .frame = &frame};
    int node = read_straight(&inner, &frame, function);
    node = inner.failed ? RMX_NODE_NONE : node;
    rmx_node_called(&p->finder->nodes, f, given, args->count, &node);
    return node;
}

static int read_call(struct rmx_uniform_parser *p, const struct rmx_token *name, int item)
{
    struct rmx_uniform_finder *finder = p->finder;
    struct rmx_uniform_operands args;
    int f = rmx_uniform_get(&finder->function_of, name);
    if (f >= 0 && !p->quiet)
        *RMX_PUSH(finder->arena, &finder->calls, &finder->call_count) =
            (struct rmx_uniform_call){f, item};
    if (f >= 0)
        finder->functions[f].is_inside |= p->quiet;
    read_args(p, &args);
    if (p->failed)
        return RMX_NODE_NONE;
    if (f >= 0)
        note_call(p, f, &args);
    return rmx_uniform_combine(
        p, &args,
        f >= 0 ? compute(p, f, &args)
               : rmx_uniform_make(p, RMX_NODE_CALL, name, args.nodes, args.count));
}

static int read_postfix(struct rmx_uniform_parser *p);

// Its text holds together, whatever stands beside it.
static bool is_enclosed(const struct rmx_uniform_parser *p, const struct rmx_macro *macro)
{
    const struct rmx_code *body = &macro->body;
    int i = macro->parameters;
    bool is_call = rmx_code_is_name(body, i) &&
                   rmx_uniform_get(&p->finder->macro_of, rmx_code_at(body, i)) < 0;
    i += is_call;
    return rmx_code_is(body, i, "(") && body->match[i] == body->count - 1;
}

static int read_macro(struct rmx_uniform_parser *p, int m, int item)
{
    const struct rmx_uniform_macro *macro = &p->finder->macros[m];
    int use = p->use >= 0 ? p->use : p->code->index[item];
    bool is_usable =
        macro->is_plain && !macro->is_hidden && macro->macro->name - p->finder->tokens.items < use;
    p->failed |= !is_usable;
    if (p->failed)
        return RMX_NODE_NONE;
    if (macro->macro->arity >= 0) {
        p->failed |= !is(p, "(") || !is_enclosed(p, macro->macro);
        p->i = p->failed ? p->i : p->code->match[p->i] + 1;
        return RMX_NODE_NONE;
    }
    struct rmx_uniform_parser inner = {.finder = p->finder,
                                       .code = &macro->macro->body,
                                       .end = macro->macro->body.count,
                                       .function = p->function,
                                       .quiet = true,
                                       .depth = p->depth + 1,
                                       .use = use,
                                       .frame = p->frame};
    int node = read_postfix(&inner);
    p->failed |= inner.failed || inner.i != inner.end;
    return node;
}

// vec2(...), float[2](...)
static int read_constructor(struct rmx_uniform_parser *p, const struct rmx_token *name)
{
    struct rmx_uniform_operands args;
    bool is_array = is(p, "[");
    while (is(p, "["))
        p->i = rmx_code_close(p->code, p->i) + 1;
    expect(p, "(");
    if (p->failed)
        return RMX_NODE_NONE;
    read_args(p, &args);
    return rmx_uniform_combine(
        p, &args,
        is_array ? RMX_NODE_NONE
                 : rmx_uniform_make(p, RMX_NODE_CALL, name, args.nodes, args.count));
}

static int read_name(struct rmx_uniform_parser *p, int item)
{
    static const struct rmx_value_type truth = {'b', 1, 1};
    const struct rmx_token *name = rmx_code_at(p->code, item);
    int m = rmx_uniform_get(&p->finder->macro_of, name);
    if (m >= 0)
        return read_macro(p, m, item);
    if (rmx_word_is_type(name))
        return read_constructor(p, name);
    if (rmx_token_is(name, "true") || rmx_token_is(name, "false"))
        return rmx_uniform_literal(p, name, truth);
    if (accept(p, "("))
        return read_call(p, name, item);
    int node = rmx_uniform_look_up(p, name, item);
    p->failed |= node < 0 && rmx_word_is_keyword(name);
    return node;
}

static int read_expression(struct rmx_uniform_parser *p);

static int read_primary(struct rmx_uniform_parser *p)
{
    int item = p->i++;
    p->failed |= p->depth > DEEPEST || --p->finder->steps < 0 || item >= p->end;
    if (p->failed)
        return RMX_NODE_NONE;
    const struct rmx_token *token = rmx_code_at(p->code, item);
    if (token->kind == RMX_TOKEN_NAME)
        return read_name(p, item);
    if (token->kind == RMX_TOKEN_NUMBER)
        return rmx_uniform_literal(p, token, rmx_value_literal(token));
    p->failed |= !rmx_token_is(token, "(");
    int node = read_expression(p);
    expect(p, ")");
    return node;
}

static int read_member(struct rmx_uniform_parser *p, int base, int first)
{
    struct rmx_uniform_operands operands = {
        .nodes = {base}, .first = {first}, .last = {p->i - 2}, .count = 1};
    struct rmx_uniform_operands args;
    const struct rmx_token *word = p->i < p->end ? rmx_code_at(p->code, p->i) : NULL;
    p->failed |=
        !word || word->kind != RMX_TOKEN_NAME || rmx_uniform_get(&p->finder->macro_of, word) >= 0;
    p->i++;
    if (!p->failed && accept(p, "(")) { // .length()
        read_args(p, &args);
        return rmx_uniform_combine(p, &args, RMX_NODE_NONE);
    }
    return rmx_uniform_combine(p, &operands,
                               p->failed ? RMX_NODE_NONE
                                         : rmx_uniform_make(p, RMX_NODE_SWIZZLE, word, &base, 1));
}

static int read_index(struct rmx_uniform_parser *p, int base, int first)
{
    struct rmx_uniform_operands operands = {
        .nodes = {base}, .first = {first}, .last = {p->i - 2}, .count = 1};
    int at = p->i, index = read_expression(p);
    rmx_uniform_add_operand(p, &operands, index, at);
    bool is_literal =
        index >= 0 && p->i == at + 1 && rmx_code_at(p->code, at)->kind == RMX_TOKEN_NUMBER;
    expect(p, "]");
    return rmx_uniform_combine(
        p, &operands,
        is_literal ? rmx_uniform_make(p, RMX_NODE_INDEX, rmx_code_at(p->code, at), &base, 1)
                   : RMX_NODE_NONE);
}

static int read_postfix(struct rmx_uniform_parser *p)
{
    int first = p->i, node = read_primary(p);
    struct rmx_uniform_operands args;
    while (!p->failed) {
        if (accept(p, ".")) {
            node = read_member(p, node, first);
        } else if (accept(p, "[")) {
            node = read_index(p, node, first);
        } else if (accept(p, "(")) { // a macro that names a function
            read_args(p, &args);
            node = rmx_uniform_combine(p, &args, RMX_NODE_NONE);
        } else if (accept(p, "++") || accept(p, "--")) {
            node = RMX_NODE_NONE;
        } else {
            return node;
        }
    }
    return RMX_NODE_NONE;
}

static int read_unary(struct rmx_uniform_parser *p)
{
    const struct rmx_token *sign = p->i < p->end ? rmx_code_at(p->code, p->i) : NULL;
    if (accept(p, "++") || accept(p, "--")) {
        read_postfix(p);
        return RMX_NODE_NONE;
    }
    if (!accept(p, "-") && !accept(p, "+") && !accept(p, "!") && !accept(p, "~"))
        return read_postfix(p);
    int first = p->i;
    p->failed |= ++p->depth > DEEPEST;
    struct rmx_uniform_operands operands = {0};
    rmx_uniform_add_operand(p, &operands, p->failed ? RMX_NODE_NONE : read_unary(p), first);
    p->depth--;
    operands.last[0] = p->i - 1;
    return rmx_uniform_combine(p, &operands,
                               rmx_uniform_make(p, RMX_NODE_UNARY, sign, operands.nodes, 1));
}

// How tightly an operator between two operands holds; 0: it is none.
static int tightness(const struct rmx_uniform_parser *p)
{
    static const char *const signs[][5] = {
        {"||"},       {"^^"},     {"&&"},          {"|"},
        {"^"},        {"&"},      {"==", "!="},    {"<", ">", "<=", ">="},
        {"<<", ">>"}, {"+", "-"}, {"*", "/", "%"},
    };
    for (int level = 0; level < (int)(sizeof(signs) / sizeof(*signs)); level++)
        for (int k = 0; k < 5 && signs[level][k]; k++)
            if (is(p, signs[level][k]))
                return level + 1;
    return 0;
}

static int read_binary(struct rmx_uniform_parser *p, int least)
{
    int first = p->i, node = read_unary(p), holds;
    while (!p->failed && (holds = tightness(p)) >= least && holds) {
        const struct rmx_token *sign = rmx_code_at(p->code, p->i);
        struct rmx_uniform_operands operands = {0};
        rmx_uniform_add_operand(p, &operands, node, first);
        int right = ++p->i;
        node = read_binary(p, holds + 1);
        rmx_uniform_add_operand(p, &operands, node, right);
        node = rmx_uniform_combine(p, &operands,
                                   rmx_uniform_make(p, RMX_NODE_BINARY, sign, operands.nodes, 2));
    }
    return p->failed ? RMX_NODE_NONE : node;
}

static int read_ternary(struct rmx_uniform_parser *p)
{
    struct rmx_uniform_operands operands = {0};
    int first = p->i, node;
    p->failed |= ++p->depth > DEEPEST;
    node = p->failed ? RMX_NODE_NONE : read_binary(p, 1);
    if (!p->failed && is(p, "?")) {
        const struct rmx_token *sign = rmx_code_at(p->code, p->i);
        rmx_uniform_add_operand(p, &operands, node, first);
        first = ++p->i;
        rmx_uniform_add_operand(p, &operands, read_expression(p), first);
        operands.last[1] = p->i - 1;
        expect(p, ":");
        first = p->i;
        rmx_uniform_add_operand(p, &operands, read_assignment(p), first);
        operands.last[2] = p->i - 1;
        node = rmx_uniform_combine(p, &operands,
                                   rmx_uniform_make(p, RMX_NODE_CHOICE, sign, operands.nodes, 3));
    }
    p->depth--;
    return p->failed ? RMX_NODE_NONE : node;
}

static bool accept_assignment(struct rmx_uniform_parser *p)
{
    static const char *const signs[] = {
        "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="};
    for (size_t k = 0; k < sizeof(signs) / sizeof(*signs); k++)
        if (accept(p, signs[k]))
            return true;
    return false;
}

static int read_assignment(struct rmx_uniform_parser *p)
{
    int node = read_ternary(p);
    if (p->failed || !accept_assignment(p))
        return node;
    int first = p->i;
    p->failed |= ++p->depth > DEEPEST || node >= 0;
    node = p->failed ? RMX_NODE_NONE : read_assignment(p);
    p->depth--;
    rmx_uniform_note(p, node, first, p->i - 1);
    return RMX_NODE_NONE;
}

static int read_expression(struct rmx_uniform_parser *p)
{
    int first = p->i, node = read_assignment(p);
    bool is_list = is(p, ",");
    while (!p->failed && is(p, ",")) {
        rmx_uniform_note(p, node, first, p->i - 1);
        first = ++p->i;
        node = read_assignment(p);
    }
    if (is_list)
        rmx_uniform_note(p, node, first, p->i - 1);
    return is_list || p->failed ? RMX_NODE_NONE : node;
}

int rmx_uniform_parse(struct rmx_uniform_parser *p)
{
    return read_expression(p);
}

int rmx_uniform_parse_value(struct rmx_uniform_parser *p, struct rmx_value_type type, int *plain)
{
    *plain = read_assignment(p);
    return rmx_uniform_convert(p, *plain, type);
}

int rmx_uniform_read_constant(struct rmx_uniform_finder *finder, int item)
{
    struct rmx_uniform_parser p = {.finder = finder,
                                   .code = &finder->code,
                                   .i = item,
                                   .end = finder->code.count,
                                   .function = -1,
                                   .quiet = true,
                                   .use = -1};
    int node = read_ternary(&p);
    return p.failed || !is(&p, ";") ? RMX_NODE_NONE : node;
}
