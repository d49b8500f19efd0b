// SPDX-License-Identifier: GPL-3.0-or-later
// What the writers of shaders share: a pass's code while it grows.
//
// In:  a pass that is laid out. Out: text. Private to plan/.
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

struct rmx_printer {
    struct rmx_arena *arena;
    const struct rmx_plan *plan;
    const struct rmx_dialect *dialect;
    const struct rmx_known *known; // of the pass at hand; NULL: nothing
    struct rmx_template_cache cache;
    const struct rmx_pass *pass; // the one at hand
    struct rmx_shaders shaders;  // its own: texts, while they are met
    struct rmx_text code;
    const struct rmx_library **libraries; // already in this shader
    int library_count;
    bool has_rounds;         // what loops of libraries of others have left is declared
    bool weighs;             // some picture is read by the dialect's `weigh`
    bool averages;           // the dialect's `averager` stands in the code
    bool *in_place;          // by step: drawn at the pixel's own point only
    bool keeps_all;          // nothing goes through the vertex stage
    struct rmx_flat *flat;   // which numbers the fragment shader gets; NULL: its whole block
    const char *vertex_taps; // how the pass's step reads its pictures, where it has a vertex shader
};

// emit_loops.c: how many rounds the loops of a file of others may make, a pixel.
int rmx_emit_rounds(const struct rmx_printer *e);
// Into the code: what the loops of step `k` count by. `notes`: which one found no round left is
// kept, for rmx_emit_note_loops.
void rmx_emit_loop_globals(struct rmx_printer *e, int k, const struct rmx_template *template,
                           bool notes);
// Before a call of step `k`, and after it.
void rmx_emit_begin_loops(struct rmx_printer *e, int k, const struct rmx_template *template);
void rmx_emit_note_loops(struct rmx_printer *e, int k, const struct rmx_template *template);

// The step of number `k` in the pass.
const struct rmx_step *rmx_emit_step_of(const struct rmx_printer *printer, int k);
struct rmx_template *rmx_emit_template(struct rmx_printer *printer,
                                       const struct rmx_effect *effect);
// Into the code: a library once a shader.
void rmx_emit_library(struct rmx_printer *printer, const struct rmx_library *library);
// The code so far, which begins anew.
char *rmx_emit_take(struct rmx_printer *printer);
// The number of a file in `#line` lines.
int rmx_emit_text_number(struct rmx_printer *printer, const struct rmx_source_text *text);
// A template's text with the step's number in its places.
void rmx_emit_numbered(struct rmx_text *out, const char *template, int k);
// What stands above all code: `stage`, what a stage takes and gives, then the block, the samplers
// and the host's macros.
// The text of a file of shaders/engine.
const char *rmx_emit_engine_text(const struct rmx_printer *printer, const char *name);
void rmx_emit_head(const struct rmx_printer *printer, const char *stage, struct rmx_text *out);
// Of it, what decides how the code is read.
const char *rmx_emit_defines(const struct rmx_printer *printer);

// A number of the pass's block as shaders name it.
struct rmx_number {
    const char *type, *name;
};
struct rmx_number rmx_emit_number(const struct rmx_printer *printer, const struct rmx_slot *slot);
void rmx_emit_numbers(const struct rmx_printer *printer, struct rmx_text *out); // all of them

// emit_flat.c: what is handed on from the vertex stage to the code so far, into `printer->flat`;
// NULL: nothing.
void rmx_emit_flat_choose(struct rmx_printer *printer);
// What stands in the block's place, and the vertex shader that fills it.
void rmx_emit_flat_inputs(const struct rmx_printer *printer, struct rmx_text *out);
char *rmx_emit_flat_vertex(struct rmx_printer *printer);

// emit_late.c: the slot of the pass's number that is better read from the block than flat; -1:
// none.
int rmx_emit_late_number(const struct rmx_printer *printer);

// emit_known.c: a number of that type as GLSL that has its bits.
const char *rmx_known_literal(struct rmx_arena *arena, const char *type,
                              const unsigned char *bytes);

// emit_taps.c: into the code, how step `k` reads its pictures.
void rmx_emit_taps(struct rmx_printer *printer, int k);
// Whether all that step `k` reads lies within 0..1, to the last bit.
bool rmx_emit_reads_bounded(const struct rmx_printer *printer, int k);
// emit_return.c: into the code, the end of step `k`'s function.
void rmx_emit_return(struct rmx_printer *printer, int k);
// emit_vertex.c: the vertex shader of a pass whose only step brings one along, once its fragment
// shader is done. Takes the printer's code for itself.
char *rmx_emit_vertex(struct rmx_printer *printer);
