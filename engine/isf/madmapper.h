// SPDX-License-Identifier: GPL-3.0-or-later
// MadMapper's materials: `vec4 materialColorForPixel(vec2 texCoord)` below a header like ISF's.
//
// In:  the text. Out: a generator where its inputs are all that it wants; else one error that says
// what it is. Pure.
#pragma once

#include "isf/effect.h"

// As rmx_effect_read.
struct rmx_effect *rmx_madmapper_read(struct rmx_arena *arena, const struct rmx_source_text *source,
                                      const char *name, const char *folder, bool is_ours,
                                      const struct rmx_include_finder *finder,
                                      struct rmx_errors *errors);
