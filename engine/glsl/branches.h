// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the branches away that an #if of the file itself leaves out.
//
// In:  the tokens of a body. Out: the same; what the compiler will not see has become comments, the
// deciding directives too, so that lines stay where they are. Pure.
#pragma once

#include "glsl/lexer.h"

// False where a condition hangs on what only the driver knows (an extension's name, a macro with
// arguments, an expression that is none): its branches all stay, as they are written.
bool rmx_branches_sieve(struct rmx_arena *scratch, struct rmx_tokens *tokens);
