// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/visit.h"

struct walk {
    rmx_visit_instance *visit;
    void *data;
    struct rmx_instance_at at;
};

static void visit_list(struct walk *walk, enum rmx_part part,
                       const struct rmx_effect_instance *instances, int count)
{
    for (int i = 0; instances && i < count; i++) {
        walk->at.part = part;
        walk->at.instances = instances;
        walk->at.index = i;
        if (instances[i].effect)
            walk->visit(walk->data, &walk->at);
    }
}

static void visit_layer(struct walk *walk, const struct rmx_scene *scene, int index)
{
    const struct rmx_layer *layer = &scene->layers[index];
    const struct rmx_fragments *fragments = layer->fragments;
    walk->at.layer = index;
    visit_list(walk, RMX_PART_GENERATE, layer->generate, 1);
    if (fragments) {
        visit_list(walk, RMX_PART_FRAGMENTS, &fragments->self, 1);
        visit_list(walk, RMX_PART_CUT, &fragments->cut, 1);
        visit_list(walk, RMX_PART_ARRANGE, fragments->arranges, fragments->arrange_count);
    }
    visit_list(walk, RMX_PART_CHAIN, layer->chain, layer->chain_count);
    visit_list(walk, RMX_PART_BLEND, &layer->blend, 1);
    walk->at.layer = -1;
}

static void visit_source(struct walk *walk, const struct rmx_scene *scene, int index)
{
    walk->at.source = index;
    visit_list(walk, RMX_PART_SOURCE, scene->sources[index].generate, 1);
}

static void visit_rest(struct walk *walk, const struct rmx_scene *scene)
{
    visit_list(walk, RMX_PART_FINISH, scene->finish, scene->finish_count);
    for (int i = 0; i < scene->source_count; i++)
        visit_source(walk, scene, i);
}

void rmx_scene_visit_instances(const struct rmx_scene *scene, rmx_visit_instance *visit, void *data)
{
    struct walk walk = {visit, data, {.layer = -1, .source = -1}};
    for (int i = 0; i < scene->layer_count; i++)
        visit_layer(&walk, scene, i);
    visit_rest(&walk, scene);
}

struct picture_walk {
    rmx_visit_picture *visit;
    void *data;
};

static void visit_picture(struct picture_walk *walk, struct rmx_picture_at at)
{
    if (at.picture->kind != RMX_PICTURE_NONE && at.picture->kind != RMX_PICTURE_INPUT)
        walk->visit(walk->data, &at);
}

static void visit_inputs(void *data, const struct rmx_instance_at *at)
{
    const struct rmx_effect_instance *instance = &at->instances[at->index];
    for (int i = 0; i < instance->effect->input_count; i++)
        if (instance->effect->inputs[i].type == RMX_INPUT_IMAGE)
            visit_picture(data, (struct rmx_picture_at){.part = at->part,
                                                        .layer = at->layer,
                                                        .source = at->source,
                                                        .instance = instance,
                                                        .input = i,
                                                        .picture = &instance->pictures[i]});
}

// What a layer names outside its effect instances.
static void visit_own(struct picture_walk *walk, const struct rmx_layer *layer, int index)
{
    const struct rmx_fragments *fragments = layer->fragments;
    struct rmx_picture_at at = {.layer = index, .source = -1, .input = -1};
    at.part = RMX_PART_LAYER;
    at.picture = &layer->picture;
    visit_picture(walk, at);
    at.part = RMX_PART_MASK;
    at.picture = &layer->mask;
    visit_picture(walk, at);
    at.part = RMX_PART_FROM;
    for (int i = 0; fragments && i < fragments->from_count; i++) {
        at.input = i;
        at.picture = &fragments->from[i].picture;
        visit_picture(walk, at);
    }
}

void rmx_layer_visit_pictures(const struct rmx_scene *scene, int layer, rmx_visit_picture *visit,
                              void *data)
{
    struct picture_walk pictures = {visit, data};
    struct walk walk = {visit_inputs, &pictures, {.layer = -1, .source = -1}};
    visit_own(&pictures, &scene->layers[layer], layer);
    visit_layer(&walk, scene, layer);
}

void rmx_source_visit_pictures(const struct rmx_scene *scene, int source, rmx_visit_picture *visit,
                               void *data)
{
    struct picture_walk pictures = {visit, data};
    struct walk walk = {visit_inputs, &pictures, {.layer = -1, .source = -1}};
    visit_source(&walk, scene, source);
}

void rmx_scene_visit_pictures(const struct rmx_scene *scene, rmx_visit_picture *visit, void *data)
{
    struct picture_walk pictures = {visit, data};
    struct walk walk = {visit_inputs, &pictures, {.layer = -1, .source = -1}};
    for (int i = 0; i < scene->layer_count; i++)
        rmx_layer_visit_pictures(scene, i, visit, data);
    visit_rest(&walk, scene);
}
