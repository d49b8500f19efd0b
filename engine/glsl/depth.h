// SPDX-License-Identifier: GPL-3.0-or-later
// How deep a compiler's tree of a text is: operators behind each other and brackets in each other,
// macros in their places.
//
// In:  code and macros of a body. Out: the first place deeper than RMX_MOST_DEPTH. Pure.
#pragma once

#include "glsl/code.h"

// NULL: nothing is.
const struct rmx_token *rmx_depth_check(struct rmx_arena *scratch, const struct rmx_code *code,
                                        const struct rmx_macros *macros);
