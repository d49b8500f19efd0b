// SPDX-License-Identifier: GPL-3.0-or-later
// What the readers of uniform expressions share.
//
// In:  tokens. Out: facts, and a graph of values in which each one stands once. Private to glsl/.
#pragma once

#include "base/names.h"
#include "glsl/code.h"
#include "glsl/uniform_expr.h"
#include "glsl/value_type.h"

enum rmx_node_kind {
    RMX_NODE_NUMBER,
    RMX_NODE_LITERAL,
    RMX_NODE_UNARY,
    RMX_NODE_BINARY,
    RMX_NODE_CHOICE, // a ? b : c
    RMX_NODE_CALL,   // of a built-in function or a type
    RMX_NODE_SWIZZLE,
    RMX_NODE_INDEX,
};

enum { RMX_NODE_MOST_ARGS = 16 };

struct rmx_node {
    enum rmx_node_kind kind;
    struct rmx_value_type type;
    const struct rmx_token *word; // sign, literal, function, letters, index
    int number;
    int args[RMX_NODE_MOST_ARGS]; // nodes before this one
    int arg_count;
    bool moves;  // some number is in it
    double work; // its own and that of its args
    int depth;
};

struct rmx_nodes {
    struct rmx_arena *arena;
    struct rmx_names known; // by kind, word and args
    struct rmx_node *items;
    int count;
};

// uniform_nodes.c. -1: no such value, or more than are kept.
int rmx_node_make(struct rmx_nodes *nodes, struct rmx_node node);
// The value of what was called with these args; -1: not known yet, -2: known to be none.
int rmx_node_called(struct rmx_nodes *nodes, int function, const int *args, int count,
                    const int *put);

struct rmx_uniform_parameter {
    const struct rmx_token *name;
    struct rmx_value_type type;
    int node; // that all calls give it; RMX_NODE_NONE, RMX_NODE_UNSET
};
enum { RMX_NODE_NONE = -1, RMX_NODE_UNSET = -2, RMX_UNIFORM_MOST_PARAMETERS = 16 };

struct rmx_uniform_function {
    const struct rmx_token *name;
    int first, last; // items: the braces of its body
    struct rmx_value_type result;
    struct rmx_uniform_parameter *parameters;
    int parameter_count;
    bool is_known;    // its parameters could be read, and nothing hides what its code means
    bool is_straight; // declarations and one return
    bool has_out;
    bool is_named_by_macro;
    bool is_inside;          // called by one that was computed: its code may yet run
    int named, called, live; // by code that runs: named, called as it was understood, called still
};

struct rmx_uniform_macro {
    const struct rmx_macro *macro;
    bool is_plain;  // defined once, under no condition
    bool is_hidden; // more than an expression
};

// A stretch of code that has one value.
struct rmx_uniform_site {
    int first, last; // items
    int node, value; // value: in the result; -1: none
};

struct rmx_uniform_local {
    const struct rmx_token *name;
    int function, node;
    int from, until; // items between which it is that
    int name_item;   // in its declaration
    int end;         // the last item of its initialiser
    bool is_const;
    bool is_twice; // another one of that name stands before it
    bool is_dead;  // nothing that stays names it
    int mentions;  // the last of them; -1: none
};

struct rmx_uniform_mention {
    int item, next;
};

struct rmx_uniform_call {
    int function, item;
};

struct rmx_finder_number {
    struct rmx_value_type type;
};

struct rmx_uniform_finder {
    struct rmx_arena *arena;
    struct rmx_tokens tokens;
    size_t before_length; // bytes of the text that are no code
    const char *text;
    size_t length;
    struct rmx_code code;
    int *opens;          // by item: a closing bracket's opening one; -1
    bool *is_declarator; // by item: a name that is declared there
    int *hashes;         // by token: how many preprocessor lines begin before it
    bool *is_under_if;   // by token
    struct rmx_macros macro_list;
    struct rmx_uniform_macro *macros;
    struct rmx_names macro_of, function_of, number_of, constant_of;
    struct rmx_names in_macros;         // names that macros say
    struct rmx_names hidden_writes;     // and may write to
    struct rmx_names written, local_of; // to the last function that does so; to a local
    struct rmx_finder_number *numbers;
    struct rmx_uniform_function *functions;
    int function_count;
    struct rmx_uniform_local *locals;
    int local_count;
    struct rmx_uniform_mention *mentions;
    int mention_count;
    struct rmx_uniform_site *sites;
    int site_count;
    struct rmx_uniform_call *calls; // of the function at hand
    int call_count;
    struct rmx_nodes nodes;
    int steps; // that may yet be taken
};

// uniform_nodes.c: -1: no such name.
int rmx_uniform_get(const struct rmx_names *names, const struct rmx_token *name);

// uniform_scan.c: false where nothing can be said of the code.
bool rmx_uniform_scan(struct rmx_uniform_finder *finder, const struct rmx_uniform_params *params);
// What the function writes to, and which functions it names.
void rmx_uniform_scan_function(struct rmx_uniform_finder *finder, int function);

// uniform_read.c: finds the sites, calls and locals of a function.
void rmx_uniform_read_function(struct rmx_uniform_finder *finder, int function);
// uniform_parse.c: the value of a constant's initialiser that begins at an item; -1: none.
int rmx_uniform_read_constant(struct rmx_uniform_finder *finder, int item);
