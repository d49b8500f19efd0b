// SPDX-License-Identifier: GPL-3.0-or-later
// GLSL code as its reader wants it: the tokens that mean something, brackets matched, macros apart.
//
// In:  tokens of the lexer. Out: indices into them. Pure.
#pragma once

#include "glsl/lexer.h"

#include <stdbool.h>

// A run of tokens without white space, comments and preprocessor lines (or the words of one such
// line).
struct rmx_code {
    const struct rmx_token *tokens; // the lexer's
    int *index;                     // the place in `tokens` of each item
    int *match; // an opening bracket's closing one, as an item; -1: none, or no bracket
    int count;
    bool is_balanced;       // every bracket has its partner
    bool branches_balanced; // no #if branch opens a bracket that it leaves to another one
    // The first bracket that nests deeper than RMX_MOST_NESTING: nothing else holds. NULL: none
    // does.
    const struct rmx_token *too_deep;
};

enum { RMX_MOST_NESTING = 256 };

// The code of a whole body, preprocessor lines left out.
struct rmx_code rmx_code_make(struct rmx_arena *arena, const struct rmx_tokens *tokens);

const struct rmx_token *rmx_code_at(const struct rmx_code *code, int i);
// False outside of the code.
bool rmx_code_is(const struct rmx_code *code, int i, const char *text);
// Whether two items are the same word; false outside of the code.
bool rmx_code_same(const struct rmx_code *code, int a, int b);
bool rmx_code_is_name(const struct rmx_code *code, int i);
// Where an opening bracket closes; the last item where it does not.
int rmx_code_close(const struct rmx_code *code, int i);
// The last item of the statement that begins at `i`.
int rmx_code_statement_end(const struct rmx_code *code, int i);
// How many arguments stand in the parentheses that open at `i`: f() has none.
int rmx_code_arity(const struct rmx_code *code, int i);

// One #define. Every one in the body counts, whatever #if it stands under.
struct rmx_macro {
    const struct rmx_token *name;
    int arity;      // -1: without parentheses
    int parameters; // items of `body` before the replacement list: names, commas, parentheses
    int repeats;    // how often its replacement says the parameter that it says most; at least 1
    struct rmx_code body; // all that follows the name
};

struct rmx_macros {
    struct rmx_macro *items;
    int count;
};

struct rmx_macros rmx_macros_find(struct rmx_arena *arena, const struct rmx_tokens *tokens);
// How often what stands in a macro's arguments is said, while items go by in order.
struct rmx_repeats {
    int ends[16], factors[16];
    int depth;
};

enum { RMX_MOST_REPEATS = 1000000 };

// How often the item is said; at most RMX_MOST_REPEATS.
int rmx_repeats_at(struct rmx_repeats *repeats, int item);
// The arguments that end at item `end` are each said up to `factor` times.
void rmx_repeats_enter(struct rmx_repeats *repeats, int end, int factor);

// The next token from `i` on that is neither space nor comment and stands on the same preprocessor
// line; NULL at the line's end.
const struct rmx_token *rmx_directive_next(const struct rmx_tokens *tokens, int *i);
