// SPDX-License-Identifier: GPL-3.0-or-later
// GLSL 1.20 and ES 1.00 told in GLSL 4.50: what files of others are written in.
//
// In:  the tokens of a body. Out: the same tokens, in place: names that are words today are marked,
// functions that are gone have their names of today, and what the host declares is a comment. A
// varying that no vertex shader fills is a global. Pure.
#pragma once

#include "base/names.h"
#include "glsl/lexer.h"

struct rmx_older_params {
    const struct rmx_names *given;   // what the header declares: inputs, pictures
    const struct rmx_tokens *vertex; // the vertex shader beside it; NULL: none
    bool is_vertex;                  // it is one itself
};

void rmx_older_read(struct rmx_arena *scratch, struct rmx_tokens *tokens,
                    const struct rmx_older_params *params);
