// SPDX-License-Identifier: GPL-3.0-or-later
// How many operations on single numbers a word of a shader stands for, by the types of what it
// names.
//
// In:  code and macros. Out: numbers. Pure. No scopes: a name has the largest of its types.
#pragma once

#include "base/names.h"
#include "glsl/code.h"

struct rmx_word_weights {
    struct rmx_names numbers;  // by variable: how many numbers one of it holds
    struct rmx_names elements; // by variable: of an array, how many
    struct rmx_names whole;    // by variable: the same of those of whole numbers
    struct rmx_names structs;  // by struct: how many numbers
};

struct rmx_word_weights rmx_word_weights_find(struct rmx_arena *arena, const struct rmx_code *code,
                                              const struct rmx_macros *macros);
// Of item `i` of `code`, which may be a macro's.
long long rmx_word_weight(const struct rmx_word_weights *weights, const struct rmx_code *code,
                          int i);
