// SPDX-License-Identifier: GPL-3.0-or-later
// What a body may ask of the compiler and of the GPU: errors past the limits, guards for its loops.
//
// In:  code, macros and declarations of a body. Out: errors at their places; the effect's guards.
// Pure.
#pragma once

#include "glsl/declare.h"
#include "isf/effect.h"

struct rmx_bounds_params {
    struct rmx_arena *arena, *scratch;
    struct rmx_effect *effect; // its tokens are read
    struct rmx_errors *errors;
};

// False with an error: a compiler might not come to an end.
bool rmx_bounds_check(const struct rmx_bounds_params *params, const struct rmx_code *code,
                      const struct rmx_macros *macros);
void rmx_bounds_check_growth(const struct rmx_bounds_params *params, const struct rmx_code *code,
                             const struct rmx_macros *macros, const struct rmx_declarations *found);
// Our own loops end: they get none.
void rmx_bounds_guard_loops(const struct rmx_bounds_params *params, const struct rmx_code *code,
                            const struct rmx_macros *macros, const struct rmx_declarations *found);
