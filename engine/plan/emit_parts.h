// SPDX-License-Identifier: GPL-3.0-or-later
// What the writers of shaders share: a pass's block and code while they grow.
//
// In:  a plan whose passes are chosen. Out: text, slots and textures of the pass at hand.
// Private to plan/.
#pragma once

#include "plan/emit.h"
#include "plan/template.h"

struct rmx_template_cache {
    struct rmx_template_entry {
        const struct rmx_effect *effect;
        struct rmx_template *template;
    } * items;
    int count;
};

struct rmx_emitter {
    struct rmx_arena *arena;
    struct rmx_plan *plan;
    struct rmx_template_cache cache;
    struct rmx_pass *pass;
    struct rmx_text block, code;
    const struct rmx_library **libraries; // already in this pass
    int library_count;
    bool *in_place;          // by step: drawn at the pixel's own point only
    const char *vertex_taps; // how the pass's step reads its pictures, where it has a vertex shader
};

struct rmx_template *rmx_emit_template(struct rmx_emitter *e, const struct rmx_effect *effect);
// Room in the block for a number of so many components; the slot's offset is found.
void rmx_emit_slot(struct rmx_emitter *e, struct rmx_slot slot, int components);
// Into the block: the automatic uniforms that the pass's steps use; the inputs of its step `k`.
void rmx_emit_automatic(struct rmx_emitter *e);
void rmx_emit_inputs(struct rmx_emitter *e, int k);
// Into the code: a library once a pass; how step `k` reads its pictures.
void rmx_emit_library(struct rmx_emitter *e, const struct rmx_library *library);
void rmx_emit_taps(struct rmx_emitter *e, int k);
// What stands above all code: `stage`, what a stage takes and gives, then the block, the samplers
// and the host's macros.
void rmx_emit_head(const struct rmx_emitter *e, const char *stage, struct rmx_text *out);
// emit_vertex.c: the vertex shader of a pass whose only step brings one along, once its fragment
// shader is done. Takes the emitter's code for itself.
char *rmx_emit_vertex(struct rmx_emitter *e);
// The number of a file in `#line` lines.
int rmx_emit_text_number(struct rmx_emitter *e, const struct rmx_source_text *text);
// A template's text with the step's number in its places.
void rmx_emit_numbered(struct rmx_text *out, const char *template, int k);
// The step of a pass that has fragments; its cut and its arranges, written once.
struct rmx_emit_fragments {
    struct rmx_emitter *e;
    struct rmx_fragments_plan *plan;
    const struct rmx_step *root;
    int k, cut_k, *arrange_k; // their numbers in the pass
    const char *cut, *arranges;
};
// NULL: the pass has none. After the automatic uniforms, before other code: it takes the emitter's.
struct rmx_emit_fragments *rmx_emit_fragments_begin(struct rmx_emitter *e);
// Into the code: the fragments as a function of the point.
void rmx_emit_fragments_image(struct rmx_emit_fragments *fragments);
// All other shaders, once the pass's code was taken.
void rmx_emit_fragments_end(struct rmx_emit_fragments *fragments);
// One of the stages' files; NULL: there is none of this name.
const struct rmx_library *rmx_emit_fragments_library(const struct rmx_emit_fragments *fragments,
                                                     const char *name);
// emit_fragment_pictures.c: into the code, how the cut reads its image inputs and its mask; whether
// it looks at the pictures that it cuts; what all stages are told of its components.
void rmx_emit_cut_pictures(struct rmx_emit_fragments *fragments);
bool rmx_emit_cut_sees(const struct rmx_emit_fragments *fragments);
void rmx_emit_component_defines(const struct rmx_emit_fragments *fragments, struct rmx_text *out);

// What a shader of fragments is made of.
enum { RMX_FRAGMENTS_CUT = 1, RMX_FRAGMENTS_ARRANGES = 2 };
// One shader: the files of a stage, what they are told by `defines`, and the parts that they call.
const char *rmx_emit_fragments_stage(struct rmx_emit_fragments *fragments, const char *names,
                                     const char *defines, int parts, bool is_compute);
const struct rmx_effect *rmx_emit_fragments_arrange(const struct rmx_emit_fragments *fragments,
                                                    int arrange);
// Of an input of one of the steps, in the block; 0: it is not there.
int rmx_emit_fragments_offset(const struct rmx_emit_fragments *fragments, int step, int input);
// Of the lists: three for each arrange, its ranks, its places, its matches.
int rmx_emit_fragments_section(int arrange, int which);
// The shaders that sort and match for the arranges, or for the depth.
void rmx_emit_fragments_sorts(struct rmx_emit_fragments *fragments);
