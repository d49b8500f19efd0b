// SPDX-License-Identifier: GPL-3.0-or-later
// What a GLSL text declares at global scope: functions, variables, constants, structs, macros.
//
// In:  its code and macros. Out: names and places. No preprocessor runs: every #if branch counts.
// Pure.
#pragma once

#include "base/names.h"
#include "glsl/code.h"

// `type name[array] = initialiser;` at global scope.
struct rmx_global_init {
    const char *name;
    int first_token, last_token; // the initialiser's tokens, both included
    bool is_const;               // declared const with a constant initialiser: stays as it is
    int declaration_first, declaration_last; // the whole declaration, ';' included
};

// `type name;` at global scope.
struct rmx_global_zero {
    const char *name, *type;
};

// A function with a body. Overloads are functions of their own.
struct rmx_function {
    const struct rmx_token *name;
    int arity;
    int first, last; // items of the code: the braces of its body
};

struct rmx_declarations {
    const char **names; // each once, in order of appearance
    int name_count;
    struct rmx_names known;         // the same, for look-up
    struct rmx_names beside_macros; // those that something else than a macro declares
    struct rmx_function *functions;
    int function_count;
    struct rmx_global_init *inits; // places are tokens, not items
    int init_count;
    struct rmx_global_zero *zeros;
    int zero_count;
    const struct rmx_token *output; // the name in `out vec4 NAME;`; NULL: none
    int output_first, output_last;  // tokens
    struct rmx_names constants;     // globals that are constant expressions, structs among them
    const char
        *trouble; // why names cannot be trusted: the reason to keep the file a pass of its own
};

// `variables` holds names from elsewhere that are no constants (inputs, functions of libraries);
// NULL will do. An unknown name counts as a constant: a `const` keeps its initialiser.
struct rmx_declarations rmx_declarations_find(struct rmx_arena *arena, const struct rmx_code *code,
                                              const struct rmx_macros *macros,
                                              const struct rmx_names *variables);
