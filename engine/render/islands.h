// SPDX-License-Identifier: GPL-3.0-or-later
// The islands of a mask: its connected parts, found, counted and measured on the GPU.
//
// In:  a pass of the plan whose cut asks for them. Out: two textures that
// shaders/engine/fragments/islands.glsl reads: for each texel the nearest island and how far its
// edge is, and a row for each island, the largest first. Texels that touch by a corner are
// together. The same bytes each time: labels are minima, areas and boxes whole numbers.
// Thread: a current context.
#pragma once

#include "render/sorter.h"

struct rmx_islands;

// NULL where something fails: the mask's mistakes go to `errors`, all else is logged.
struct rmx_islands *rmx_islands_create(struct rmx_arena *arena, const struct rmx_program_shop *shop,
                                       const struct rmx_plan *plan, const struct rmx_pass *pass,
                                       struct rmx_errors *errors);

// In all below, NULL is a layer without islands.
void rmx_islands_finish(struct rmx_islands *islands, struct rmx_store *store);
// Finds them anew. What the mask reads is bound, and the sorter has its programs for sorting; its
// bindings are other ones afterwards, and binding 4 as well. False: nothing was done.
bool rmx_islands_label(struct rmx_islands *islands, struct rmx_sorter *sorter);
// After the cut: says once where there are more of them than its numbers; `head` is the table's.
void rmx_islands_tell(struct rmx_islands *islands, GLuint head, int numbers);
void rmx_islands_bind(const struct rmx_islands *islands);          // the textures
long long rmx_islands_labelled(const struct rmx_islands *islands); // how often
