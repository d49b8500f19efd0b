// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing, as a value of any type: numbers, arrays, structs of the file's own.
//
// In:  the code and macros of a body. Out: GLSL text. Pure.
#pragma once

#include "base/names.h"
#include "base/text.h"
#include "glsl/code.h"

// Up to so many numbers are written out as one value, which drivers leave out where it is written
// over; a loop of assignments costs a pass over the array.
enum { RMX_MOST_ZEROS = 256, RMX_MOST_ZEROS_A_FILE = 65536, RMX_MOST_DIMENSIONS = 4 };

struct rmx_zero_struct;

struct rmx_zeros {
    const struct rmx_code *code;
    struct rmx_zero_struct *structs; // in order of appearance
    int struct_count;
    struct rmx_names by_name; // to the last struct of the name
    struct rmx_names sizes;   // a constant's or macro's name to its number; 0: not known, or large
    int left;                 // of RMX_MOST_ZEROS_A_FILE
};

// The type of one variable: items of the code.
struct rmx_zero_type {
    int type; // its name, or the brace of a struct without one
    // What stands between each pair of brackets, the outermost dimension first.
    struct rmx_zero_size {
        int first, last;
    } sizes[RMX_MOST_DIMENSIONS];
    int dimensions;
};

struct rmx_zeros rmx_zeros_make(struct rmx_arena *arena, const struct rmx_code *code,
                                const struct rmx_macros *macros);
// Whether the item names a type of which nothing is a value: float, mat3, a struct of the file.
bool rmx_zeros_has(const struct rmx_zeros *zeros, int type);
// Adds the brackets that open at item `i` to the type, inside of those that it has. Returns the
// item behind them; -1: there are too many.
int rmx_zeros_sizes(const struct rmx_zeros *zeros, int i, struct rmx_zero_type *type);

// "vec2[2](vec2(0),vec2(0))". False where a size is not known, or it is too long: nothing is added.
bool rmx_zeros_value(struct rmx_zeros *zeros, const struct rmx_zero_type *type,
                     struct rmx_text *out);
// Statements that fill the variable of that name: "for(...){a[rmx_i0]=0.0;}". Arrays of more than
// 4,096 elements stay, and those whose size is more than sums and products of constants.
void rmx_zeros_fill(struct rmx_zeros *zeros, const struct rmx_zero_type *type, const char *name,
                    struct rmx_text *out);
