// SPDX-License-Identifier: GPL-3.0-or-later
// How many rounds the head of a loop shows.
//
// In:  code, macros and declarations. Out: a number where constants say it for certain. Pure.
#pragma once

#include "glsl/code.h"
#include "glsl/declare.h"

// The head of a loop: `for (... ; first..end ; ...)` or `while (first..end)`.
struct rmx_loop_head {
    int keyword, open, close;
    int first, end; // the condition's items; `end` is the semicolon or parenthesis after it
};

// Of the loop whose keyword is item `i`. False where the head is none.
bool rmx_loop_head_read(const struct rmx_code *code, int i, struct rmx_loop_head *head);

// What names stand for where nothing in the file can give them another value.
struct rmx_loop_constants {
    const struct rmx_code *code; // the file's
    const struct rmx_macros *macros;
    const struct rmx_declarations *declarations;
    struct rmx_names macro_of; // name to macro; one that is defined twice is no constant
    struct rmx_names inits;    // name to its initialiser
    struct rmx_names varied;   // names that are declared or written once more
};

struct rmx_loop_constants rmx_loop_constants_find(struct rmx_arena *arena,
                                                  const struct rmx_code *code,
                                                  const struct rmx_macros *macros,
                                                  const struct rmx_declarations *declarations);

// Whether the item, a name, is written there: assigned to, counted up or down, in parentheses or
// not.
bool rmx_loop_writes(const struct rmx_code *code, int item);

// How many rounds `for (T i = a; i < b; i++)` makes and the look that ends it; infinite where that
// is not known. Loops of up to `most` were run: their counters get there.
double rmx_loop_rounds(const struct rmx_loop_constants *constants, const struct rmx_code *code,
                       const struct rmx_loop_head *head, int most,
                       const struct rmx_token **counter);
// At most how many rounds it makes, if nothing in it leaves it or turns its counter back: a part of
// its condition that && joins to the rest will do. Infinite where that is not known.
double rmx_loop_most_rounds(const struct rmx_loop_constants *constants, const struct rmx_code *code,
                            const struct rmx_loop_head *head, int most);
