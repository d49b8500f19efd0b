// SPDX-License-Identifier: GPL-3.0-or-later
// Counts how often a shader reads each of its pictures, along the call graph from main.
//
// In:  code, macros and declarations of a body; its effect's inputs and aliases. Out: one struct
// rmx_taps an input. Pure. Counts what the text could do: both sides of an if, every #if branch.
#pragma once

#include "catalog/code.h"
#include "catalog/declare.h"
#include "catalog/effect.h"

enum { RMX_MOST_TAPS = 1000 };

struct rmx_taps *rmx_taps_count(struct rmx_arena *arena, const struct rmx_code *code,
                                const struct rmx_macros *macros,
                                const struct rmx_declarations *declarations,
                                const struct rmx_effect *effect);
