// SPDX-License-Identifier: GPL-3.0-or-later
// Draws marks over a picture: rectangles, lines, texts.
//
// In:  marks in pixels, a framebuffer. Out: the marks blended over what is in it.
// Texts go into a texture once, when they are drawn first; all marks are one draw.
// Thread: the current context's; an overlay belongs to one context.
#pragma once

#include "base/arena.h"
#include "media/typeset.h"
#include "render/context.h"

enum rmx_mark_kind {
    RMX_MARK_RECT,
    RMX_MARK_LINE,
    RMX_MARK_TEXT,
};

struct rmx_mark {
    enum rmx_mark_kind kind;
    // RECT: its corners, left below right; LINE: from where to where; TEXT: where the pen begins on
    // the first baseline. In pixels from the bottom left.
    float x, y, to_x, to_y;
    float width;                 // LINE: in pixels
    const struct rmx_line *line; // TEXT: kept by its typeset until the marks are drawn
    int most_rows;               // TEXT: so many rows of pixels of its ink; 0: all
    float color[4];              // encoded, straight alpha
};

// A list in an arena.
struct rmx_marks {
    struct rmx_arena *arena;
    struct rmx_mark *items;
    int count;
};
void rmx_marks_add(struct rmx_marks *marks, const struct rmx_mark *mark);

struct rmx_overlay;

// For overlays in all contexts of a share group; 0: it is missing (logged).
unsigned rmx_overlay_program(const struct rmx_device *device);

// Never NULL. `program`: outlives it; 0: it makes its own. Where that is missing nothing is drawn.
struct rmx_overlay *rmx_overlay_create(const struct rmx_device *device, unsigned program);
void rmx_overlay_destroy(struct rmx_overlay *overlay); // NULL is fine

// `place`: x, y, width and height in pixels of the framebuffer, whose corner is the marks' origin.
void rmx_overlay_draw(struct rmx_overlay *overlay, const struct rmx_marks *marks,
                      unsigned framebuffer, const int place[4]);
// The typeset has forgotten its lines: their numbers mean others from now on.
void rmx_overlay_forget(struct rmx_overlay *overlay);

struct rmx_overlay_counts {
    long long draws, texts; // texts: that were put into the texture
};
struct rmx_overlay_counts rmx_overlay_counts(const struct rmx_overlay *overlay);
