// SPDX-License-Identifier: GPL-3.0-or-later
// Which shaders of effects of others are to be compiled, how heavy they look together, and what is
// said where a driver does not come to an end with them.
//
// In:  their texts. Out: errors at the heaviest function's place.
// Thread: any.
#pragma once

#include "glsl/weight.h"
#include "render/program.h"

struct rmx_heavy {
    struct rmx_arena *arena;
    const struct rmx_plan *plan;
    struct rmx_trial_shaders *shaders;
    struct rmx_weight *weights; // of each
    const struct rmx_pass **passes;
    int count, weight_count, pass_count;
    long long operations;
};

// Nothing where no process can be asked, or all of the pass is of effects of ours: those are known.
void rmx_heavy_add(struct rmx_heavy *heavy, const char *vertex, const char *fragment,
                   const struct rmx_pass *pass);
// Of one pass, whether it is heavy by itself.
bool rmx_heavy_is(const struct rmx_plan *plan, const struct rmx_pass *pass);
// Tries them apart where they are heavy: `*tried` then. False: with an error, or
// where it is not wanted any more.
bool rmx_heavy_try(const struct rmx_heavy *heavy, const struct rmx_program_loader *loader,
                   struct rmx_errors *errors, bool *tried);
