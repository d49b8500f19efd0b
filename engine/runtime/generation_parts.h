// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of a loading share; others include runtime/generation.h.
#pragma once

#include "runtime/decode.h"
#include "runtime/generation.h"

#include <pthread.h>

// A scene that was read already, and the size that it is to have: one within another scene. It and
// the catalog, for the engine's own steps, outlive the generation.
struct rmx_loaded_scene {
    const struct rmx_scene *scene;
    struct rmx_catalog *catalog;
    int width, height;
    struct rmx_ears *ears;
    long long taken; // of the memory, by the outer one
};

// One loading: what is needed only until the generation stands.
struct rmx_loading {
    struct rmx_generation *generation;
    const struct rmx_load_params *params;
    double began_ms;
    struct rmx_image_params *images; // parallel to scene->sources; those of pictures are packed
    struct rmx_source_info *infos;   // parallel to scene->sources
    int *source_of;                  // the packed ones' sources
    int image_count;
    uint64_t *keys;                        // parallel to scene->sources, for the store
    const struct rmx_kept_picture **kept;  // what the store has of them; NULL: to be decoded
    const struct rmx_loaded_scene *loaded; // NULL: the scene is to be read
    const struct rmx_scene *as_read;       // with all pictures of its folders
    bool *broken;     // parallel to scene->sources: a folder's pictures that cannot be read
    bool breaks_plan; // one of them became known after the plan was made
    struct rmx_decoder *decoder;
    pthread_t media; // starts the picture library beside all else
    bool has_media;
};

// Sets the status. False, for the caller to return.
static inline bool rmx_loading_stop(struct rmx_generation *generation, enum rmx_load_status status)
{
    generation->status = status;
    return false;
}

// Whether it is wanted still; else false after the status was set.
static inline bool rmx_loading_goes_on(struct rmx_loading *loading)
{
    return rmx_is_wanted(loading->params->wanted) ||
           rmx_loading_stop(loading->generation, RMX_LOAD_GIVEN_UP);
}

// As rmx_generation_create, of a scene that was read already.
struct rmx_generation *rmx_generation_of_scene(const struct rmx_load_params *params,
                                               const struct rmx_loaded_scene *loaded);

// --- generation_pictures.c
void rmx_loading_picture_error(struct rmx_generation *generation, struct rmx_span span,
                               const char *path, enum rmx_image_status status, const char *why);
// Each false after generation->status was set.
bool rmx_loading_decode(struct rmx_loading *loading);
// Sizes of all sources into `infos`, or the errors of all pictures whose headers are none.
bool rmx_loading_headers(struct rmx_loading *loading);
// Takes the broken pictures out of the generation's scene.
bool rmx_loading_drop_broken(struct rmx_loading *loading);
bool rmx_loading_upload(struct rmx_loading *loading);
