// SPDX-License-Identifier: GPL-3.0-or-later
// An expression as GLSL: the postfix program, read from its end as a tree.
#include "expr/expr_parts.h"

#include <assert.h>
#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct printer {
    const struct rmx_program *program;
    const struct rmx_expr_context *context;
    struct rmx_text *out;
    int sizes[EXPR_MOST_OPS]; // operations in the tree that ends at each one
};

static void print_tree(struct printer *printer, int at);

static void measure(struct printer *printer)
{
    for (int i = 0; i < printer->program->op_count; i++) {
        const struct expr_op *op = &printer->program->ops[i];
        printer->sizes[i] = 1;
        for (int operand = op->kind == EXPR_OP_CALL ? op->index : 0; operand > 0; operand--)
            printer->sizes[i] += printer->sizes[i - printer->sizes[i]];
    }
}

// The place of operand `number`, from 0, of the call at `at`.
static int operand_at(const struct printer *printer, int at, int number)
{
    int place = at - 1;
    for (int i = printer->program->ops[at].index - 1; i > number; i--)
        place -= printer->sizes[place];
    return place;
}

// Nine digits give every float back; GLSL wants to see a point or an exponent in them.
static void print_number(struct rmx_text *out, double value)
{
    if (isnan(value)) {
        rmx_text_add(out, "uintBitsToFloat(0x7FC00000u)");
    } else if (fabs(value) > (double)FLT_MAX) {
        rmx_text_add(out,
                     value > 0 ? "uintBitsToFloat(0x7F800000u)" : "uintBitsToFloat(0xFF800000u)");
    } else {
        char digits[32];
        snprintf(digits, sizeof digits, "%.9g", value);
        const char *point = strpbrk(digits, ".e") ? "" : ".0";
        rmx_text_printf(out, value < 0 ? "(%s%s)" : "%s%s", digits, point);
    }
}

static void print_signal(struct printer *printer, int index)
{
    const struct rmx_signal *signal = &printer->context->signals->items[index];
    rmx_text_add(printer->out, rmx_signal_is_from(signal, "knob") ? "knob_" : "signal_");
    for (const char *c = signal->name ? signal->name : "fps"; *c; c++)
        rmx_text_add_n(printer->out, isalnum((unsigned char)*c) ? c : "_", 1);
}

static void print_operands(struct printer *printer, int at, int first)
{
    for (int i = first; i < printer->program->ops[at].index; i++) {
        if (i > first)
            rmx_text_add(printer->out, ", ");
        print_tree(printer, operand_at(printer, at, i));
    }
}

// The letters are said at struct expr_function.
static void print_slot(struct printer *printer, int at, char slot)
{
    switch (slot) {
    case 'a': print_tree(printer, operand_at(printer, at, 0)); break;
    case 'b': print_tree(printer, operand_at(printer, at, 1)); break;
    case 'r': print_operands(printer, at, 1); break;
    case 'n': rmx_text_printf(printer->out, "%d", printer->program->ops[at].index - 1); break;
    case 's': rmx_text_printf(printer->out, "%uu", printer->program->seed); break;
    default: assert(!"a letter that no pattern has");
    }
}

static void print_call(struct printer *printer, int at)
{
    const char *pattern = printer->program->ops[at].function->glsl;
    if (!strchr(pattern, '$')) {
        rmx_text_printf(printer->out, "%s(", pattern);
        print_operands(printer, at, 0);
        rmx_text_add(printer->out, ")");
        return;
    }
    for (const char *c = pattern; *c; c++) {
        if (*c == '$')
            print_slot(printer, at, *++c);
        else
            rmx_text_add_n(printer->out, c, 1);
    }
}

static void print_tree(struct printer *printer, int at)
{
    const struct expr_op *op = &printer->program->ops[at];
    switch (op->kind) {
    case EXPR_OP_CONSTANT: print_number(printer->out, op->value); break;
    case EXPR_OP_SIGNAL: print_signal(printer, op->index); break;
    case EXPR_OP_RUN: rmx_text_printf(printer->out, "run_%d", op->index); break;
    case EXPR_OP_CALL: print_call(printer, at); break;
    }
}

void rmx_program_glsl(const struct rmx_program *program, const struct rmx_expr_context *context,
                      struct rmx_text *out)
{
    struct printer printer = {.program = program, .context = context, .out = out};
    measure(&printer);
    print_tree(&printer, program->op_count - 1);
}
