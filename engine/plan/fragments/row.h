// SPDX-License-Identifier: GPL-3.0-or-later
// A row of the fragment table and the sections of its lists, as the shaders declare them:
// shaders/engine/fragments/row.glsl is read here as C.
//
// In:  nothing. Out: struct rmx_row, RMX_LIST_... Plain data.
#pragma once

#include <stdint.h>

struct rmx_row_floats {
    float x, y, z, w;
};
struct rmx_row_ints {
    int32_t x, y, z, w;
};

#define vec4 struct rmx_row_floats
#define ivec4 struct rmx_row_ints
#define Row rmx_row
#include <engine/fragments/row.glsl>
#undef vec4
#undef ivec4
#undef Row

_Static_assert(sizeof(struct rmx_row) == RMX_ROW_TEXELS * 16, "std430 has no room between");
