// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of an SVG drawing: text, boxes, pictures inside it.
//
// In:  numbers in pixels, y down; texts as they are, which are escaped here.
// Out: XML at the end of `out`. Colours are 0xRRGGBB.
// Pure.
#pragma once

#include "base/arena.h"
#include "base/text.h"
#include "media/picture.h"

#include <stdint.h>

// A page of that size on paper, with the typeface for all texts in it.
void rmx_svg_open(struct rmx_text *out, double width, double height, const char *title,
                  uint32_t paper);
void rmx_svg_close(struct rmx_text *out);

enum rmx_svg_anchor { RMX_SVG_START, RMX_SVG_MIDDLE, RMX_SVG_END };

struct rmx_svg_text {
    double x, y; // of the baseline
    double size;
    int weight; // 400 is regular; 0: that
    enum rmx_svg_anchor anchor;
    double angle; // degrees clockwise about x, y
    uint32_t colour;
};
void rmx_svg_text(struct rmx_text *out, const struct rmx_svg_text *how, const char *text);
void rmx_svg_box(struct rmx_text *out, double x, double y, double width, double height,
                 uint32_t colour);
// RGBA of 8 bits, as a PNG within the drawing, with no more pixels than can be seen. False where it
// cannot be encoded: nothing is drawn.
bool rmx_svg_picture(struct rmx_text *out, double x, double y, double width, double height,
                     const struct rmx_picture *picture);
// As content of an element or between double quotes; what XML cannot hold becomes U+FFFD.
void rmx_svg_escape(struct rmx_text *out, const char *text);

// About how wide a text is, a little more rather than less.
double rmx_svg_width(const char *text, double size);
// The text, or as much of its start as is no wider, with an ellipsis. In the arena.
const char *rmx_svg_fit(struct rmx_arena *arena, const char *text, double size, double width);
