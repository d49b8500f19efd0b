// SPDX-License-Identifier: GPL-3.0-or-later
// Reads shaders without a header that other hosts feed by well-known names: Shadertoy's `mainImage`
// with iTime, iResolution, iChannel0 ..., and plain GLSL with u_time, u_resolution, u_tex0 ... (The
// Book of Shaders, glslViewer) or time, resolution, mouse (GLSL Sandbox).
//
// In:  the text. Out: the same struct rmx_effect that an ISF file gives: the file is written anew
// as one, each line where it was. Pure.
#pragma once

#include "isf/effect.h"

// The file as an ISF file. Its pictures and its own uniforms become inputs; `mouse` is one where it
// is read.
struct rmx_source_text *rmx_plain_glsl_isf(struct rmx_arena *arena,
                                           const struct rmx_source_text *source);
// As rmx_effect_read.
struct rmx_effect *rmx_plain_glsl_read(struct rmx_arena *arena,
                                       const struct rmx_source_text *source, const char *name,
                                       const char *folder, bool is_ours,
                                       const struct rmx_include_finder *finder,
                                       struct rmx_errors *errors);
