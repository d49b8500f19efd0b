// SPDX-License-Identifier: GPL-3.0-or-later
// What an effect file is, whatever its ending: told by what it declares. And its reading.
//
// In:  a text. Out: its format; the same struct rmx_effect for each that can be read. Pure.
#pragma once

#include "isf/effect.h"

enum rmx_effect_format {
    RMX_FORMAT_NONE,          // no effect: a library, a vertex shader, another text
    RMX_FORMAT_ISF,           // a comment that is JSON, and `main`
    RMX_FORMAT_GL_TRANSITION, // `vec4 transition(vec2 ...)`
    RMX_FORMAT_PLAIN_GLSL,    // Shadertoy's `void mainImage(...)`, or `main` that writes a colour
    RMX_FORMAT_MADMAPPER,     // `vec4 materialColorForPixel(...)`, `fxColorForPixel`
};

enum rmx_effect_format rmx_effect_format(const char *text, size_t length);

// As rmx_effect_read, for a file of that format; NONE is read as ISF, which says what is missing.
// Of a vertex shader only ISF knows.
struct rmx_effect *rmx_effect_read_format(enum rmx_effect_format format, struct rmx_arena *arena,
                                          const struct rmx_source_text *source, const char *name,
                                          const char *folder, bool is_ours,
                                          const struct rmx_source_text *vertex,
                                          const struct rmx_include_finder *finder,
                                          struct rmx_errors *errors);
