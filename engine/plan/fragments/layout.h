// SPDX-License-Identifier: GPL-3.0-or-later
// A layer of fragments in its pass's block, and which bytes of it each stage depends on.
//
// In:  a pass while it is laid out. Out: struct rmx_fragments_plan, its offsets, ranges, sorts and
// sections of the lists. Private to plan/.
#pragma once

#include "plan/block.h"

// After the automatic numbers, before those of other steps: their block, the pictures that its cut
// and its arranges read by themselves. Nothing where the pass has no fragments.
void rmx_fragments_layout(struct rmx_block *block);
// After all other textures: the pictures that fragments are cut from, which are not bound.
void rmx_fragments_layout_pictures(struct rmx_block *block);
// The step of a pass that draws fragments, as a number in the pass; -1: none does.
int rmx_fragments_number(const struct rmx_plan *plan, const struct rmx_pass *pass);
