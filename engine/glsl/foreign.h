// SPDX-License-Identifier: GPL-3.0-or-later
// A file of others that effects include: as it goes into a shader, its loops counted.
//
// In:  its text. Out: the same text with guards, each line where it was. Pure.
#pragma once

#include "glsl/include.h"

// What the loops of such files count down, together and for each pixel.
#define RMX_FOREIGN_ROUNDS "rmx_rounds"

// Fills `library`, whose source is set; all of it lives in the arena.
void rmx_foreign_read(struct rmx_arena *arena, struct rmx_library *library);
