// SPDX-License-Identifier: GPL-3.0-or-later
// Shares out of sensitivities.
//
// In a cell, a holder's share is its sensitivity over the sum of all; where that sum is too small
// to be anybody's, the cell belongs to the effects.
// Pure.
#pragma once

#include "share/shares.h"

// Where the sensitivities of a cell, or a pixel, add up to less, it belongs to the effects. Where
// the frame before is mixed into each, the sources of this one move the picture less.
#define RMX_LEAST_SENSITIVITY (1.0 / 8.0)
#define RMX_LEAST_SENSITIVITY_WITH_PAST (1.0 / 64.0)

// Room for a picture of width x height pixels and so many holders, the effects the last of them.
struct rmx_shares *rmx_shares_create(struct rmx_arena *arena, int width, int height,
                                     int holder_count);
// `sensitivities`: 0..1, by holder and cell, as `cells` of struct rmx_shares; of the effects none.
void rmx_shares_measure(struct rmx_shares *shares, int holder_count, const float *sensitivities,
                        double least);

// Adds a holder with a sensitivity to a pixel's ranks: RMX_MATTE_RANKS of both, the greatest first.
void rmx_matte_rank(int *holders, float *coverage, int holder, float sensitivity);
