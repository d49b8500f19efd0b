// SPDX-License-Identifier: GPL-3.0-or-later
// What files of others may not declare: storage beside the picture, and blocks that nobody fills.
//
// In:  code and macros of a body. Out: the first place that does, `isf-stores`. Pure.
// No preprocessor runs: what macros could make of a declaration counts as made.
#pragma once

#include "glsl/limits.h"

#define RMX_STORES_HINT "an effect draws: what it keeps is a picture, by PASSES with a TARGET"

struct rmx_limit rmx_stores_check(struct rmx_arena *scratch, const struct rmx_code *code,
                                  const struct rmx_macros *macros);
