// SPDX-License-Identifier: GPL-3.0-or-later
// A colour for each holder, the same in every map, plot, list and overlay of a scene.
//
// The first ones are chosen by hand, the others so that each is as far from all before it as may be
// (Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985), among colours of
// ink: neither pale nor glaring. Distances are those of Oklab (Ottosson, 2020).
// Pure.
#pragma once

#include "share/shares.h"

#include <stdint.h>

enum { RMX_PALETTE_PAPER = 0xfbf8f1, RMX_PALETTE_INK = 0x23211e };

// 0xRRGGBB by holder, parallel to the holders: sources and generators have a colour of their own,
// the background is dark, the effects are grey. In the arena.
const uint32_t *rmx_palette_create(struct rmx_arena *arena, const struct rmx_holders *holders);
// The ink or the paper, whichever can be read on the colour.
uint32_t rmx_palette_text_on(uint32_t colour);
