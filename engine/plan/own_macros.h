// SPDX-License-Identifier: GPL-3.0-or-later
// What a name means with regard to the macros that its file defines.
//
// In:  an effect's tokens, in order. Out: whether a macro, or a macro's parameter, is meant. Pure.
#pragma once

#include "isf/effect.h"

struct rmx_own_macros {
    const struct rmx_effect *effect;
    struct rmx_names from;          // name to the token of its first definition
    struct rmx_names only;          // macros whose names nothing else in the file has
    int line;                       // the name of the macro whose line this is; 0: none
    int parameters, parameters_end; // the tokens of its own, on its line; 0: none
};

struct rmx_own_macros rmx_own_macros_find(struct rmx_arena *arena, const struct rmx_effect *effect);
// To be told of each token that is written, in order.
void rmx_own_macros_follow(struct rmx_own_macros *macros, int i);
// Within its macro, a parameter means what is put in its place.
bool rmx_own_macros_parameter(const struct rmx_own_macros *macros, const struct rmx_token *token);
// Whether nothing else in the file has that name.
bool rmx_own_macros_only(const struct rmx_own_macros *macros, const struct rmx_token *token);
// Whether a macro is meant at token `i`, by a name that nothing else in the file has: above its
// definition it is none, and within itself it is not expanded.
bool rmx_own_macros_meant(const struct rmx_own_macros *macros, int i);
