// SPDX-License-Identifier: GPL-3.0-or-later
// What loading and drawing share of a scene within a scene; others include runtime/inner.h.
#pragma once

#include "runtime/generation_parts.h"
#include "runtime/inner.h"
#include "runtime/player.h"

struct rmx_inner {
    int source; // of the outer scene
    struct rmx_generation *generation;
    struct rmx_player *player; // NULL without a renderer
    double *provided;          // parallel to the signals of the inner scene
};

// Sizes of the sources that are scenes, into `infos`. `places` is what rmx_source_places says.
void rmx_inner_sizes(const struct rmx_scene *scene, const struct rmx_image_params *places,
                     struct rmx_source_info *infos);
// The scenes that the generation's plan reads, loaded as far as that is. False after its status was
// set.
bool rmx_inner_load(struct rmx_loading *loading);
bool rmx_inner_rebuild(struct rmx_generation *generation, struct rmx_context *context,
                       struct rmx_store *store);
void rmx_inner_drop_renderers(struct rmx_generation *generation);
void rmx_inner_destroy(struct rmx_generation *generation);
