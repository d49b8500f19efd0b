// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what a shader draws certainly has no transparency where its pictures and colours have
// none.
//
// In:  code, macros and declarations of a body without #if, and what its names are. Out: yes only
// where each vec4 on the way to gl_FragColor has an alpha of 1, whatever else it holds. Pure.
#pragma once

#include "glsl/declare.h"

struct rmx_solid_names {
    struct rmx_names pictures; // inputs, and macros that are other names of them
    struct rmx_names colors;   // vec4 inputs
    struct rmx_names shares;   // float inputs within 0..1
};

bool rmx_solid_is(struct rmx_arena *arena, const struct rmx_code *code,
                  const struct rmx_macros *macros, const struct rmx_declarations *declarations,
                  const struct rmx_solid_names *names);
