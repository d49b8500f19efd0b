// SPDX-License-Identifier: GPL-3.0-or-later
// The expressions of an effect's header: MAGNIFY, REACH, CLOCKS, sizes of passes, a cut's columns
// and rows.
//
// In:  their text, and the effect's inputs, which must have been read before.
// Out: programs; errors with their line and column in the effect's file.
// Pure.
#pragma once

#include "isf/header.h"

// What such an expression may read: `$NAME` for each input of one number, then `$WIDTH` and
// `$HEIGHT`, those of the picture that is drawn. Entry i is input i; nothing else of a scene is
// known, neither its signals nor its units (beats, frames, px).
const struct rmx_program *rmx_header_parse(struct rmx_arena *arena, const struct rmx_effect *effect,
                                           const char *text, struct rmx_span span,
                                           struct rmx_errors *errors);
// What it is parsed by. `is_clock`: `$TIME` and `$TIMEDELTA` follow, in seconds.
struct rmx_expr_context rmx_header_context(struct rmx_arena *arena, const struct rmx_effect *effect,
                                           bool is_clock);

// The number or expression at `key` of an object of the header, which stands at `at`. NULL where
// the key is not there, null or "", and after an error.
const struct rmx_program *rmx_header_program(const struct rmx_header *header,
                                             const struct rmx_effect *effect, const cJSON *object,
                                             const char *at, const char *key);
// CLOCKS of the header's object into the effect, whose inputs and pictures must have been read
// before.
void rmx_clocks_read(const struct rmx_header *header, const cJSON *root, struct rmx_effect *effect);
