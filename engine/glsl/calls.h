// SPDX-License-Identifier: GPL-3.0-or-later
// The call graph of a shader: functions and macros by name, each with the code that it runs.
//
// In:  code, macros and declarations of a body, and of what it includes. Out: nodes; which words a
// function reaches. Pure. What a name means is left open: of overloads, and of a macro that is
// defined twice, all count, and so does code behind any condition.
#pragma once

#include "glsl/declare.h"

#include <stdint.h>

// A function's body, a macro's replacement list (which runs as a function's body), or the
// initialiser of a global.
struct rmx_call_node {
    const struct rmx_code *code;
    int first, last; // items, both included
    int arity;       // -1: a macro without parentheses
    int next;        // another one of the same name; -1: none
    int repeats;     // a macro's: rmx_macro
    bool is_macro;
};

struct rmx_calls {
    struct rmx_arena *arena;
    struct rmx_names names; // name to its first node
    struct rmx_call_node *nodes;
    int count;
    int *inits; // nodes that run before any function
    int init_count;
};

// `calls` is zero but for its arena and that of its names. Code and macros outlive it.
void rmx_calls_add(struct rmx_calls *calls, const struct rmx_code *code,
                   const struct rmx_macros *macros, const struct rmx_declarations *declarations);
// The first node of that name; -1: nothing that is called.
int rmx_calls_find(const struct rmx_calls *calls, const struct rmx_token *name);
// Of those of that name that many at most are asked: a file may have thousands.
enum { RMX_MOST_OVERLOADS = 64 };
// Whether one of them, of which `node` (or -1) is the first, takes so many arguments.
bool rmx_calls_has_arity(const struct rmx_calls *calls, int node, int arity);
// What the arguments at a name may be repeated by, of which `node` (or -1) is the first node.
int rmx_calls_repeats(const struct rmx_calls *calls, int node);

// A word to look for: by itself, or behind a dot. Names that the nodes have are none.
struct rmx_call_word {
    const char *name;
    bool is_member;
};

enum { RMX_MOST_CALL_WORDS = 32 };

// Bit i: words[i] is reached from a function of one of the names (NULL ends them) or from a
// global's initialiser.
uint32_t rmx_calls_reach(const struct rmx_calls *calls, const char *const *names,
                         const struct rmx_call_word *words, int word_count);
