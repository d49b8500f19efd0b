// SPDX-License-Identifier: GPL-3.0-or-later
// Credits set in lines with pictures beside them, one below another, as long as it takes.
//
// Lengths are in points: RMX_SETTING_SIDE of them are the canvas's shorter side. Down from the top.
// In:  credits, the shapes of their pictures. Out: struct rmx_setting.
// Pure.
#pragma once

#include "share/credits_roll.h"

enum { RMX_SETTING_SIDE = 1080 };

struct rmx_setting_style {
    double size, leading; // of letters; of a line in that
    int weight;
    const char *color;
    double tracking; // of the size
};

struct rmx_setting_line {
    const struct rmx_setting_style *style;
    double x, y; // where it begins, on its baseline
    const char *text;
};

struct rmx_setting_picture {
    int credit;
    double x, y;  // of its middle; x a fraction of the canvas's width
    double scale; // as a layer's `place` says it
};

// Lines that fill a canvas whose top lies there. It is a whole pixel of the scene's own size.
struct rmx_setting_span {
    double top;
    int first, count;
};

struct rmx_setting {
    struct rmx_arena *arena;
    double width, height; // of the canvas
    double end;           // of all that is set
    struct rmx_setting_line *lines;
    int line_count;
    struct rmx_setting_picture *pictures;
    int picture_count;
    struct rmx_setting_span *spans;
    int span_count;
};

// In the arena. `width`, `height`: of the scene, in pixels.
struct rmx_setting rmx_credits_set(struct rmx_arena *arena, const struct rmx_credits *credits,
                                   const struct rmx_roll_picture *pictures, int width, int height);
