// SPDX-License-Identifier: GPL-3.0-or-later
// A draw of nothing, with a program that nobody deletes.
//
// Mesa frees what another context deleted when this one flushes, and takes the shader that is bound
// out of the driver with it; its own notes still have it as bound, so the next draw with that
// program would run without one. A draw with this program in between mends the notes.
// Thread: one context's.
#pragma once

#include "render/context.h"
#include "render/texture.h"

struct rmx_blank {
    GLuint program, framebuffer, vertices;
    struct rmx_texture pixel;
};

void rmx_blank_init(struct rmx_blank *blank, const struct rmx_device *device);
void rmx_blank_finish(struct rmx_blank *blank);
// Leaves its own framebuffer, program, viewport and vertex array bound.
void rmx_blank_draw(const struct rmx_blank *blank);
