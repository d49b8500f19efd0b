// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that are made smaller once: a source as the canvas shows it, a pixel to a pixel.
//
// In:  the FIT steps of a plan that shrink once (plan/levels.h), the sources' pictures. Out: a
// texture for each.
// Thread: a current context.
#pragma once

#include "render/sources.h"

struct rmx_shrunk_picture {
    struct rmx_texture texture; // none until it is made
    long long version;          // of the source that it was made of
};

struct rmx_shrunk {
    const struct rmx_plan *plan;
    struct rmx_sources *sources;        // outlive this
    struct rmx_shrunk_picture *of_step; // by the FIT step that reads it
    int width, height;                  // the canvas
};

// The list lives in the arena.
void rmx_shrunk_init(struct rmx_shrunk *shrunk, struct rmx_arena *arena,
                     const struct rmx_plan *plan, struct rmx_sources *sources, int width,
                     int height);
void rmx_shrunk_finish(struct rmx_shrunk *shrunk);

// Of a source that has just been uploaded, as long as its pixels are at hand. What memory is short
// for (logged) is made when it is drawn.
void rmx_shrunk_upload(struct rmx_shrunk *shrunk, int source, const struct rmx_image *image);
// Takes them from the sources' store, where they are kept by the source's key.
void rmx_shrunk_take(struct rmx_shrunk *shrunk, int source, uint64_t key);
void rmx_shrunk_keep(struct rmx_shrunk *shrunk, int source, uint64_t key);

// By which the copy that a FIT step reads stands in a store, on a canvas of this size; `key`: the
// source's.
uint64_t rmx_shrunk_key(const struct rmx_plan *plan, const struct rmx_step *step, int width,
                        int height, uint64_t key);

// Whether what this texture of a pass shows is made smaller once.
bool rmx_shrunk_is(const struct rmx_shrunk *shrunk, const struct rmx_pass_texture *texture);
// Its picture; made from the source's texture, for which that is read back, where the source has
// other pixels by now or another canvas was uploaded for. NULL: the source has no pixels yet, or
// memory is short (logged).
struct rmx_texture *rmx_shrunk_texture(struct rmx_shrunk *shrunk,
                                       const struct rmx_pass_texture *texture);
