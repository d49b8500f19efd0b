// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions of uniform numbers, one after another.
//
// In:  code from an item on. Out: values, and in the finder the places of those whose surroundings
// are none, and what is called. Private to glsl/.
#pragma once

#include "glsl/uniform_parts.h"

enum { RMX_MOST_FRAME = 24 };

// A call that is computed: parameters and variables of the function by name.
struct rmx_uniform_frame {
    const struct rmx_token *names[RMX_MOST_FRAME];
    int nodes[RMX_MOST_FRAME];
    int count;
};

// Values that stay operands of something else.
struct rmx_uniform_operands {
    int nodes[RMX_NODE_MOST_ARGS], first[RMX_NODE_MOST_ARGS], last[RMX_NODE_MOST_ARGS];
    int count; // of all, kept or not
};

struct rmx_uniform_parser {
    struct rmx_uniform_finder *finder;
    const struct rmx_code *code;
    int i, end;   // items: the next one, and where the code ends
    int function; // whose code it is
    bool quiet;   // notes nothing: it is read within something else
    bool failed;  // what follows cannot be read
    int depth;
    int use;                         // the token in whose place a macro's text stands; -1: none
    struct rmx_uniform_frame *frame; // of a call that is computed; NULL: none
};

// A whole expression, with commas; -1: none, then what is one within it is noted.
int rmx_uniform_parse(struct rmx_uniform_parser *parser);
// An initialiser of that type; `plain`: before it was made one.
int rmx_uniform_parse_value(struct rmx_uniform_parser *parser, struct rmx_value_type type,
                            int *plain);
// The items are that value, and what stands around them is none.
void rmx_uniform_note(struct rmx_uniform_parser *parser, int node, int first, int last);

// uniform_values.c. The value of operands, -1 where one of them is none or nothing certain is made
// of them.
int rmx_uniform_make(struct rmx_uniform_parser *parser, enum rmx_node_kind kind,
                     const struct rmx_token *word, const int *args, int count);
int rmx_uniform_literal(struct rmx_uniform_parser *parser, const struct rmx_token *word,
                        struct rmx_value_type type);
int rmx_uniform_look_up(struct rmx_uniform_parser *parser, const struct rmx_token *name, int item);
// A value as a variable of that type has it.
int rmx_uniform_convert(struct rmx_uniform_parser *parser, int node, struct rmx_value_type type);
// An operand that begins at item `first` and was just read.
void rmx_uniform_add_operand(struct rmx_uniform_parser *parser,
                             struct rmx_uniform_operands *operands, int node, int first);
// `made`; where that is no value, each operand is noted.
int rmx_uniform_combine(struct rmx_uniform_parser *parser,
                        const struct rmx_uniform_operands *operands, int made);
