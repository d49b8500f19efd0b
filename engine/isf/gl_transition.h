// SPDX-License-Identifier: GPL-3.0-or-later
// Reads gl-transitions files (gl-transitions.com): `vec4 transition(vec2)` and uniforms.
//
// In:  the text of a .glsl file. Out: the same struct rmx_effect that an ISF file gives: the file
// is written anew as an ISF transition, each line where it was, and read as one. Pure.
#pragma once

#include "isf/effect.h"

// Whether a text defines `vec4 transition(vec2 ...)`: other .glsl files are no effects.
bool rmx_is_gl_transition(const char *text, size_t length);

// The file as an ISF transition. Its uniforms become inputs with the defaults that stand in their
// comments (`// = 0.5`); what they may be is not said there, so their ranges are only for sliders.
struct rmx_source_text *rmx_gl_transition_isf(struct rmx_arena *arena,
                                              const struct rmx_source_text *source);

// As rmx_effect_read.
struct rmx_effect *rmx_gl_transition_read(struct rmx_arena *arena,
                                          const struct rmx_source_text *source, const char *name,
                                          const char *folder, bool is_ours,
                                          const struct rmx_include_finder *finder,
                                          struct rmx_errors *errors);
