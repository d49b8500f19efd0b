// SPDX-License-Identifier: GPL-3.0-or-later
// The last frames of the moving pictures that fragments are cut from: a ring of layers each, behind
// this frame's layers in their array.
//
// In:  frame after frame, the slot that it has in the rings. Out: layers. A picture that has been
// the same for all of its ring is not copied again.
// Thread: a current context.
#pragma once

#include "render/context.h"
#include "render/texture.h"

struct rmx_moments {
    const struct rmx_fragments_plan *fragments;
    int *same; // of each picture: so many slots up to this one hold it as it is
    int slot;  // that was last written
    bool has_past;
    long long copies; // so far
};

void rmx_moments_init(struct rmx_moments *moments, struct rmx_arena *arena,
                      const struct rmx_fragments_plan *fragments);
// How many layers all pictures have, this frame's among them.
int rmx_moments_layers(const struct rmx_fragments_plan *fragments);
// Whether a device has so many layers; else an error at `span`.
bool rmx_moments_fit(const struct rmx_fragments_plan *fragments, const struct rmx_device *device,
                     struct rmx_span span, struct rmx_errors *errors);
// This frame's pictures into its slot, and into those of frames that were never drawn.
void rmx_moments_keep(struct rmx_moments *moments, const struct rmx_texture *array, int slot,
                      const bool *is_new);

// One layer's picture into a layer of an array of the same sizes.
void rmx_moments_copy(const struct rmx_texture *from, int from_layer, const struct rmx_texture *to,
                      int to_layer);
// The layer of a picture's ring that is frame `slot`'s; -1: it has no ring.
int rmx_moments_layer(const struct rmx_fragments_plan *fragments, int picture, int slot);
