// SPDX-License-Identifier: GPL-3.0-or-later
// Named layers that read each other in a circle. Each layer is two pictures: its own, which others
// read by name, and the stack up to it, which `below` reads. A source whose generator reads
// pictures is one as well.
#include "scene/scene_parts.h"
#include "scene/visit.h"

#include <string.h>

enum visit { VISIT_NEW, VISIT_OPEN, VISIT_DONE };

struct walk {
    struct rmx_checker *checker;
    unsigned char *visits; // pictures, then stacks, then sources
    int *path;             // open nodes, outermost first
    int path_count;
};

static const char *node_name(struct walk *walk, int node)
{
    int count = walk->checker->scene->layer_count;
    if (node >= 2 * count)
        return walk->checker->scene->sources[node - 2 * count].name;
    const struct rmx_layer *layer = &walk->checker->scene->layers[node % count];
    if (node >= count)
        return "below";
    return layer->name ? layer->name
                       : rmx_arena_printf(walk->checker->arena, "layers[%d]", node % count);
}

static void report_circle(struct walk *walk, int node, struct rmx_span span)
{
    struct rmx_checker *checker = walk->checker;
    const char *circle = "", *last = "", *kind = "layers";
    int first = 0;
    while (walk->path[first] != node)
        first++;
    for (int i = first; i < walk->path_count; i++) {
        const char *name = node_name(walk, walk->path[i]);
        if (strcmp(name, last) != 0) // a stack over a stack is one "below"
            circle = rmx_arena_printf(checker->arena, "%s%s → ", circle, name);
        last = name;
        if (walk->path[i] >= 2 * checker->scene->layer_count)
            kind = "pictures";
    }
    rmx_errors_add(checker->errors, span, "layer-circle", "%s read each other in a circle: %s%s",
                   kind, circle, node_name(walk, node))
        ->hint = "one of them must read something else";
}

static void visit(struct walk *walk, int node, struct rmx_span span);

static void visit_reference(struct walk *walk, const struct rmx_picture_at *at)
{
    int count = walk->checker->scene->layer_count;
    if (at->picture->kind == RMX_PICTURE_LAYER)
        visit(walk, at->picture->index, at->picture->span);
    else if (at->picture->kind == RMX_PICTURE_BELOW && at->layer > 0)
        visit(walk, count + at->layer - 1, at->picture->span);
    else if (at->picture->kind == RMX_PICTURE_SOURCE)
        visit(walk, 2 * count + at->picture->index, at->picture->span);
    else if (at->picture->kind == RMX_PICTURE_BELOW && at->source >= 0)
        rmx_errors_add(walk->checker->errors, at->picture->span, "below-in-source",
                       "nothing lies below a source: it has no place among the layers")
            ->hint = "let a layer generate it, or name a layer";
}

// The blend is no part of a layer's picture: it joins that to the stack.
static void visit_in_picture(void *walk, const struct rmx_picture_at *at)
{
    if (at->part != RMX_PART_BLEND)
        visit_reference(walk, at);
}

static void visit_in_blend(void *walk, const struct rmx_picture_at *at)
{
    if (at->part == RMX_PART_BLEND)
        visit_reference(walk, at);
}

static void visit_stack(struct walk *walk, int index, struct rmx_span span)
{
    int count = walk->checker->scene->layer_count;
    const struct rmx_layer *layer = &walk->checker->scene->layers[index];
    if (layer->visible) {
        visit(walk, index, span);
        rmx_layer_visit_pictures(walk->checker->scene, index, visit_in_blend, walk);
    }
    if (index > 0)
        visit(walk, count + index - 1, span);
}

static void visit(struct walk *walk, int node, struct rmx_span span)
{
    int count = walk->checker->scene->layer_count;
    if (walk->visits[node] == VISIT_OPEN)
        report_circle(walk, node, span);
    if (walk->visits[node] != VISIT_NEW)
        return;
    walk->visits[node] = VISIT_OPEN;
    walk->path[walk->path_count++] = node;
    if (node >= 2 * count)
        rmx_source_visit_pictures(walk->checker->scene, node - 2 * count, visit_in_picture, walk);
    else if (node < count)
        rmx_layer_visit_pictures(walk->checker->scene, node, visit_in_picture, walk);
    else
        visit_stack(walk, node - count, span);
    walk->path_count--;
    walk->visits[node] = VISIT_DONE;
}

void rmx_check_cycles(struct rmx_checker *checker)
{
    const struct rmx_scene *scene = checker->scene;
    int layers = 2 * scene->layer_count, nodes = layers + scene->source_count;
    struct walk walk = {
        .checker = checker,
        .visits = RMX_NEW(checker->arena, unsigned char, nodes),
        .path = RMX_NEW(checker->arena, int, nodes),
    };
    for (int i = 0; i < nodes; i++)
        visit(&walk, i,
              i < layers ? scene->layers[i % scene->layer_count].span
                         : scene->sources[i - layers].span);
}
