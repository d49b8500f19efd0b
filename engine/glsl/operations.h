// SPDX-License-Identifier: GPL-3.0-or-later
// How much a shader computes in one run of main.
//
// In:  a whole shader's text. Out: counts. Pure. An operator or a built-in function is one
// operation, however many numbers it takes; assignments, swizzles, constructors, indices and
// constants are none. Counted is what the text could do: both sides of a branch, of functions of
// one name the dearest that takes as many arguments, a loop as often as a constant in its head
// allows.
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct rmx_operations {
    double operations;
    double texture_reads;
    double block_reads; // of numbers in a uniform block, each where it is named
    double flat_reads;  // of numbers that the vertex stage hands on `flat`
    bool is_least;      // some loop's rounds are not known: it counts once
};

// False where the text is no whole shader, or nests too deep.
bool rmx_operations_count(struct rmx_arena *scratch, const char *text, size_t length,
                          struct rmx_operations *operations);
