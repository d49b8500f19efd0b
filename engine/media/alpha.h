// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of 8 bits a channel between three and four bytes a pixel, at the speed of memory.
//
// Pure. Rows do not overlap; nothing beyond them is read or written.
#pragma once

#include <stdint.h>

void rmx_alpha_add(const uint8_t *rgb, uint8_t *rgba, int width); // full everywhere
void rmx_alpha_drop(const uint8_t *rgba, uint8_t *rgb, int width);
