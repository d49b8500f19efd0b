// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/places.h"

#include "scene/visit.h"

#include <math.h>

struct walk {
    const struct rmx_scene *scene;
    int width, height;
    struct rmx_image_params *params;
};

static void place(struct walk *walk, int source, enum rmx_fit fit)
{
    struct rmx_image_params *params = &walk->params[source];
    params->place_width = walk->width;
    params->place_height = walk->height;
    params->cover = params->cover || fit != RMX_FIT_CONTAIN;
}

static void read_by(void *data, const struct rmx_picture_at *at)
{
    struct walk *walk = data;
    if (at->picture->kind != RMX_PICTURE_SOURCE)
        return;
    const struct rmx_source *source = &walk->scene->sources[at->picture->index];
    bool is_layers = at->part == RMX_PART_LAYER || at->part == RMX_PART_FROM;
    enum rmx_fit fit = is_layers ? walk->scene->layers[at->layer].fit : RMX_FIT_UNSAID;
    if (fit == RMX_FIT_UNSAID)
        fit = source->fit;
    if (fit == RMX_FIT_TILE)
        return;
    for (int i = 0; i < source->picture_count; i++)
        place(walk, source->pictures[i], fit);
    if (source->kind != RMX_SOURCE_FOLDER)
        place(walk, at->picture->index, fit);
}

// Of hundreds of pictures small ones will do: together they stay within a GiB. An eighth more than
// a square's side is what 3 to 2 has.
static int longest_side(const struct rmx_source *folder)
{
    const double most_pixels = 256.0 * 1024 * 1024;
    double side = 1.125 * sqrt(most_pixels / folder->picture_count);
    return side < 16384 ? (int)side : 0;
}

void rmx_source_places(const struct rmx_scene *scene, int width, int height,
                       struct rmx_image_params *params)
{
    struct walk walk = {scene, width, height, params};
    for (int i = 0; i < scene->source_count; i++)
        params[i] = (struct rmx_image_params){
            .path = scene->sources[i].kind == RMX_SOURCE_IMAGE ? scene->sources[i].path : NULL};
    for (int i = 0; i < scene->source_count; i++)
        for (int k = 0; k < scene->sources[i].picture_count; k++)
            params[scene->sources[i].pictures[k]].longest_side = longest_side(&scene->sources[i]);
    rmx_scene_visit_pictures(scene, read_by, &walk);
}
