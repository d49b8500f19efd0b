// SPDX-License-Identifier: GPL-3.0-or-later
// The types of GLSL's numbers, vectors and matrices, and what operations on them give.
//
// In:  types and words. Out: types, and a guess of the work on them; base 0 where it is not known
// for certain (or where the result would hang on more than the types: whole numbers are not
// divided). Pure.
#pragma once

#include "glsl/lexer.h"

struct rmx_value_type {
    char base;           // 'f', 'i', 'u' or 'b'; 0: not known
    signed char columns; // of a matrix; 1: none
    signed char rows;
};

// float, ivec3, mat2 ...
struct rmx_value_type rmx_value_type_of(const struct rmx_token *word);
const char *rmx_value_type_name(struct rmx_value_type type);
bool rmx_value_type_same(struct rmx_value_type a, struct rmx_value_type b);
int rmx_value_numbers(struct rmx_value_type type);

struct rmx_value_type rmx_value_literal(const struct rmx_token *number);
struct rmx_value_type rmx_value_unary(const struct rmx_token *sign, struct rmx_value_type a);
struct rmx_value_type rmx_value_binary(const struct rmx_token *sign, struct rmx_value_type a,
                                       struct rmx_value_type b);
struct rmx_value_type rmx_value_choice(struct rmx_value_type condition, struct rmx_value_type a,
                                       struct rmx_value_type b);
struct rmx_value_type rmx_value_index(struct rmx_value_type a, int index);
struct rmx_value_type rmx_value_swizzle(struct rmx_value_type a, const struct rmx_token *letters);
// vec2(...), mat2(...).
struct rmx_value_type rmx_value_constructed(struct rmx_value_type type,
                                            const struct rmx_value_type *args, int count);
// A built-in function that is nothing but its arguments. `work`: as the operations of plain signs
// count one a number.
struct rmx_value_type rmx_value_function(const struct rmx_token *name,
                                         const struct rmx_value_type *args, int count, int *work);
