// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions in an effect's header: MAGNIFY, and the sizes of its passes.
//
// In:  their text, the effect's inputs. Out: programs; sizes within bounds. Pure but for the log.
#pragma once

#include "expr/expr.h"
#include "isf/effect.h"

// The inputs ("$count") are the program's knobs; WIDTH and HEIGHT follow them. NULL where `text` is
// NULL, or where it is not understood (logged). `key`: for the message.
const struct rmx_program *rmx_header_program(struct rmx_arena *arena,
                                             const struct rmx_effect *effect, const char *key,
                                             const char *text);

// ISF: what is no number is 1, and no side is shorter. Both are cut to whole numbers, to the
// longest side of a texture, and together to 32 million pixels or to those of the canvas, where it
// has more: their aspect stays then. False where they had to be.
bool rmx_pass_size(double size[2], int canvas_width, int canvas_height);
