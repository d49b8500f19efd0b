// SPDX-License-Identifier: GPL-3.0-or-later
// The blue noise of shaders/lib/blue_noise.glsl, made anew: void and cluster (Ulichney 1993).
#pragma once

#include <stdint.h>

enum { BLUE_NOISE_SIDE = 64, BLUE_NOISE_CELLS = BLUE_NOISE_SIDE * BLUE_NOISE_SIDE };

// The rank of each cell of a tile that repeats, row by row: each number from 0 to 4095 once. The
// first so many of them always lie as evenly as they can.
void blue_noise_rank(uint16_t ranks[BLUE_NOISE_CELLS]);
