// SPDX-License-Identifier: GPL-3.0-or-later
// What GLSL leaves open in files of others: calls that may leave a function's domain, and locals
// that are given no value.
//
// In:  the tokens of a body, its #if branches decided. Out: such calls by the names of
// shaders/lib/open.glsl, and `float a;` as `float a=0.0;`. Pure.
#pragma once

#include "base/arena.h"
#include "glsl/lexer.h"

#include <stdbool.h>

#define RMX_OPEN_LIBRARY "lib/open.glsl"

// True where a call was renamed. Those whose arguments show that they stay within the domain are
// left as they are, and so is what stands outside of functions: there it may have to be constant.
bool rmx_open_rename(struct rmx_arena *scratch, struct rmx_tokens *tokens);

// Numbers, arrays and structs. What has more than RMX_MOST_ZEROS numbers (open_zero.h) is filled
// behind its declaration, by a loop: but where the next statement is a loop that fills it, and in
// the head of one.
void rmx_open_locals(struct rmx_arena *arena, struct rmx_tokens *tokens);
