// SPDX-License-Identifier: GPL-3.0-or-later
// What passes draw into: a texture, or two where the frame before is wanted beside it.
//
// Thread: a current context. Textures are shared between contexts, framebuffers are not (enter and
// leave).
#pragma once

#include "render/texture.h"

struct rmx_target {
    bool is_used, has_mips;
    bool keeps;        // the next frame reads it: transparent black before it is drawn
    bool is_presented; // by windows, and drawn by software
    bool doubles;      // and does so when its own picture is there
    enum rmx_format format;
    int width, height;               // where no pass says another size
    int current;                     // of the two: the one that was drawn last
    bool is_new;                     // drawn in this frame: the other one holds the frame before
    const struct rmx_texture *array; // it is one layer of this; NULL: a texture of its own
    int layer;
    struct rmx_texture textures[2];
    GLuint framebuffers[2];
};

// Of the described format and size. False where memory is short (logged).
bool rmx_target_init(struct rmx_target *target);
void rmx_target_finish(struct rmx_target *target);
void rmx_target_enter(struct rmx_target *target);
void rmx_target_leave(struct rmx_target *target);

// The picture as it stands, or as it stood at the end of the frame before.
struct rmx_texture *rmx_target_picture(struct rmx_target *target, bool past);
// Makes the target ready to be drawn: the first time in a frame it leaves the frame before where it
// is, and it takes another size where it must. Binds framebuffer and viewport. False where memory
// is short (logged): its pictures stay as they are.
bool rmx_target_begin(struct rmx_target *target, int width, int height);
// What was begun is not drawn: the frame before is the newest one again.
void rmx_target_take_back(struct rmx_target *target);
// Takes over what another target shows, now and in the frame before: the next frame goes on from
// it. Sizes stay, unless the target has a size `of_its_own`. Both have been entered.
void rmx_target_transfer(struct rmx_target *target, struct rmx_target *from, bool of_its_own);
// Transparent black, the frame before as well.
void rmx_target_clear(struct rmx_target *target);
