// SPDX-License-Identifier: GPL-3.0-or-later
// A parsed expression: its value, what it depends on.
#include "expr/expr_parts.h"

#include <assert.h>

static const char *const signal_names[RMX_SIGNAL_KNOBS] = {
    [RMX_SIGNAL_TIME] = "time",       [RMX_SIGNAL_BEAT] = "beat",
    [RMX_SIGNAL_BAR] = "bar",         [RMX_SIGNAL_BPM] = "bpm",
    [RMX_SIGNAL_FRAME] = "frame",     [RMX_SIGNAL_SEED] = "seed",
    [RMX_SIGNAL_WIDTH] = "width",     [RMX_SIGNAL_HEIGHT] = "height",
    [RMX_SIGNAL_MOUSE_X] = "mouse.x", [RMX_SIGNAL_MOUSE_Y] = "mouse.y",
};

const char *rmx_signal_name(enum rmx_signal signal)
{
    return signal < RMX_SIGNAL_KNOBS ? signal_names[signal] : NULL;
}

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

// Inner runs stand in the list as well, so one level is enough.
static uint32_t own_signals(const struct rmx_program *program)
{
    uint32_t bits = 0;
    for (int i = 0; i < program->op_count; i++) {
        const struct expr_op *op = &program->ops[i];
        if (op->kind == EXPR_OP_SIGNAL && op->index < RMX_SIGNAL_KNOBS)
            bits |= 1u << op->index;
    }
    return bits;
}

uint32_t rmx_program_signals(const struct rmx_program *program)
{
    uint32_t bits = own_signals(program);
    for (int i = 0; i < program->run_count; i++)
        bits |= own_signals(program->runs[i].rate) | 1u << RMX_SIGNAL_TIME;
    return bits;
}

static bool itself_reads(const struct rmx_program *program, int signal)
{
    for (int i = 0; i < program->op_count; i++)
        if (program->ops[i].kind == EXPR_OP_SIGNAL && program->ops[i].index == signal)
            return true;
    return false;
}

bool rmx_program_reads_knob(const struct rmx_program *program, int knob)
{
    bool reads = itself_reads(program, RMX_SIGNAL_KNOBS + knob);
    for (int i = 0; i < program->run_count && !reads; i++)
        reads = itself_reads(program->runs[i].rate, RMX_SIGNAL_KNOBS + knob);
    return reads;
}

const struct rmx_program *rmx_program_run_rate(const struct rmx_program *program, int index)
{
    for (int i = 0; i < program->run_count; i++)
        if (program->runs[i].index == index)
            return program->runs[i].rate;
    return NULL;
}

const char *rmx_program_text(const struct rmx_program *program)
{
    return program->text;
}
