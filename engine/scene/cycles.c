// SPDX-License-Identifier: GPL-3.0-or-later
// Named layers that read each other in a circle. Each layer is two pictures: its own, which others
// read by name, and the stack up to it, which `below` reads.
#include "scene/scene_parts.h"

#include <string.h>

enum visit { VISIT_NEW, VISIT_OPEN, VISIT_DONE };

struct walk {
    struct rmx_checker *checker;
    unsigned char *visits; // pictures, then stacks
    int *path;             // open nodes, outermost first
    int path_count;
};

static const char *node_name(struct walk *walk, int node)
{
    int count = walk->checker->scene->layer_count;
    const struct rmx_layer *layer = &walk->checker->scene->layers[node % count];
    if (node >= count)
        return "below";
    return layer->name ? layer->name
                       : rmx_arena_printf(walk->checker->arena, "layers[%d]", node % count);
}

static void report_circle(struct walk *walk, int node, struct rmx_span span)
{
    struct rmx_checker *checker = walk->checker;
    const char *circle = "", *last = "";
    int first = 0;
    while (walk->path[first] != node)
        first++;
    for (int i = first; i < walk->path_count; i++) {
        const char *name = node_name(walk, walk->path[i]);
        if (strcmp(name, last) != 0) // a stack over a stack is one "below"
            circle = rmx_arena_printf(checker->arena, "%s%s → ", circle, name);
        last = name;
    }
    rmx_errors_add(checker->errors, span, "layer-circle",
                   "layers read each other in a circle: %s%s", circle, node_name(walk, node))
        ->hint = "one of them must read something else";
}

static void visit(struct walk *walk, int node, struct rmx_span span);

static void visit_reference(struct walk *walk, int layer, const struct rmx_picture_ref *picture)
{
    int count = walk->checker->scene->layer_count;
    if (picture->kind == RMX_PICTURE_LAYER)
        visit(walk, picture->index, picture->span);
    else if (picture->kind == RMX_PICTURE_BELOW && layer > 0)
        visit(walk, count + layer - 1, picture->span);
}

static void visit_use(struct walk *walk, int layer, const struct rmx_effect_instance *instance)
{
    for (int i = 0; instance->effect && i < instance->effect->input_count; i++)
        visit_reference(walk, layer, &instance->pictures[i]);
}

static void visit_fragments(struct walk *walk, int layer, const struct rmx_fragments *fragments)
{
    for (int i = 0; i < fragments->from_count; i++)
        visit_reference(walk, layer, &fragments->from[i].picture);
    visit_use(walk, layer, &fragments->cut);
    for (int i = 0; i < fragments->arrange_count; i++)
        visit_use(walk, layer, &fragments->arranges[i]);
}

static void visit_picture(struct walk *walk, int index)
{
    const struct rmx_layer *layer = &walk->checker->scene->layers[index];
    visit_reference(walk, index, &layer->picture);
    visit_reference(walk, index, &layer->mask);
    if (layer->fragments)
        visit_fragments(walk, index, layer->fragments);
    for (int i = 0; i < layer->chain_count; i++)
        visit_use(walk, index, &layer->chain[i]);
}

static void visit_stack(struct walk *walk, int index, struct rmx_span span)
{
    int count = walk->checker->scene->layer_count;
    const struct rmx_layer *layer = &walk->checker->scene->layers[index];
    if (layer->visible) {
        visit(walk, index, span);
        visit_use(walk, index, &layer->blend);
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
    if (node < count)
        visit_picture(walk, node);
    else
        visit_stack(walk, node - count, span);
    walk->path_count--;
    walk->visits[node] = VISIT_DONE;
}

void rmx_check_cycles(struct rmx_checker *checker)
{
    int nodes = 2 * checker->scene->layer_count;
    struct walk walk = {
        .checker = checker,
        .visits = RMX_NEW(checker->arena, unsigned char, nodes),
        .path = RMX_NEW(checker->arena, int, nodes),
    };
    for (int i = 0; i < nodes; i++)
        visit(&walk, i, checker->scene->layers[i % checker->scene->layer_count].span);
}
