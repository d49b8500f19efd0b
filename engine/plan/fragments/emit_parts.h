// SPDX-License-Identifier: GPL-3.0-or-later
// What the writers of fragments' shaders share.
//
// In:  a printer at a pass with fragments. Out: text. Private to plan/fragments/.
#pragma once

#include "plan/fragments/emit.h"

// The step of a pass that has fragments; its cut and its arranges, written once.
struct rmx_emit_fragments {
    struct rmx_printer *e;
    const struct rmx_fragments_plan *plan;
    const struct rmx_step *root;
    int k, cut_k, *arrange_k; // their numbers in the pass
    const char *cut, *arranges;
};

const struct rmx_effect *rmx_emit_fragments_effect(const struct rmx_emit_fragments *fragments,
                                                   int step);
const struct rmx_effect *rmx_emit_fragments_arrange(const struct rmx_emit_fragments *fragments,
                                                    int arrange);

// emit_code.c: the cut's functions and the arranges' by the names that the stages have for them;
// what was in the printer's code is gone.
const char *rmx_emit_fragments_cut(struct rmx_emit_fragments *fragments);
const char *rmx_emit_fragments_arranges(struct rmx_emit_fragments *fragments);

// emit_stage.c: one of the stages' files into the code, once a shader; all that the parts include.
void rmx_emit_fragments_library(struct rmx_emit_fragments *fragments, const char *name);
void rmx_emit_fragments_libraries_of(struct rmx_emit_fragments *fragments, int k);
// The block's numbers by the names that the stages have for them, and the layer's other defines.
void rmx_emit_fragments_defines(struct rmx_emit_fragments *fragments, struct rmx_text *out);
// What a shader of fragments is made of.
enum { RMX_FRAGMENTS_CUT = 1, RMX_FRAGMENTS_ARRANGES = 2 };
// One shader: the files of a stage, their `defines`, and the parts that they call.
const char *rmx_emit_fragments_stage(struct rmx_emit_fragments *fragments, const char *names,
                                     const char *defines, int parts, bool is_compute);

// emit_sorts.c: the shaders that sort and match for the arranges, or for the depth.
void rmx_emit_fragments_sorts(struct rmx_emit_fragments *fragments,
                              struct rmx_fragments_shaders *shaders);
