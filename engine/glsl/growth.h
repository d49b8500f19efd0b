// SPDX-License-Identifier: GPL-3.0-or-later
// How long a text becomes when its macros and functions stand in their places, as drivers put them.
//
// In:  code, macros and declarations of a body. Out: what grows too long. Pure.
#pragma once

#include "glsl/code.h"
#include "glsl/declare.h"

enum { RMX_MOST_WORDS = 400000 };

// The name of the first function or macro that would pass RMX_MOST_WORDS, or the first word where
// they do so together; NULL: all is well.
const struct rmx_token *rmx_growth_check(struct rmx_arena *scratch, const struct rmx_code *code,
                                         const struct rmx_macros *macros,
                                         const struct rmx_declarations *declarations);
