// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are answered with a place, or become a scene whose parts are all there.
#include "scene/scene.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_uses(const struct rmx_effect_instance *instances, int count)
{
    for (int i = 0; i < count; i++)
        if (!instances[i].effect || !instances[i].place)
            abort();
}

static void check_fragments(const struct rmx_fragments *fragments)
{
    if (!fragments->from_count || !fragments->arrange_count || fragments->moments < 1)
        abort();
    for (int i = 0; i < fragments->from_count; i++)
        if (fragments->from[i].picture.kind == RMX_PICTURE_NONE || !(fragments->from[i].weight > 0))
            abort();
    check_uses(&fragments->cut, 1);
    check_uses(fragments->arranges, fragments->arrange_count);
    check_uses(&fragments->self, 1);
}

// It has what its kind says, and nothing of another kind.
static void check_source(const struct rmx_source *source)
{
    const void *own = NULL;
    switch (source->kind) {
    case RMX_SOURCE_IMAGE: own = source->path; break;
    case RMX_SOURCE_FOLDER: own = source->folder; break;
    case RMX_SOURCE_GENERATE: own = source->generate; break;
    case RMX_SOURCE_SCENE: own = source->with && source->path ? source->scene : NULL; break;
    case RMX_SOURCE_VIDEO:
    case RMX_SOURCE_CAMERA:
    case RMX_SOURCE_TEXT: break;
    }
    if (!own || 1 != !!source->path + !!source->generate + !!source->folder ||
        !source->scene != (source->kind != RMX_SOURCE_SCENE))
        abort();
}

static void check_scene(const struct rmx_scene *scene)
{
    for (int i = 0; i < scene->source_count; i++)
        check_source(&scene->sources[i]);
    for (int i = 0; i < scene->layer_count; i++) {
        const struct rmx_layer *layer = &scene->layers[i];
        if (1 != (layer->picture.kind != RMX_PICTURE_NONE) + !!layer->generate + !!layer->fragments)
            abort();
        if (layer->fragments)
            check_fragments(layer->fragments);
        check_uses(layer->chain, layer->chain_count);
        check_uses(&layer->blend, 1);
    }
    check_uses(scene->finish, scene->finish_count);
}

static void check_errors(const struct rmx_errors *errors)
{
    struct rmx_text out = {0};
    for (int i = 0; i < errors->count; i++) {
        if (errors->items[i].span.line < 0 || errors->items[i].span.column < 0)
            abort();
        rmx_error_format(&out, &errors->items[i]);
    }
    rmx_text_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct rmx_catalog *catalog; // reading the effects once is enough
    if (!catalog)
        catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    // The last byte chooses: a scene, or the same text as --chain.
    bool typed = size > 0 && data[size - 1] == '!';
    char *text = rmx_arena_copy_n(arena, (const char *)data, size - typed);
    struct rmx_scene_params params = {.catalog = catalog};
    if (typed)
        params = (struct rmx_scene_params){.catalog = catalog, .picture = "a.jpg", .chain = text};
    const struct rmx_scene *scene =
        typed ? rmx_scene_load(arena, &params, &errors)
              : rmx_scene_read(arena, "fuzz", text, size, &params, &errors);
    if ((scene == NULL) != (errors.error_count > 0))
        abort();
    if (scene)
        check_scene(scene);
    check_errors(&errors);
    rmx_arena_destroy(arena);
    return 0;
}
