// SPDX-License-Identifier: GPL-3.0-or-later
// What macros may do to loops that stand around them or are made by them.
//
// In:  code and macros of a body. Out: names, and the first macro that could hide a loop. Pure.
#pragma once

#include "base/names.h"
#include "glsl/code.h"

struct rmx_loop_macros {
    struct rmx_names writing;       // those that may write a variable, in their text or by others
    struct rmx_names hiding;        // those that leave a bracket open, or close one
    const struct rmx_token *gluing; // a '##' that could make a loop's keyword; NULL: none
    bool has_references;            // some function writes to what it is given
};

struct rmx_loop_macros rmx_loop_macros_find(struct rmx_arena *arena, const struct rmx_code *code,
                                            const struct rmx_macros *macros);

// Whether the name at an item is a function of GLSL's own that writes to an argument.
bool rmx_loop_lends(const struct rmx_code *code, int item);
