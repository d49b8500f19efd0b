// SPDX-License-Identifier: GPL-3.0-or-later
// The programs that fill one pass's table of fragments: shared by all tables of that pass.
//
// In:  a pass of the plan with fragments. Out: GL names; what is not needed is 0.
// Thread: a current context; programs are shared between contexts, and have no uniforms.
#pragma once

#include "render/fragments/components.h"
#include "render/fragments/sorter.h"

struct rmx_fragment_programs {
    const struct rmx_fragments_plan *plan;
    struct rmx_store *store;
    struct rmx_sorter_programs sorter;
    struct rmx_components_programs components;
    GLuint cut, pack, measure, arrange, inverse, depth_key, mesh_count, mesh;
    GLuint *sorts, *tiles, *matches; // parallel to the plan's sorts; to its arranges
};

// In the arena. Errors of the scene's shaders, and of more pictures than the device holds, go to
// `errors`, all else is logged: NULL then.
struct rmx_fragment_programs *rmx_fragment_programs_create(struct rmx_arena *arena,
                                                           const struct rmx_program_loader *loader,
                                                           const struct rmx_plan *plan, int pass,
                                                           struct rmx_errors *errors);
void rmx_fragment_programs_destroy(struct rmx_fragment_programs *programs); // NULL is fine
