// SPDX-License-Identifier: GPL-3.0-or-later
// Many programs in a row, small: four bytes an operation, constants and seeds beside them.
#include "expr/expr_parts.h"

#include <assert.h>

enum { PACK_END = EXPR_OP_CALL + 1, MOST_FUNCTIONS = 256 };

struct pack_op {
    uint8_t kind;     // an expr_op_kind, or the end of a program
    uint8_t function; // of a call
    uint16_t number;  // which signal or run; of a call, how many arguments
};

struct rmx_program_pack {
    struct pack_op *ops;
    int op_count;
    double *constants; // in the order in which they are used
    int constant_count;
    uint32_t *seeds; // by program
    int count;
    const struct expr_function *functions[MOST_FUNCTIONS];
    int function_count;
};

static uint8_t function_number(struct rmx_program_pack *pack, const struct expr_function *function)
{
    int i = 0;
    while (i < pack->function_count && pack->functions[i] != function)
        i++;
    assert(i < MOST_FUNCTIONS); // the language has fewer
    if (i == pack->function_count)
        pack->functions[pack->function_count++] = function;
    return (uint8_t)i;
}

static void add_op(struct rmx_arena *arena, struct rmx_program_pack *pack, const struct expr_op *op)
{
    struct pack_op *packed = RMX_PUSH(arena, &pack->ops, &pack->op_count);
    assert(op->index >= 0 && op->index <= UINT16_MAX); // a scene has fewer signals and runs
    *packed = (struct pack_op){.kind = (uint8_t)op->kind, .number = (uint16_t)op->index};
    if (op->kind == EXPR_OP_CALL)
        packed->function = function_number(pack, op->function);
    else if (op->kind == EXPR_OP_CONSTANT)
        *RMX_PUSH(arena, &pack->constants, &pack->constant_count) = op->value;
}

struct rmx_program_pack *rmx_program_pack_create(struct rmx_arena *arena,
                                                 const struct rmx_program *const *programs,
                                                 int count)
{
    struct rmx_program_pack *pack = RMX_NEW(arena, struct rmx_program_pack, 1);
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < programs[i]->op_count; k++)
            add_op(arena, pack, &programs[i]->ops[k]);
        *RMX_PUSH(arena, &pack->ops, &pack->op_count) = (struct pack_op){.kind = PACK_END};
        *RMX_PUSH(arena, &pack->seeds, &pack->count) = programs[i]->seed;
    }
    return pack;
}

void rmx_program_pack_values(const struct rmx_program_pack *pack, const double *signals,
                             const double *runs, double *out)
{
    double stack[EXPR_MOST_OPS];
    const double *constant = pack->constants;
    for (int i = 0, top = 0, program = 0; i < pack->op_count; i++) {
        const struct pack_op op = pack->ops[i];
        switch (op.kind) {
        case EXPR_OP_CONSTANT: stack[top++] = *constant++; break;
        case EXPR_OP_SIGNAL: stack[top++] = signals[op.number]; break;
        case EXPR_OP_RUN: stack[top++] = runs[op.number]; break;
        case EXPR_OP_CALL:
            top -= op.number - 1;
            stack[top - 1] = pack->functions[op.function]->evaluate(&stack[top - 1], op.number,
                                                                    pack->seeds[program]);
            break;
        default: assert(top == 1); out[program++] = stack[--top];
        }
    }
}
