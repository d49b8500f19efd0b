// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/scene_parts.h"

#include <string.h>

// An empty map is fine where every entry is commented out.
static bool is_map(struct rmx_checker *checker, const struct rmx_node *node, const char *wanted,
                   const char *hint)
{
    if (node->kind == RMX_NODE_MAP)
        return true;
    if (node->kind == RMX_NODE_EMPTY)
        return false;
    struct rmx_error *error = rmx_check_wrong(checker, node, wanted);
    if (error)
        error->hint = hint;
    checker->is_incomplete = true;
    return false;
}

static void read_knob(struct rmx_checker *checker, const struct rmx_node *node,
                      struct rmx_knob *knob)
{
    if (node->kind != RMX_NODE_MAP) {
        struct rmx_number_rule rule = {"a knob", 0, 1, .has_range = true};
        rmx_check_constant(checker, node, &rule, &knob->at);
        return;
    }
    rmx_check_map(checker, node, &rmx_knob_keys, knob);
    if (!rmx_node_get(node, "at"))
        knob->at = knob->from;
    double low = knob->from < knob->to ? knob->from : knob->to;
    double high = knob->from < knob->to ? knob->to : knob->from;
    const struct rmx_node *at = rmx_node_get(node, "at"), *to = rmx_node_get(node, "to");
    if (low == high)
        rmx_errors_add(checker->errors, to ? to->span : node->span, "empty-range",
                       "this knob goes from %.10g to the same number", low)
            ->hint = "let `from` and `to` differ";
    else if (at && (knob->at < low || knob->at > high))
        rmx_errors_add(checker->errors, at->span, "out-of-range",
                       "this knob goes from %.10g to %.10g, and %.10g lies outside", knob->from,
                       knob->to, knob->at);
    if (knob->osc && knob->osc[0] != '/')
        rmx_errors_add(checker->errors, rmx_node_get(node, "osc")->span, "wrong-type",
                       "'%s' is no OSC address", knob->osc)
            ->hint = rmx_arena_printf(checker->arena, "write `osc: /%s`", knob->osc);
}

void rmx_check_knobs(struct rmx_checker *checker, const struct rmx_node *node)
{
    if (!is_map(checker, node, "a map of knobs", "write `name: {from: 0, to: 1, at: 0.5}`"))
        return;
    struct rmx_scene *scene = checker->scene;
    for (int i = 0; i < node->count; i++) {
        const struct rmx_entry *entry = &node->entries[i];
        struct rmx_knob knob = {.name = entry->key->text, .to = 1, .span = entry->key->span};
        read_knob(checker, entry->value, &knob);
        if (rmx_check_declare(checker, entry->key, RMX_NAME_KNOB, scene->knob_count))
            *RMX_PUSH(checker->arena, &scene->knobs, &scene->knob_count) = knob;
    }
}

static void add_source(struct rmx_checker *checker, struct rmx_source source,
                       const struct rmx_node *node)
{
    struct rmx_scene *scene = checker->scene;
    *RMX_PUSH(checker->arena, &scene->sources, &scene->source_count) = source;
    *RMX_PUSH(checker->arena, &checker->source_nodes, &checker->source_node_count) = node;
}

void rmx_check_sources(struct rmx_checker *checker, const struct rmx_node *node)
{
    if (!is_map(checker, node, "a map of sources", "write `name: picture.jpg`"))
        return;
    for (int i = 0; i < node->count; i++) {
        const struct rmx_entry *entry = &node->entries[i];
        struct rmx_source source = {
            .name = entry->key->text, .credit = "", .span = entry->value->span};
        if (rmx_check_declare(checker, entry->key, RMX_NAME_SOURCE, checker->scene->source_count))
            add_source(checker, source, entry->value);
    }
}

// A film, a camera: one answer, whatever else its map says.
static bool is_later_kind(struct rmx_checker *checker, const struct rmx_node *node)
{
    static const char *const kinds[] = {"video", "camera", "text"};
    for (int i = 0; i < 3; i++) {
        const struct rmx_node *value = rmx_node_get(node, kinds[i]);
        if (!value)
            continue;
        rmx_check_entry(checker, node,
                        &rmx_source_keys.keys[rmx_key_find(&rmx_source_keys, kinds[i])], NULL);
        return true;
    }
    return false;
}

// A source shows exactly one thing. What says so; NULL after an error.
static const struct rmx_node *find_way(struct rmx_checker *checker, const struct rmx_node *node,
                                       const struct rmx_source *source)
{
    static const char *const ways[] = {"image", "generate", "folder"};
    const struct rmx_node *first = NULL;
    for (int i = 0; i < 3; i++) {
        const struct rmx_node *found = rmx_node_get(node, ways[i]);
        if (found && first)
            rmx_errors_add(checker->errors, found->span, "too-many-keys",
                           "a source is an image, generated or a folder, one of them")
                ->hint = "keep one of them, or make two sources";
        first = first ? first : found;
    }
    if (!first)
        rmx_errors_add(checker->errors, source->span, "missing-key", "'%s' has no picture",
                       source->name)
            ->hint = "write `image: picture.jpg`, `folder: photographs` or `generate: EFFECT`";
    return first;
}

// Keys that only a folder has.
static void check_stray_keys(struct rmx_checker *checker, const struct rmx_node *node)
{
    static const char *const keys[] = {"every", "order"};
    for (int i = 0; i < 2 && !rmx_node_get(node, "folder"); i++)
        if (rmx_node_get(node, keys[i]))
            rmx_errors_add(checker->errors, rmx_node_get(node, keys[i])->span, "stray-key",
                           "`%s` belongs to a folder of pictures", keys[i])
                ->hint = "leave it out";
}

static void read_source_map(struct rmx_checker *checker, const struct rmx_node *node,
                            struct rmx_source *source, int index)
{
    if (is_later_kind(checker, node))
        return;
    rmx_check_map(checker, node, &rmx_source_keys, source);
    const struct rmx_node *way = find_way(checker, node, source);
    check_stray_keys(checker, node);
    if (way)
        source->span = way->span;
    if (source->folder)
        rmx_check_pictures(checker, rmx_node_get(node, "folder"), source, index);
    if (!source->generate)
        return;
    struct rmx_scope scope = {
        .place = rmx_arena_printf(checker->arena, "sources.%s", source->name),
        .seed_name = source->name,
    };
    rmx_scope_add(checker, &scope, source->generate, scope.place);
}

void rmx_check_source_bodies(struct rmx_checker *checker)
{
    for (int i = 0; i < checker->source_node_count; i++) {
        const struct rmx_node *node = checker->source_nodes[i];
        if (!node)
            continue;
        struct rmx_source source = checker->scene->sources[i];
        if (node->kind == RMX_NODE_MAP)
            read_source_map(checker, node, &source, i);
        else
            source.path = rmx_check_path(checker, node, "picture");
        checker->scene->sources[i] = source;
        checker->source_nodes[i] = NULL;
    }
}

int rmx_check_add_source(struct rmx_checker *checker, struct rmx_source source)
{
    add_source(checker, source, NULL);
    return checker->scene->source_count - 1;
}

// The source of that path, new where there is none. A source of a place's size is enlarged, which
// no effect's own picture may be: the two kinds are kept apart.
static int source_of(struct rmx_checker *checker, const struct rmx_source *wanted)
{
    struct rmx_scene *scene = checker->scene;
    for (int i = 0; i < scene->source_count; i++) {
        const struct rmx_source *source = &scene->sources[i];
        if (source->path && source->fit == RMX_FIT_UNSAID && !source->owner &&
            source->is_import == wanted->is_import && strcmp(source->path, wanted->path) == 0)
            return i;
    }
    return rmx_check_add_source(checker, *wanted);
}

int rmx_check_path_source(struct rmx_checker *checker, const struct rmx_node *node)
{
    struct rmx_source source = {.name = node->text, .credit = "", .span = node->span};
    source.path = rmx_check_path(checker, node, "picture");
    return source.path ? source_of(checker, &source) : -1;
}

bool rmx_check_imports(struct rmx_checker *checker, struct rmx_effect_instance *instance)
{
    const struct rmx_effect *effect = instance->effect;
    bool are_there = true;
    instance->imports = RMX_NEW(checker->arena, int, effect->import_count);
    for (int i = 0; i < effect->import_count; i++) {
        const struct rmx_import *import = &effect->imports[i];
        struct rmx_source source = {
            .name = import->path, .credit = "", .is_import = true, .span = import->span};
        source.path = rmx_check_import_path(checker, effect, import);
        are_there = are_there && source.path;
        if (source.path)
            instance->imports[i] = source_of(checker, &source);
    }
    return are_there;
}
