// SPDX-License-Identifier: GPL-3.0-or-later
// Which loops of a body are counted, so that none runs without an end.
//
// In:  code, macros and declarations of a body. Out: the conditions that get a guard; errors.
// A loop is left alone where its head shows a small constant number of rounds, its body does not
// touch the counter, and no other loop runs within it. Pure.
#pragma once

#include "glsl/code.h"
#include "glsl/declare.h"

// Of an effect's counted loops together, a pixel, unless it is said otherwise.
enum { RMX_MOST_ROUNDS = 32768 };
// A round of a loop counts once for each so many words that run in it, as far as they are known:
// loops that are not counted as often as they go round, functions and macros where they are called.
enum { RMX_ROUND_WORDS = 2048 };

// A loop's condition begins at the first token and ends before the second; whole: there is none.
struct rmx_guard {
    int first_token, end_token;
    bool is_whole;
    int weight;                      // as how many rounds one counts; 1 or more
    const struct rmx_token *keyword; // `for` or `while`
};

struct rmx_loops {
    struct rmx_guard *guards; // in order of their tokens
    int guard_count;
    const struct rmx_token *endless; // the first loop that nothing in it leaves; NULL: none
    const struct rmx_token *odd;     // the first whose head cannot be guarded; NULL: none
    bool hides;                      // a macro leaves a bracket open, or closes one
    // Where constants say how many rounds counted loops in each other make, and nothing in them
    // leaves them: most of such rounds, and the innermost loop; 0 and NULL: none.
    double known_rounds;
    const struct rmx_token *known;
};

// `is_trusted`: no macros or functions come in from files of others.
struct rmx_loops rmx_loops_find(struct rmx_arena *arena, const struct rmx_code *code,
                                const struct rmx_macros *macros,
                                const struct rmx_declarations *declarations, bool is_trusted);
