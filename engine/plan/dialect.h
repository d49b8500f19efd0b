// SPDX-License-Identifier: GPL-3.0-or-later
// Where the GLSL of one host differs from that of another: everything about a pass's shader that is
// not the effects' own text.
//
// In:  what is declared or read. Out: its text. Pure. Desktop GL 4.5 is the only one that is
// filled; plain ISF would be another.
#pragma once

#include "base/text.h"

struct rmx_flat_place {
    int location, component;
};

struct rmx_dialect {
    const char *version; // the first line
    // Between them stand the numbers of a pass, one `number` a line.
    const char *block_open, *block_close;
    void (*number)(struct rmx_text *out, const char *type, const char *name);
    // The same at a byte of the block, where others are left out: behind `rest_open`. The vertex
    // stage then has the whole block between `whole_open` and `whole_close`, its numbers behind
    // `whole_prefix`: two stages may not declare one name in two blocks.
    const char *rest_open, *whole_open, *whole_close, *whole_prefix;
    void (*number_at)(struct rmx_text *out, int offset, const char *type, const char *name);
    // A number that is the same for all pixels of a draw, from the vertex stage (`out`) to the
    // fragment stage (`in`). Locations have four components. NULL: there is no such thing.
    void (*flat)(struct rmx_text *out, const char *way, struct rmx_flat_place place,
                 const char *type, const char *name);
    // The texture of a unit: its name, how it is declared, its size as a vec2, its colour at the
    // vec2 expression `point` and at the level of its number in the block, and at the texel `point`
    // without a filter.
    const char *texture_name; // the unit's number follows
    void (*texture)(struct rmx_text *out, int unit);
    void (*size)(struct rmx_text *out, int unit);
    void (*read)(struct rmx_text *out, int unit, const char *point);
    void (*fetch)(struct rmx_text *out, int unit, const char *point);
    // The words rmx_loops[] of a buffer that a fragment shader may write to.
    void (*loops)(struct rmx_text *out, int binding);
    // As `read`, colours weighed by alpha; its pass begins with the file `weigher` of
    // shaders/engine then.
    void (*weigh)(struct rmx_text *out, int unit, const char *point);
    const char *weigher;
    // As `read`, of a premultiplied source; between level 0 and 1 the mean is one of light. Behind
    // lib/light.glsl and the file `averager` of shaders/engine.
    void (*average)(struct rmx_text *out, int unit, const char *point);
    const char *averager;
    const char *result;  // declares rmx_result, the colour of the pixel
    const char *point;   // of the pixel that is drawn, as a fraction of the canvas
    const char *helpers; // the host's macros and functions that all code may call
};

extern const struct rmx_dialect rmx_dialect_desktop;
