// SPDX-License-Identifier: GPL-3.0-or-later
// A parsed expression: its value, what it depends on.
#include "expr/expr_parts.h"

#include <assert.h>

double rmx_program_value(const struct rmx_program *program, const double *signals,
                         const double *runs)
{
    double stack[EXPR_MOST_OPS]; // each operation pushes one value at most
    int top = 0;
    for (int i = 0; i < program->op_count; i++) {
        const struct expr_op *op = &program->ops[i];
        switch (op->kind) {
        case EXPR_OP_CONSTANT: stack[top++] = op->value; break;
        case EXPR_OP_SIGNAL: stack[top++] = signals[op->index]; break;
        case EXPR_OP_RUN: stack[top++] = runs[op->index]; break;
        case EXPR_OP_CALL:
            top -= op->index - 1;
            stack[top - 1] = op->function->evaluate(&stack[top - 1], op->index, program->seed);
            break;
        }
    }
    assert(top == 1);
    return stack[0];
}

bool rmx_program_is_constant(const struct rmx_program *program)
{
    for (int i = 0; i < program->op_count; i++)
        if (program->ops[i].kind == EXPR_OP_SIGNAL || program->ops[i].kind == EXPR_OP_RUN)
            return false;
    return true;
}

static void add_own_signals(const struct rmx_program *program, struct rmx_signal_set *set)
{
    for (int i = 0; i < program->op_count; i++)
        if (program->ops[i].kind == EXPR_OP_SIGNAL)
            rmx_signal_set_add(set, program->ops[i].index);
}

// Inner runs stand in the list as well, so one level is enough.
void rmx_program_add_signals(const struct rmx_program *program, struct rmx_signal_set *set)
{
    add_own_signals(program, set);
    for (int i = 0; i < program->run_count; i++) {
        add_own_signals(program->runs[i].rate, set);
        rmx_signal_set_add(set, RMX_SIGNAL_TIME);
    }
}

static bool itself_reads(const struct rmx_program *program, int signal)
{
    for (int i = 0; i < program->op_count; i++)
        if (program->ops[i].kind == EXPR_OP_SIGNAL && program->ops[i].index == signal)
            return true;
    return false;
}

bool rmx_program_reads(const struct rmx_program *program, int signal)
{
    bool reads = itself_reads(program, signal);
    for (int i = 0; i < program->run_count && !reads; i++)
        reads = signal == RMX_SIGNAL_TIME || itself_reads(program->runs[i].rate, signal);
    return reads;
}

const struct rmx_program *rmx_program_run_rate(const struct rmx_program *program, int index)
{
    for (int i = 0; i < program->run_count; i++)
        if (program->runs[i].index == index)
            return program->runs[i].rate;
    return NULL;
}

const char *rmx_program_unit(const struct rmx_program *program)
{
    return program->unit;
}

const char *rmx_program_text(const struct rmx_program *program)
{
    return program->text;
}
