// SPDX-License-Identifier: GPL-3.0-or-later
// What the files scene/side*.c share.
//
// In:  a side file's text. Out: the comments in it, by line. Pure.
#pragma once

#include "scene/document_parts.h"
#include "scene/side.h"

extern const char *const rmx_side_sections[RMX_SIDE_SECTIONS];

struct rmx_side_comments {
    struct rmx_arena *arena;
    struct rmx_lines lines;
    int noted_line; // the last one whose comments have an owner
};
struct rmx_side_comments rmx_side_comments(struct rmx_arena *arena,
                                           const struct rmx_source_text *source);
// Of what begins in that line, the first thing in it.
struct rmx_side_note rmx_side_note(struct rmx_side_comments *comments, int line);
// What stands behind the last entry; NULL: nothing.
const char *rmx_side_tail(const struct rmx_side_comments *comments);
