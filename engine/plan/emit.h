// SPDX-License-Identifier: GPL-3.0-or-later
// A pass as GLSL: its shaders, in a host's dialect.
//
// In:  a pass that is laid out (plan/layout.h). Out: text; the plan stays as it is.
// Pure.
#pragma once

#include "plan/dialect.h"
#include "plan/plan.h"

// What serves all passes of a plan: an effect used often is rewritten once.
struct rmx_printer;
struct rmx_printer *rmx_printer_create(struct rmx_arena *arena, const struct rmx_plan *plan,
                                       const struct rmx_dialect *dialect);
// Frees what the arena does not hold.
void rmx_printer_finish(struct rmx_printer *printer);
// `fragments` is filled where the pass has fragments; its texts are numbered by the pass's own.
// NULL: only the pass's own shaders are wanted.
struct rmx_shaders rmx_printer_pass(struct rmx_printer *printer, const struct rmx_pass *pass,
                                    struct rmx_fragments_shaders *fragments);

// Numbers of a pass's block that are known before it is drawn.
struct rmx_known {
    const bool *slots;          // by the pass's slots
    const unsigned char *bytes; // the pass's block
};
// The vertex shader of the same pass in which these are constants: a driver that links stages as
// one folds them in the fragment shader, which stays the same text. NULL: the pass has no vertex
// shader of the printer's.
const char *rmx_printer_known(struct rmx_printer *printer, const struct rmx_pass *pass,
                              const struct rmx_known *known);

// The fragment shader of the same pass that gets nothing from the vertex stage.
const char *rmx_printer_unmoved(struct rmx_printer *printer, const struct rmx_pass *pass);
