// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of the expression language share: tokens, functions, the flat program.
//
// In:  nothing. Out: nothing: plain data, for expr/*.c alone; others include expr/expr.h.
#pragma once

#include "expr/expr.h"

#include <stddef.h>

enum { EXPR_LONGEST = 5000, EXPR_DEEPEST = 256, EXPR_MOST_OPS = 1000 };

enum expr_token_kind {
    EXPR_END,
    EXPR_NUMBER,
    EXPR_NAME, // dots included: "mouse.x"; a '$' may stand before it
    EXPR_SYMBOL,
    EXPR_TEXT,     // with its quotes, '…' or "…"
    EXPR_STRANGER, // a character or operator of another language
};

struct expr_token {
    enum expr_token_kind kind;
    size_t start, length; // bytes
    double number;
};

// The token at or behind byte `at`; its end is where the next one is looked for.
struct expr_token expr_lex(const char *text, size_t at);
bool expr_token_is(const char *text, struct expr_token token, const char *word);

// `a` are the arguments, `count` of them.
typedef double expr_evaluate(const double *a, int count, uint32_t seed);

struct expr_function {
    const char *name; // as called; an operator's sign, which no call can have
    int least, most;  // arguments
    expr_evaluate *evaluate;
    // A name to call in GLSL, or a pattern: $a $b are arguments, $r all but the first, $n the count
    // of those, $s the seed.
    const char *glsl;
};

// NULL: there is none of that name.
const struct expr_function *expr_function_find(const char *name, size_t length);
// The operator's row, which must be there ("neg" and "not" are the ones with one operand).
const struct expr_function *expr_operator(const char *sign, size_t length);

enum expr_op_kind { EXPR_OP_CONSTANT, EXPR_OP_SIGNAL, EXPR_OP_RUN, EXPR_OP_CALL };

struct expr_op {
    enum expr_op_kind kind;
    int index; // of a signal or run; of a call, how many arguments
    union {    // small, for what is read anew in every frame
        double value;
        const struct expr_function *function;
    };
};

struct expr_run {
    int index;
    const struct rmx_program *rate;
};

struct rmx_program {
    const struct expr_op *ops; // postfix: operands before their operator
    int op_count;
    uint32_t seed;
    const struct expr_run *runs; // inner ones included
    int run_count;
    const char *text, *unit; // the unit is NULL where it has none
};

struct expr_parser {
    struct rmx_arena *arena;
    const char *text;
    struct rmx_span span; // the text's first character
    const struct rmx_expr_context *context;
    struct rmx_errors *errors;
    struct expr_token token, last; // the one looked at, and the one before it
    struct expr_op *ops;           // room for EXPR_MOST_OPS
    int op_count;
    struct expr_run *runs;
    int run_count;
    const char *unit; // at the end; NULL: none was read
    int depth;        // of open parentheses
    bool failed;      // an error was reported
    bool stopped;     // and it leaves nothing to go on with: the rest is not read
};

// Units, and what a value that has one is multiplied with.
struct expr_unit {
    const char *name;
    double factor;
    int divisor; // a signal; -1: none
};

const struct expr_unit *expr_unit_find(const char *text, struct expr_token token);
// The entry of that name in the context's table, -1 where there is none.
int expr_signal_find(const struct expr_parser *parser, struct expr_token token);

// Where a token stands.
struct rmx_span expr_span(const struct expr_parser *parser, struct expr_token token);
// The errors, each with its place. After expr_stop nothing further is reported.
void expr_report(struct expr_parser *parser, struct expr_token token, const char *id,
                 const char *hint, const char *format, ...) __attribute__((format(printf, 5, 6)));
void expr_stop(struct expr_parser *parser, struct expr_token token, const char *id,
               const char *hint, const char *format, ...) __attribute__((format(printf, 5, 6)));
// The token cannot begin a value.
void expr_stop_no_value(struct expr_parser *parser);
// The token cannot follow a value. `open`: the parenthesis that is still open; EXPR_END: none.
void expr_stop_after_value(struct expr_parser *parser, struct expr_token open);
void expr_report_name(struct expr_parser *parser, struct expr_token name);
// Of osc(), where the token is no address in quotes.
void expr_report_address(struct expr_parser *parser, struct expr_token token);
void expr_report_function(struct expr_parser *parser, struct expr_token name);
void expr_report_arguments(struct expr_parser *parser, struct expr_token name,
                           const struct expr_function *function, int found);
