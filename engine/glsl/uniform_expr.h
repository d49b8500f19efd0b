// SPDX-License-Identifier: GPL-3.0-or-later
// Uniform expressions: what a shader's code computes of nothing but literals and numbers that are
// the same for all pixels.
//
// In:  code and the names of these numbers. Out: the largest such expressions that are worth a
// place between two stages; the code with names in their places; statements that compute them.
// Pure. Nothing that is computed can trap, loop or read a picture. What is not understood stays as
// it is: what macros hide, functions under an #if, types that are not certain.
#pragma once

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct rmx_uniform_number {
    const char *type, *name;
};

struct rmx_uniform_params {
    const char *before; // what stands above the code: macros and functions that it may use
    const char *code;
    size_t length;
    const char *root; // the function that runs
    const struct rmx_uniform_number *numbers;
    int number_count;
};

// One value, wherever the code computes it.
struct rmx_uniform_value {
    const char *type; // float, vec2..4, int, ivec2..4, bool or mat2
    double work;      // that it takes, as a sum of two numbers counts one
    int places;       // in the code
};

struct rmx_uniform {
    struct rmx_uniform_value *values; // those first that take most work in all their places
    int count;
    struct rmx_uniform_finder *finder;
};

// Less work than a division of two numbers is not worth a place. More than the most, where what
// several need counts for each of them, stays where it is seen how heavy a shader is
// (glsl/weight.h).
enum { RMX_UNIFORM_LEAST_WORK = 4, RMX_UNIFORM_MOST_WORK = 1000 };
#define RMX_UNIFORM_PREFIX "rmx_once"

// Never fails: the worst is no value.
struct rmx_uniform rmx_uniform_find(struct rmx_arena *arena,
                                    const struct rmx_uniform_params *params);
// The code in which value i is the name rmx_once<i> wherever `chosen[i]`, line for line.
void rmx_uniform_write(const struct rmx_uniform *uniform, const bool *chosen, struct rmx_text *out);
// Statements that compute these names, those of vectors and single numbers declared elsewhere,
// matrices and truths here. `numbers`: what stands for each number there.
void rmx_uniform_compute(const struct rmx_uniform *uniform, const bool *chosen,
                         const char *const *numbers, struct rmx_text *out);
