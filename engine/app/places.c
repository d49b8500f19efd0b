// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/places.h"

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

static void read_by(struct walk *walk, const struct rmx_picture_ref *picture, enum rmx_fit fit)
{
    if (picture->kind != RMX_PICTURE_SOURCE)
        return;
    const struct rmx_source *source = &walk->scene->sources[picture->index];
    if (fit == RMX_FIT_UNSAID)
        fit = source->fit;
    if (fit == RMX_FIT_TILE)
        return;
    for (int i = 0; i < source->picture_count; i++)
        place(walk, source->pictures[i], fit);
    if (source->kind != RMX_SOURCE_FOLDER)
        place(walk, picture->index, fit);
}

static void read_by_uses(struct walk *walk, const struct rmx_effect_instance *instances, int count)
{
    for (int i = 0; i < count; i++)
        for (int k = 0; instances[i].effect && k < instances[i].effect->input_count; k++)
            if (instances[i].effect->inputs[k].type == RMX_INPUT_IMAGE)
                read_by(walk, &instances[i].pictures[k], RMX_FIT_UNSAID);
}

static void read_by_fragments(struct walk *walk, const struct rmx_fragments *fragments,
                              enum rmx_fit fit)
{
    for (int i = 0; i < fragments->from_count; i++)
        read_by(walk, &fragments->from[i].picture, fit);
    read_by_uses(walk, &fragments->cut, 1);
    read_by_uses(walk, fragments->arranges, fragments->arrange_count);
}

static void read_by_layer(struct walk *walk, const struct rmx_layer *layer)
{
    read_by(walk, &layer->picture, layer->fit);
    read_by(walk, &layer->mask, RMX_FIT_UNSAID);
    if (layer->generate)
        read_by_uses(walk, layer->generate, 1);
    if (layer->fragments)
        read_by_fragments(walk, layer->fragments, layer->fit);
    read_by_uses(walk, layer->chain, layer->chain_count);
    read_by_uses(walk, &layer->blend, 1);
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
        params[i] = (struct rmx_image_params){.path = scene->sources[i].path};
    for (int i = 0; i < scene->source_count; i++)
        for (int k = 0; k < scene->sources[i].picture_count; k++)
            params[scene->sources[i].pictures[k]].longest_side = longest_side(&scene->sources[i]);
    for (int i = 0; i < scene->layer_count; i++)
        read_by_layer(&walk, &scene->layers[i]);
    read_by_uses(&walk, scene->finish, scene->finish_count);
    for (int i = 0; i < scene->source_count; i++)
        if (scene->sources[i].kind == RMX_SOURCE_GENERATE)
            read_by_uses(&walk, scene->sources[i].generate, 1);
}
