// SPDX-License-Identifier: GPL-3.0-or-later
// What the condition of an #if comes to.
//
// In:  tokens, and the macros that they have defined so far. Out: yes, no, or that only the driver
// knows. Source: OpenGL Shading Language 4.50, section 3.3. Pure.
#pragma once

#include "glsl/lexer.h"

enum rmx_truth { RMX_TRUTH_NO, RMX_TRUTH_YES, RMX_TRUTH_UNKNOWN };

// Lives as long as the arena. Begins with what the engine's own lines and the language define.
struct rmx_conditions *rmx_conditions_create(struct rmx_arena *arena,
                                             const struct rmx_tokens *tokens);
// Token `at` follows #define or #undef. `maybe`: it is not known whether the compiler gets there.
void rmx_conditions_define(struct rmx_conditions *conditions, int at, bool defines, bool maybe);
// Token `at` follows #ifdef or #ifndef; `wanted`: the answer that is a yes.
enum rmx_truth rmx_condition_defined(const struct rmx_conditions *conditions, int at, bool wanted);
// Token `at` follows #if or #elif.
enum rmx_truth rmx_condition_truth(const struct rmx_conditions *conditions, int at);
