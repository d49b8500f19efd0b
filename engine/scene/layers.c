// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/synonyms.h"
#include "scene/hints.h"
#include "scene/scene_parts.h"

#include <string.h>

enum { MOST_LAYERS = 1000 };

static bool is_layer_list(struct rmx_checker *checker, const struct rmx_node *node)
{
    if (node->kind == RMX_NODE_LIST)
        return true;
    struct rmx_error *error = rmx_check_wrong(checker, node, "a list of layers");
    if (error && !error->hint)
        error->hint = "begin each layer with '- ': `- picture: NAME`";
    return false;
}

void rmx_check_layer_names(struct rmx_checker *checker, const struct rmx_node *node)
{
    for (int i = 0; node->kind == RMX_NODE_LIST && i < node->count && i < MOST_LAYERS; i++) {
        const struct rmx_node *name = rmx_node_get(node->items[i], "name");
        if (name && rmx_check_is_text(checker, name, "a name"))
            rmx_check_declare(checker, name, RMX_NAME_LAYER, i);
    }
}

static struct rmx_value constant(double number)
{
    return (struct rmx_value){.constant = {number}, .count = 1};
}

bool rmx_value_is_constantly(const struct rmx_value *value, double number)
{
    return !value->count || (!value->program[0] && value->constant[0] == number);
}

bool rmx_layer_is_overscanned(const struct rmx_layer *layer)
{
    return !rmx_value_is_constantly(&layer->overscan, 0.0) &&
           (layer->chain_count || layer->mask.kind != RMX_PICTURE_NONE);
}

static struct rmx_effect_instance blend_normal(struct rmx_checker *checker)
{
    bool exists;
    const struct rmx_effect *normal =
        rmx_catalog_find_blend(checker->params->catalog, "normal", checker->errors, &exists);
    if (normal)
        return rmx_default_instance(checker->arena, normal);
    if (!exists)
        rmx_errors_add(checker->errors, (struct rmx_span){0}, "broken-installation",
                       "the blend 'normal' is not installed");
    return (struct rmx_effect_instance){0};
}

static struct rmx_layer new_layer(struct rmx_checker *checker, struct rmx_span span)
{
    return (struct rmx_layer){
        .visible = true,
        .x = constant(0.5),
        .y = constant(0.5),
        .scale = constant(1),
        .angle = constant(0),
        .overscan = constant(0),
        .opacity = constant(1),
        .blend = blend_normal(checker),
        .span = span,
    };
}

// `- osc: {…}`: was answered as a generator.
static bool is_meant_as_generator(const struct rmx_node *node)
{
    for (int i = 0; i < node->count; i++) {
        const char *hint = rmx_synonym(RMX_SYNONYM_LAYER_KEY, node->entries[i].key->text);
        if (hint && strstr(hint, "`generate: "))
            return true;
    }
    return false;
}

// A layer shows exactly one thing.
static void check_content(struct rmx_checker *checker, const struct rmx_node *node)
{
    static const char *const ways[] = {"picture", "generate", "fragments"};
    const struct rmx_node *first = NULL;
    for (int i = 0; i < 3; i++) {
        const struct rmx_node *found = rmx_node_get(node, ways[i]);
        if (found && first) {
            struct rmx_error *error = rmx_errors_add(checker->errors, found->span, "too-many-keys",
                                                     "a layer shows one thing, and this "
                                                     "is a second one");
            error->other = first->span;
            error->hint = i == 2 && first->kind == RMX_NODE_SCALAR
                              ? "fragments say by `from: NAME` what they show: leave the other "
                                "one out"
                              : "make it a layer of its own";
        }
        first = first ? first : found;
    }
    bool is_meant = node->kind == RMX_NODE_MAP &&
                    (rmx_check_is_meant(checker, node, &rmx_layer_keys, "picture") ||
                     rmx_check_is_meant(checker, node, &rmx_layer_keys, "generate") ||
                     is_meant_as_generator(node));
    if (!first && !node->broken && !is_meant)
        rmx_errors_add(checker->errors, node->span, "missing-key", "this layer shows nothing")
            ->hint = "write `picture: NAME`, `generate: EFFECT` or `fragments: {from: NAME}`";
}

// Places and seeds, in an order that no edit elsewhere changes.
static void finish_layer(struct rmx_checker *checker, struct rmx_layer *layer, int index)
{
    const char *place = rmx_arena_printf(checker->arena, "layers[%d]", index);
    struct rmx_scope scope = {.place = place, .seed_name = layer->name ? layer->name : place};
    if (layer->generate)
        rmx_scope_add(checker, &scope, layer->generate,
                      rmx_arena_printf(checker->arena, "%s.generate", place));
    if (layer->fragments)
        rmx_scope_add_fragments(checker, &scope, layer->fragments);
    rmx_scope_add_chain(checker, &scope, layer->chain, layer->chain_count,
                        rmx_arena_printf(checker->arena, "%s.chain", place));
    if (layer->blend.effect)
        rmx_scope_add(checker, &scope, &layer->blend,
                      rmx_arena_printf(checker->arena, "%s.blend", place));
}

static void warn_of_overscan(struct rmx_checker *checker, const struct rmx_node *node,
                             const struct rmx_layer *layer)
{
    const struct rmx_node *overscan = rmx_node_get(node, "overscan");
    if (!overscan || rmx_node_get(node, "chain") || rmx_node_get(node, "mask"))
        return;
    rmx_errors_warn(checker->errors, overscan->span, "sees-nothing",
                    "this layer has no chain and no mask that could see beyond its frame")
        ->hint = layer->fragments ? "leave it out: its fragments go on beyond it by themselves"
                                  : "leave it out";
}

static void read_layer(struct rmx_checker *checker, const struct rmx_node *node,
                       struct rmx_layer *layer)
{
    if (node->kind != RMX_NODE_MAP) {
        struct rmx_error *error = rmx_check_wrong(checker, node, "a layer");
        if (error && !error->hint && node->kind == RMX_NODE_SCALAR)
            error->hint = rmx_hint_of_map(checker->arena, &rmx_layer_keys, node->text);
        if (error && !error->hint)
            error->hint = node->kind == RMX_NODE_SCALAR
                              ? rmx_arena_printf(checker->arena, "write `picture: %s`", node->text)
                              : "write `picture: NAME`";
        return;
    }
    rmx_check_map(checker, node, &rmx_layer_keys, layer);
    check_content(checker, node);
    warn_of_overscan(checker, node, layer);
    layer->has_place = rmx_node_get(node, "place") != NULL;
}

void rmx_check_layers(struct rmx_checker *checker, const struct rmx_node *node)
{
    if (!is_layer_list(checker, node))
        return;
    if (node->count > MOST_LAYERS) {
        rmx_errors_add(checker->errors, node->items[MOST_LAYERS]->span, "too-many-layers",
                       "%d layers: a scene has at most %d", node->count, MOST_LAYERS)
            ->hint = "let one layer do the work of many";
        return;
    }
    struct rmx_scene *scene = checker->scene;
    scene->layers = RMX_NEW(checker->arena, struct rmx_layer, node->count);
    scene->layer_count = node->count;
    for (int i = 0; i < node->count; i++) {
        scene->layers[i] = new_layer(checker, node->items[i]->span);
        read_layer(checker, node->items[i], &scene->layers[i]);
        finish_layer(checker, &scene->layers[i], i);
    }
}

void rmx_check_picture_layer(struct rmx_checker *checker, const struct rmx_steps *chain)
{
    struct rmx_scene *scene = checker->scene;
    struct rmx_source source = rmx_new_source(checker->params->picture, (struct rmx_span){0});
    source.path = checker->params->picture;
    *RMX_PUSH(checker->arena, &scene->sources, &scene->source_count) = source;
    struct rmx_layer *layer = RMX_PUSH(checker->arena, &scene->layers, &scene->layer_count);
    *layer = new_layer(checker, (struct rmx_span){0});
    layer->picture =
        (struct rmx_picture_ref){.kind = RMX_PICTURE_SOURCE, .index = scene->source_count - 1};
    layer->chain = chain->items;
    layer->chain_count = chain->count;
    finish_layer(checker, layer, 0);
}
