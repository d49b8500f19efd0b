// SPDX-License-Identifier: GPL-3.0-or-later
// A texture of the renderer: storage that never changes its size, mips made (mips.h) when they are
// read.
//
// Thread: a current context.
#pragma once

#include "plan/plan.h"

#include <GL/glew.h>
#include <stdbool.h>

struct rmx_texture {
    GLuint name; // 0: none
    int width, height, levels;
    enum rmx_format format;
    bool mips_stale; // the levels above 0 are older than level 0
    bool blue_first; // in memory, as windows have it: what software draws goes there as it is
    int wide_from;   // from this level on they are made by a kernel that is wider than the
                     // pixels: see render/mips.h; 0: none is
};

int rmx_format_pixel_bytes(enum rmx_format format);
GLenum rmx_format_type(enum rmx_format format); // of a channel in memory: GL_UNSIGNED_BYTE, ...

// Unset pixels; `mips`: with room for all levels. False where memory is short (logged); the
// texture is none then.
bool rmx_texture_init(struct rmx_texture *texture, enum rmx_format format, int width, int height,
                      bool mips);
// Of RMX_FORMAT_RGBA8 without mips, blue first where the driver has that.
bool rmx_texture_init_blue_first(struct rmx_texture *texture, int width, int height);
// One layer of an array of pictures, as a picture.
bool rmx_texture_init_layer(struct rmx_texture *texture, const struct rmx_texture *array,
                            int layer);
// `layers` pictures of one size, with room for all levels.
bool rmx_texture_init_array(struct rmx_texture *array, enum rmx_format format, int width,
                            int height, int layers);
void rmx_texture_finish(struct rmx_texture *texture);

// What it takes, with its levels.
long long rmx_texture_bytes(const struct rmx_texture *texture);

// How long a side is at a mip level.
int rmx_texture_side(int length, int level);

// A framebuffer that draws into the texture's level 0.
GLuint rmx_framebuffer_create(const struct rmx_texture *texture);
// Linear, clamped to the edge; `shrink`: the filter where a picture is made smaller.
GLuint rmx_sampler_create(GLenum shrink);
