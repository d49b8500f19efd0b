// SPDX-License-Identifier: GPL-3.0-or-later
// The GLSL of an effect: what it includes, declares, reads, and why it may have to stay alone.
//
// In:  an effect whose header is read. Out: its fields from body_line on. Pure but for the finder.
#pragma once

#include "isf/effect.h"

// `body` points into the effect's source, behind the header; `is_vertex`: it is that of a vertex
// shader. `finder` may be NULL: nothing to
// include.
void rmx_body_read(struct rmx_arena *arena, struct rmx_effect *effect, const char *body,
                   bool is_vertex, const struct rmx_include_finder *finder,
                   struct rmx_errors *errors);
