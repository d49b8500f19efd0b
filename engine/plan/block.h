// SPDX-License-Identifier: GPL-3.0-or-later
// A pass's parameter block (std140) and its textures while they are laid out: each takes the next
// place.
//
// In:  a pass whose steps are fused. Out: its slots, its textures, its block's size.
// Private to plan/: for plan/layout.c and plan/fragments/layout.c.
#pragma once

#include "plan/plan.h"

struct rmx_block {
    struct rmx_arena *arena;
    const struct rmx_plan *plan;
    struct rmx_pass *pass;
};

// Room for a number of so many components, 1, 2 or 4; its offset in bytes.
int rmx_block_slot(struct rmx_block *block, struct rmx_slot slot, int components);
// The inputs of the pass's step `k` that are numbers, in the order of its header.
void rmx_block_inputs(struct rmx_block *block, int k);
// The pictures that step `k` reads and that are no steps of its pass, each with its level: inputs,
// buffers, imports. Fills the step's `textures`.
void rmx_block_textures(struct rmx_block *block, int k);
// The offset of a step's input that was laid out; 0: it was not.
int rmx_block_input_offset(const struct rmx_pass *pass, int step, int input);
