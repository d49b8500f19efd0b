// SPDX-License-Identifier: GPL-3.0-or-later
// How much work a driver's compiler has with a shader, guessed from its text.
//
// In:  the whole text that the driver is given. Out: operations on single numbers, as many as stand
// there when functions and macros stand in their places and short loops are written out. Pure.
// A guess: it decides who is tried apart first (render/trial.h), and refuses nothing.
#pragma once

#include "base/arena.h"

#include <stddef.h>

struct rmx_weight {
    long long operations;
    const char *name; // the function that most of it comes from, in the text; NULL: none
    int name_length;
    int text, line; // where that stands, by the `#line LINE TEXT` before it
};

struct rmx_weight rmx_weigh(struct rmx_arena *scratch, const char *glsl);
