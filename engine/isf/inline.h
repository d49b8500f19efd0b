// SPDX-License-Identifier: GPL-3.0-or-later
// An effect as plain ISF: its text with the files that it includes put in their place.
//
// What an installed or exported file holds, so that every other ISF host can read it. Pure.
#pragma once

#include "isf/effect.h"

// The whole file. Each library stands where it is first included, after those that it needs itself.
const char *rmx_effect_inline(struct rmx_arena *arena, const struct rmx_effect *effect);
