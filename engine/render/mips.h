// SPDX-License-Identifier: GPL-3.0-or-later
// The levels of a picture: each a mean of the one below it, the same on every driver, of linear
// light unless `encoded` and weighed by alpha; what is stored is sRGB-encoded. It is the exact mean
// of what a pixel covers, or a wider kernel's where the texture says so.
//
// Thread: a current context; the renderer's vertex array is bound.
#pragma once

#include "render/programs.h"
#include "render/texture.h"

struct rmx_mips {
    struct rmx_programs *programs;
    GLuint framebuffer; // 0 until the first use
    bool encoded;       // means of the values as they are stored
};

// Gives up what belongs to the current context alone; the next use makes it anew.
void rmx_mips_leave(struct rmx_mips *mips);

// Makes the levels above 0 again where they are stale; `straight`: colours are not premultiplied.
// Changes program, framebuffer, viewport and texture units 0 and 1; returns whether it did.
bool rmx_mips_freshen(struct rmx_mips *mips, struct rmx_texture *texture, bool straight);
