// SPDX-License-Identifier: GPL-3.0-or-later
// Counts how often a shader reads each of its pictures, along the call graph from main.
//
// In:  code, macros and declarations of a body; the names of its pictures. Out: one struct rmx_taps
// an input. Pure. Counts what the text could do: both sides of an if, every #if branch.
#pragma once

#include "glsl/code.h"
#include "glsl/declare.h"

// A macro that is another name of a picture: `#define iChannel0 inputImage`.
struct rmx_alias {
    const char *name, *image;
};

// How the shader reads one image input. Counted along the call graph from main; a macro counts as a
// function whose body is its replacement list.
struct rmx_taps {
    int count;      // taps in one run of main, at most 1000
    bool only_here; // every tap is at the own point (IMG_THIS_PIXEL and sisters)
    bool in_loop;   // a tap inside for, while or do, but for what says that it runs up to four
                    // times (`for (int i = 0; i < 2; i++)`) or over an outline's sides
                    // (shaders/lib/edge.glsl: two, a seam's one): that counts as so many
    bool irregular; // the sampler is used otherwise (an argument, textureLod, texelFetch,
                    // textureGrad ...)
};

enum {
    RMX_MOST_TAPS = 1000,
    RMX_MOST_INPUTS = 256, // of an effect
};

struct rmx_taps_params {
    const char *const *pictures; // by input: its name where it is an image, else NULL
    int input_count;             // at most RMX_MOST_INPUTS
    const struct rmx_alias *aliases;
    int alias_count;
};

// One entry an input, zero where it is no image.
struct rmx_taps *rmx_taps_count(struct rmx_arena *arena, const struct rmx_code *code,
                                const struct rmx_macros *macros,
                                const struct rmx_declarations *declarations,
                                const struct rmx_taps_params *params);
