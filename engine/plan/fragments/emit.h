// SPDX-License-Identifier: GPL-3.0-or-later
// The shaders of a layer of fragments: the stages in shaders/engine/fragments, with the layer's cut
// and its arranges put in.
//
// In:  a printer at a pass that is laid out. Out: text. Private to plan/.
#pragma once

#include "plan/emit_parts.h"

struct rmx_emit_fragments;

// The layer's cut and its arranges, written once. NULL: the pass has no fragments. Before other
// code: it takes the printer's.
struct rmx_emit_fragments *rmx_emit_fragments_begin(struct rmx_printer *printer);
// Into the code: the fragments as a function of the point.
void rmx_emit_fragments_image(struct rmx_emit_fragments *fragments);
// The compute shaders, once the pass's code was taken; where fragments are drawn as geometry, also
// the pass's own two.
void rmx_emit_fragments_end(struct rmx_emit_fragments *fragments,
                            struct rmx_fragments_shaders *shaders);
