// SPDX-License-Identifier: GPL-3.0-or-later
// What the ledger's writers share among themselves.
//
// Pure.
#pragma once

#include "share/ledger_files.h"
#include "share/palette.h"
#include "share/svg.h"

#include <stdint.h>

// --- Rows for programs
void rmx_ledger_csv(struct rmx_text *out, const struct rmx_ledger_report *report);
// --- Drawings for people; SVG both. The arena is the call's.
void rmx_ledger_plot(struct rmx_arena *arena, struct rmx_text *out,
                     const struct rmx_ledger_report *report);
void rmx_ledger_map(struct rmx_arena *arena, struct rmx_text *out,
                    const struct rmx_ledger_report *report);
// Drawn so many pixels for one of the drawing's own.
enum { RMX_LEDGER_MAP_SCALE = 2 };

// --- Parts of both drawings
enum {
    RMX_PAGE_WIDTH = 1280,
    RMX_PAGE_MARGIN = 48,
    RMX_PAGE_TOP = 124, // where the drawing begins, below title and subtitle
    RMX_PAGE_GREY = 0x7d786f,
    RMX_PAGE_LINE = 0xd9d4c8,
};
void rmx_page_head(struct rmx_arena *arena, struct rmx_text *out,
                   const struct rmx_ledger_report *report, const char *what);
// Method and credits, from `y` on; where the page ends then. With `out` NULL it is only measured.
double rmx_page_foot(struct rmx_arena *arena, struct rmx_text *out,
                     const struct rmx_ledger_report *report, double y);
// "43 %", "4.3 %", "< 0.1 %"; "12.5 s". In the arena.
const char *rmx_page_percent(struct rmx_arena *arena, double share);
const char *rmx_page_seconds(struct rmx_arena *arena, double seconds);

// --- Words
// "source", "generator", "background", "effects".
const char *rmx_ledger_kind(enum rmx_holder_kind kind);
