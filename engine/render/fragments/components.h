// SPDX-License-Identifier: GPL-3.0-or-later
// The components of a mask: its connected parts, found, counted and measured on the GPU.
//
// In:  a pass of the plan whose cut has a mask (ISLANDS). Out: two textures that
// shaders/engine/fragments/components.glsl reads: for each texel the nearest component and how far
// its edge is, and a row for each component, the largest first. Texels that touch by a corner are
// together. The same bytes each time: labels are minima, areas and boxes whole numbers.
// Thread: a current context.
#pragma once

#include "render/fragments/sorter.h"

enum { RMX_COMPONENTS_STAGES = 8 };

struct rmx_components_programs {
    GLuint mark, fill; // the scene's; `fill` may be 0
    GLuint stages[RMX_COMPONENTS_STAGES];
};

// False where something fails: the mask's errors go to `errors`, all else is logged; to be finished
// all the same.
bool rmx_components_programs_init(struct rmx_components_programs *programs,
                                  const struct rmx_program_loader *loader,
                                  const struct rmx_plan *plan, const struct rmx_pass *pass,
                                  struct rmx_errors *errors);
void rmx_components_programs_finish(struct rmx_components_programs *programs,
                                    struct rmx_store *store);

struct rmx_components;

// The programs outlive it. NULL where memory is short (logged).
struct rmx_components *rmx_components_create(struct rmx_arena *arena,
                                             const struct rmx_components_programs *programs,
                                             const struct rmx_plan *plan,
                                             const struct rmx_pass *pass);

// In all below, NULL is a layer without components.
long long rmx_components_bytes(const struct rmx_components_plan *plan); // that they take; 0: none
void rmx_components_finish(struct rmx_components *components);
// Finds them anew. What the mask reads is bound, and the sorter has its programs for sorting; its
// bindings are other ones afterwards, and binding 4 as well. False: nothing was done.
bool rmx_components_label(struct rmx_components *components, struct rmx_sorter *sorter);
// After the cut: says once where there are more of them than its numbers; `head` is the table's.
void rmx_components_report(struct rmx_components *components, GLuint head, int numbers);
void rmx_components_bind(const struct rmx_components *components);          // the textures
long long rmx_components_labelled(const struct rmx_components *components); // how often
