// SPDX-License-Identifier: GPL-3.0-or-later
// A draw of nothing, with programs that are never deleted.
//
// Mesa frees what another context deleted when this one flushes, and takes the shader that is bound
// out of the driver with it; its own notes still have it as bound, so the next draw with that
// program would run without one. A draw with this program in between mends the notes.
// Thread: one context's.
#pragma once

#include "render/context.h"
#include "render/texture.h"

struct rmx_blank {
    GLuint programs[2], framebuffer, vertices;
    int last; // drawn with: never the same one twice, or it would be noted as bound itself
    struct rmx_texture pixel;
};

void rmx_blank_init(struct rmx_blank *blank, const struct rmx_device *device);
void rmx_blank_finish(struct rmx_blank *blank);
// Leaves its own framebuffer, program, viewport and vertex array bound.
void rmx_blank_draw(struct rmx_blank *blank);
