// SPDX-License-Identifier: GPL-3.0-or-later
// An effect's GLSL, rewritten so that it can stand many times in one shader.
//
// In:  the tokens of an effect. Out: its text with all its global names prefixed and its taps
// turned into calls; the byte RMX_TEMPLATE_NUMBER stands wherever the step's number within the pass
// goes. Pure. One template serves every use of the effect.
#pragma once

#include "isf/effect.h"

enum { RMX_TEMPLATE_NUMBER = 1 };
// Before names of a file that are words of GLSL, where nothing else stands before them.
#define RMX_PLAIN_PREFIX "w_"

struct rmx_template {
    const char *body;   // the file's GLSL, line by line: `#line body_line` holds for it
    const char *assign; // statements that give initialised globals their values anew; "" where none
    bool uses_fragcoord, uses_passindex;
    bool counts_rounds; // r_left goes down with each round of its loops
    bool tells_loops;   // there are several: r_end is called with the one that finds none left
};

// Names in the result: nK_NAME for what the file declares, rK_coord, rK_color, rK_fragcoord,
// rK_left, rK_end(int), rK_tap_NAME(vec2), rK_pixel_NAME(vec2), rK_here_NAME(), rK_size_NAME(),
// rK_texels_NAME(int) for what the engine gives it; rK_sampler_NAME where the sampler itself is
// used.
struct rmx_template *rmx_template_create(struct rmx_arena *arena, const struct rmx_effect *effect);
