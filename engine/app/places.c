// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/places.h"

struct walk {
    const struct rmx_scene *scene;
    int width, height;
    struct rmx_image_params *params;
};

static void read_by(struct walk *walk, const struct rmx_picture_ref *picture, enum rmx_fit fit)
{
    if (picture->kind != RMX_PICTURE_SOURCE)
        return;
    struct rmx_image_params *params = &walk->params[picture->index];
    if (fit == RMX_FIT_UNSAID)
        fit = walk->scene->sources[picture->index].fit;
    if (fit == RMX_FIT_TILE)
        return;
    params->place_width = walk->width;
    params->place_height = walk->height;
    params->cover = params->cover || fit != RMX_FIT_CONTAIN;
}

static void read_by_uses(struct walk *walk, const struct rmx_use *uses, int count)
{
    for (int i = 0; i < count; i++)
        for (int k = 0; uses[i].effect && k < uses[i].effect->input_count; k++)
            if (uses[i].effect->inputs[k].type == RMX_INPUT_IMAGE)
                read_by(walk, &uses[i].pictures[k], RMX_FIT_UNSAID);
}

static void read_by_layer(struct walk *walk, const struct rmx_layer *layer)
{
    read_by(walk, &layer->picture, layer->fit);
    read_by(walk, &layer->mask, RMX_FIT_UNSAID);
    if (layer->generate)
        read_by_uses(walk, layer->generate, 1);
    read_by_uses(walk, layer->chain, layer->chain_count);
    read_by_uses(walk, &layer->blend, 1);
}

void rmx_source_places(const struct rmx_scene *scene, int width, int height,
                       struct rmx_image_params *params)
{
    struct walk walk = {scene, width, height, params};
    for (int i = 0; i < scene->source_count; i++)
        params[i] = (struct rmx_image_params){.path = scene->sources[i].path};
    for (int i = 0; i < scene->layer_count; i++)
        read_by_layer(&walk, &scene->layers[i]);
    read_by_uses(&walk, scene->finish, scene->finish_count);
    for (int i = 0; i < scene->source_count; i++)
        if (scene->sources[i].generate)
            read_by_uses(&walk, scene->sources[i].generate, 1);
}
