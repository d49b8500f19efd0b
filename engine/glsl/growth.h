// SPDX-License-Identifier: GPL-3.0-or-later
// How long a text becomes when its macros and functions stand in their places, as drivers put them.
//
// In:  code, macros and declarations of a body. Out: what grows too long. Pure.
#pragma once

#include "glsl/code.h"
#include "glsl/declare.h"

// So much is compiled in two seconds. Loops, cases and a few functions count as many words.
enum { RMX_MOST_WORDS = 60000, RMX_DEEPEST_CALL = 200 };

// The name of the function or macro that passes RMX_MOST_WORDS: in the whole text, where a function
// is the word that calls it, or in what `main` grows to when functions stand in their places, too;
// NULL: all is well. What is never called costs no more than its text. `*too_deep`: the name is
// that of a function or macro below RMX_DEEPEST_CALL others.
const struct rmx_token *rmx_growth_check(struct rmx_arena *scratch, const struct rmx_code *code,
                                         const struct rmx_macros *macros,
                                         const struct rmx_declarations *declarations,
                                         bool *too_deep);
