// SPDX-License-Identifier: GPL-3.0-or-later
// Precedence climbing to a flat program. Constant operands are folded as they come.
#include "expr/expr_parts.h"

#include <string.h>

// Bindings of the operators, weakest first.
enum { BIND_OR = 1, BIND_AND, BIND_NOT, BIND_COMPARISON, BIND_SUM, BIND_PRODUCT };

static const struct {
    const char *sign;
    int binding;
} bindings[] = {
    {"or", BIND_OR},         {"and", BIND_AND},       {"<", BIND_COMPARISON},
    {"<=", BIND_COMPARISON}, {">", BIND_COMPARISON},  {">=", BIND_COMPARISON},
    {"==", BIND_COMPARISON}, {"!=", BIND_COMPARISON}, {"+", BIND_SUM},
    {"-", BIND_SUM},         {"*", BIND_PRODUCT},     {"/", BIND_PRODUCT},
    {"%", BIND_PRODUCT},
};

static void parse_binary(struct expr_parser *parser, int weakest);

static bool is(const struct expr_parser *parser, const char *word)
{
    return expr_token_is(parser->text, parser->token, word);
}

static void advance(struct expr_parser *parser)
{
    parser->last = parser->token;
    parser->token = expr_lex(parser->text, parser->token.start + parser->token.length);
}

static struct expr_op *push(struct expr_parser *parser, enum expr_op_kind kind)
{
    if (parser->op_count == EXPR_MOST_OPS) {
        expr_stop(parser, parser->last, "expr-too-long", NULL,
                  "an expression has at most 1,000 operations");
        parser->op_count = 0; // nothing is made of them any more
    }
    struct expr_op *op = &parser->ops[parser->op_count++];
    *op = (struct expr_op){.kind = kind};
    return op;
}

static void push_constant(struct expr_parser *parser, double value)
{
    push(parser, EXPR_OP_CONSTANT)->value = value;
}

static bool are_constant(const struct expr_op *ops, int count)
{
    while (count > 0 && ops[count - 1].kind == EXPR_OP_CONSTANT)
        count--;
    return count == 0;
}

// Where the last `count` operations are constants, they are the operands, and the whole.
static void push_call(struct expr_parser *parser, const struct expr_function *function, int count)
{
    if (parser->stopped)
        return;
    const struct expr_op *operands = &parser->ops[parser->op_count - count];
    if (are_constant(operands, count)) {
        double *values = RMX_NEW(parser->arena, double, count);
        for (int i = 0; i < count; i++)
            values[i] = operands[i].value;
        parser->op_count -= count;
        push_constant(parser, function->evaluate(values, count, parser->context->seed));
        return;
    }
    struct expr_op *op = push(parser, EXPR_OP_CALL);
    op->index = count;
    op->function = function;
}

static void push_operator(struct expr_parser *parser, const char *sign, int count)
{
    push_call(parser, expr_operator(sign, strlen(sign)), count);
}

// A program of the operations from `first_op` on, and of the runs in them.
static struct rmx_program *cut(struct expr_parser *parser, int first_op, int first_run,
                               const char *text)
{
    struct rmx_program *program = RMX_NEW(parser->arena, struct rmx_program, 1);
    int ops = parser->op_count - first_op, runs = parser->run_count - first_run;
    struct expr_op *own_ops = RMX_NEW(parser->arena, struct expr_op, ops);
    struct expr_run *own_runs = RMX_NEW(parser->arena, struct expr_run, runs);
    memcpy(own_ops, parser->ops + first_op, sizeof *own_ops * (size_t)ops);
    if (runs)
        memcpy(own_runs, parser->runs + first_run, sizeof *own_runs * (size_t)runs);
    *program = (struct rmx_program){.ops = own_ops,
                                    .op_count = ops,
                                    .seed = parser->context->seed,
                                    .runs = own_runs,
                                    .run_count = runs,
                                    .text = text};
    parser->op_count = first_op;
    return program;
}

// The rate becomes a program of its own, which the integrator evaluates.
static void push_run(struct expr_parser *parser, int first_op, int first_run, const char *text)
{
    if (parser->stopped)
        return;
    const struct rmx_program *rate = cut(parser, first_op, first_run, text);
    struct expr_run *run = RMX_PUSH(parser->arena, &parser->runs, &parser->run_count);
    *run = (struct expr_run){.index = (*parser->context->run_count)++, .rate = rate};
    push(parser, EXPR_OP_RUN)->index = run->index;
}

// Goes behind the '('; false where that is too deep.
static bool open_parenthesis(struct expr_parser *parser)
{
    if (++parser->depth > EXPR_DEEPEST)
        expr_stop(parser, parser->token, "expr-too-deep", NULL,
                  "an expression has at most %d parentheses in one another", EXPR_DEEPEST);
    advance(parser);
    return !parser->stopped;
}

static void close_parenthesis(struct expr_parser *parser, struct expr_token open)
{
    parser->depth--;
    if (is(parser, ")"))
        advance(parser);
    else
        expr_stop_after_value(parser, open);
}

// The arguments from '(' to ')'; how many.
static int parse_arguments(struct expr_parser *parser)
{
    struct expr_token open = parser->token;
    int count = 0;
    if (!open_parenthesis(parser))
        return 0;
    while (!parser->stopped && (count ? is(parser, ",") : !is(parser, ")"))) {
        if (count++)
            advance(parser);
        parse_binary(parser, BIND_OR);
    }
    close_parenthesis(parser, open);
    return count;
}

// The number of a constant operand, which is taken off again; below 0: it is none.
static double parse_seconds(struct expr_parser *parser)
{
    struct expr_token first = parser->token;
    int first_op = parser->op_count;
    parse_binary(parser, BIND_OR);
    if (parser->stopped)
        return 0;
    const struct expr_op *op = &parser->ops[parser->op_count - 1];
    bool is_constant = parser->op_count == first_op + 1 && op->kind == EXPR_OP_CONSTANT;
    double seconds = is_constant ? op->value : -1;
    parser->op_count = first_op;
    if (!(seconds >= 0 && seconds <= 3600))
        expr_stop(parser, first, "expr-osc", "write osc(\"/sensor/3\", 0.2)",
                  "osc() smooths in a number of seconds that stays, 3600 at most");
    return seconds;
}

// osc("/address") or osc("/address", seconds).
static void parse_osc(struct expr_parser *parser, struct expr_token name)
{
    struct expr_token open = parser->token;
    if (!open_parenthesis(parser))
        return;
    struct expr_token quoted = parser->token;
    const char *address = parser->text + quoted.start + 1;
    bool is_text = quoted.kind == EXPR_TEXT;
    if (!is_text || !rmx_is_osc_address(address, quoted.length - 2)) {
        expr_report_address(parser, is_text ? quoted : name);
        return;
    }
    advance(parser);
    double smooth_s = 0;
    if (is(parser, ",")) {
        advance(parser);
        smooth_s = parse_seconds(parser);
    }
    close_parenthesis(parser, open);
    if (!parser->stopped)
        push(parser, EXPR_OP_SIGNAL)->index = parser->context->add_osc(
            parser->context->data, address, quoted.length - 2, smooth_s, expr_span(parser, quoted));
}

static void parse_call(struct expr_parser *parser, struct expr_token name)
{
    const char *word = parser->text + name.start;
    const struct expr_function *function = expr_function_find(word, name.length);
    int first_op = parser->op_count, first_run = parser->run_count;
    size_t first = parser->token.start + 1;
    if (!function)
        expr_report_function(parser, name);
    int count = parse_arguments(parser);
    if (parser->stopped)
        return;
    if (function && !function->evaluate && !parser->context->run_count) {
        expr_stop(parser, name, "expr-unknown-function", NULL, "'run' works in a scene only");
    } else if (function && count >= function->least && count <= function->most) {
        size_t last = parser->last.start;
        if (function->evaluate)
            push_call(parser, function, count);
        else
            push_run(parser, first_op, first_run,
                     rmx_arena_copy_n(parser->arena, parser->text + first, last - first));
        return;
    }
    if (function)
        expr_report_arguments(parser, name, function, count);
    parser->op_count = first_op;
    push_constant(parser, 0); // stands for it, so that later errors are found as well
}

static void push_signal(struct expr_parser *parser, struct expr_token name, int signal)
{
    if (parser->context->signals->items[signal].kind == RMX_SIGNAL_KIND_ROW)
        expr_report(parser, name, "expr-row", "an input of TYPE audio or audioFFT reads it",
                    "'%s' is a row of a texture, no number",
                    parser->context->signals->items[signal].name);
    push(parser, EXPR_OP_SIGNAL)->index = signal;
}

// The table's entry of that name, perhaps a new one; -1: there is none.
static int find_or_add(struct expr_parser *parser, struct expr_token name)
{
    const struct rmx_expr_context *context = parser->context;
    int signal = expr_signal_find(parser, name);
    bool is_call = is(parser, "(");
    if (signal >= 0 || is_call || !context->add_signal)
        return signal;
    return context->add_signal(context->data, parser->text + name.start, name.length,
                               expr_span(parser, name));
}

static void parse_name(struct expr_parser *parser)
{
    struct expr_token name = parser->token;
    if (is(parser, "and") || is(parser, "or")) {
        expr_stop_no_value(parser);
        return;
    }
    advance(parser);
    int signal = find_or_add(parser, name);
    if (is(parser, "(") && parser->context->add_osc && expr_token_is(parser->text, name, "osc"))
        parse_osc(parser, name);
    else if (is(parser, "("))
        parse_call(parser, name);
    else if (signal >= 0)
        push_signal(parser, name, signal);
    else if (expr_token_is(parser->text, name, "pi"))
        push_constant(parser, 3.141592653589793);
    else {
        expr_report_name(parser, name);
        push_constant(parser, 0);
    }
}

static void parse_parentheses(struct expr_parser *parser)
{
    struct expr_token open = parser->token;
    if (!open_parenthesis(parser))
        return;
    parse_binary(parser, BIND_OR);
    close_parenthesis(parser, open);
}

static void parse_operand(struct expr_parser *parser)
{
    if (is(parser, "-")) {
        advance(parser);
        parse_operand(parser);
        push_operator(parser, "neg", 1);
    } else if (is(parser, "+")) {
        advance(parser);
        parse_operand(parser);
    } else if (is(parser, "not")) {
        advance(parser);
        parse_binary(parser, BIND_COMPARISON);
        push_operator(parser, "not", 1);
    } else if (is(parser, "(")) {
        parse_parentheses(parser);
    } else if (parser->token.kind == EXPR_NUMBER) {
        push_constant(parser, parser->token.number);
        advance(parser);
    } else if (parser->token.kind == EXPR_NAME) {
        parse_name(parser);
    } else {
        expr_stop_no_value(parser);
    }
}

// '%' is an operator where a value follows it, else a unit.
static bool is_unit_percent(const struct expr_parser *parser)
{
    if (!is(parser, "%"))
        return false;
    struct expr_token next = expr_lex(parser->text, parser->token.start + 1);
    bool begins_value = next.kind == EXPR_NUMBER || expr_token_is(parser->text, next, "(") ||
                        expr_token_is(parser->text, next, "-") ||
                        (next.kind == EXPR_NAME && !expr_token_is(parser->text, next, "and") &&
                         !expr_token_is(parser->text, next, "or"));
    return !begins_value;
}

static int binding_here(const struct expr_parser *parser)
{
    if (is_unit_percent(parser))
        return 0;
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++)
        if (is(parser, bindings[i].sign))
            return bindings[i].binding;
    return 0;
}

static void parse_binary(struct expr_parser *parser, int weakest)
{
    parse_operand(parser);
    int binding, before = 0;
    while (!parser->stopped && (binding = binding_here(parser)) >= weakest && binding > 0) {
        struct expr_token sign = parser->token;
        if (binding == BIND_COMPARISON && before == BIND_COMPARISON)
            expr_report(parser, sign, "expr-syntax", "write 'a < b and b < c'",
                        "comparisons do not chain");
        advance(parser);
        parse_binary(parser, binding + 1);
        push_call(parser, expr_operator(parser->text + sign.start, sign.length), 2);
        before = binding;
    }
}

static void parse_unit(struct expr_parser *parser)
{
    const struct expr_unit *unit = expr_unit_find(parser->text, parser->token);
    struct expr_token next = expr_lex(parser->text, parser->token.start + parser->token.length);
    if (!unit || next.kind != EXPR_END) {
        expr_stop_after_value(parser, (struct expr_token){0});
        return;
    }
    if (unit->divisor >= 0 && parser->context->is_header) {
        expr_stop(parser, parser->token, "expr-unit", "in an effect's header lengths are fractions",
                  "the unit '%s' works in a scene only", unit->name);
        return;
    }
    advance(parser);
    parser->unit = unit->name;
    if (unit->factor != 1) {
        push_constant(parser, unit->factor);
        push_operator(parser, "*", 2);
    }
    if (unit->divisor >= 0) {
        bool is_width = unit->divisor == RMX_SIGNAL_HEIGHT && parser->context->pixels_of;
        push(parser, EXPR_OP_SIGNAL)->index = is_width ? parser->context->pixels_of : unit->divisor;
        push_operator(parser, "/", 2);
    }
}

const struct rmx_program *rmx_expr_parse(struct rmx_arena *arena, const char *text,
                                         struct rmx_span span,
                                         const struct rmx_expr_context *context,
                                         struct rmx_errors *errors)
{
    struct expr_op ops[EXPR_MOST_OPS];
    struct expr_parser parser = {.arena = arena,
                                 .text = text,
                                 .span = span,
                                 .context = context,
                                 .errors = errors,
                                 .ops = ops};
    if (strlen(text) > EXPR_LONGEST) {
        expr_stop(&parser, parser.token, "expr-too-long", NULL,
                  "an expression has at most 5,000 characters");
        return NULL;
    }
    advance(&parser);
    if (parser.token.kind == EXPR_END) {
        expr_stop(&parser, (struct expr_token){0}, "expr-empty", NULL, "an expression is missing");
        return NULL;
    }
    parse_binary(&parser, BIND_OR);
    if (!parser.stopped && parser.token.kind != EXPR_END)
        parse_unit(&parser);
    if (parser.failed)
        return NULL;
    struct rmx_program *program = cut(&parser, 0, 0, rmx_arena_copy(arena, text));
    program->unit = parser.unit;
    return program;
}
