// SPDX-License-Identifier: GPL-3.0-or-later
// Second programs of a plan's passes, in which numbers that stand still are constants.
//
// In:  a plan, the values that fill its frames, a frame's bytes. Out: vertex shaders, beside which
// the passes' fragment shaders stay as they are.
// Pure.
#pragma once

#include "plan/values.h"

// Which numbers are constants. Compilers compute with constants otherwise than a picture's drawing
// does (sines, sums in another order), so that a pass may have other last bits with the first of
// them and the same with the second: what draws them finds out which will do.
enum rmx_special_kind {
    RMX_SPECIAL_ALL,    // all that stand still
    RMX_SPECIAL_COUNTS, // of these what decides: integers, booleans, levels, and what is counted
    RMX_SPECIAL_WHOLE,  // integers, booleans and levels
    RMX_SPECIAL_KINDS
};

struct rmx_special_texts {
    int numbers;                             // of the pass that stand still
    const char *vertices[RMX_SPECIAL_KINDS]; // NULL: none, or the same as an earlier one
};

// By pass. `block`: of any frame that `values` filled.
struct rmx_special_texts *rmx_special_print(struct rmx_arena *arena, const struct rmx_plan *plan,
                                            const struct rmx_values *values,
                                            const unsigned char *block);
