// SPDX-License-Identifier: GPL-3.0-or-later
// What files of others may ask of a compiler: how deep and how large, and that they store nothing.
//
// In:  code, macros and declarations of a body. Out: the first place that passes a limit. Pure.
// Compilers read by recursion, and their stack is as deep as what they read; large arrays that are
// read by an index cost them the square of their length. docs/effects.md has these numbers.
#pragma once

#include "glsl/code.h"

enum {
    // Of an expression or a statement: each operator counts 1, each bracket, `?` and word that
    // begins a statement (if, else, for ...) 8, those around it included.
    RMX_MOST_DEPTH = 2048,
    RMX_MOST_PARAMETERS = 256,   // of a macro
    RMX_MOST_ELEMENTS = 2048,    // of an array
    RMX_MOST_LOCAL_BYTES = 4096, // of arrays that are no constants, all together
    RMX_MOST_CONST_BYTES = 16384 // of those that are
};

struct rmx_limit {
    const struct rmx_token *at; // NULL: nothing passes a limit
    const char *message;
    const char *hint; // NULL: none
    const char *id;   // of the error; NULL: isf-limit
};

struct rmx_limit rmx_limits_check(struct rmx_arena *scratch, const struct rmx_code *code,
                                  const struct rmx_macros *macros);
