// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/scene_parts.h"

#include <stdlib.h>
#include <string.h>

const char *rmx_source_kind_name(enum rmx_source_kind kind)
{
    switch (kind) {
    case RMX_SOURCE_IMAGE: return "image";
    case RMX_SOURCE_FOLDER: return "folder";
    case RMX_SOURCE_GENERATE: return "generate";
    case RMX_SOURCE_SCENE: return "scene";
    case RMX_SOURCE_VIDEO: return "video";
    case RMX_SOURCE_CAMERA: return "camera";
    case RMX_SOURCE_TEXT: return "text";
    }
    return "";
}

bool rmx_source_has_texture(const struct rmx_source *source)
{
    return source->kind != RMX_SOURCE_GENERATE;
}

bool rmx_source_is_still(const struct rmx_source *source)
{
    return source->kind == RMX_SOURCE_IMAGE || source->kind == RMX_SOURCE_TEXT;
}

struct rmx_source rmx_new_source(const char *name, struct rmx_span span)
{
    return (struct rmx_source){.name = name, .credit = "", .licence = "", .url = "", .span = span};
}

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

// `0..1`, `0-1`, `[0, 1]`: from here to there.
static bool is_way(const struct rmx_node *node)
{
    if (node->kind == RMX_NODE_LIST)
        return node->count == 2;
    if (node->kind != RMX_NODE_SCALAR)
        return false;
    const char *text = node->text;
    size_t first = strspn(text, "0123456789"), sign = strspn(text + first, " .-");
    const char *rest = text + first + sign;
    return first && sign && strspn(rest, "0123456789.") == strlen(rest) && *rest &&
           (strstr(text, "..") || strchr(text, '-'));
}

// `0..10`, `1-5` or `[0, 10]`, by the keys of both numbers.
static const char *way_hint(struct rmx_arena *arena, const struct rmx_node *node)
{
    double from, to;
    if (node->kind == RMX_NODE_LIST) {
        from = strtod(node->items[0]->text, NULL);
        to = strtod(node->items[1]->text, NULL);
    } else {
        const char *dots = strstr(node->text, ".."), *sign = dots ? dots : strchr(node->text, '-');
        from = strtod(rmx_arena_copy_n(arena, node->text, (size_t)(sign - node->text)), NULL);
        to = strtod(sign + (dots ? 2 : 1), NULL);
    }
    return rmx_arena_printf(arena, "write its stops by name: `{from: %.10g, to: %.10g, at: %.10g}`",
                            from, to, (from + to) / 2);
}

static void read_knob(struct rmx_checker *checker, const struct rmx_node *node,
                      struct rmx_knob *knob)
{
    if (node->kind != RMX_NODE_MAP) {
        struct rmx_number_rule rule = {"a knob", 0, 1, .has_range = true,
                                       .quantity = RMX_QUANTITY_ANY};
        if (is_way(node)) {
            rmx_errors_add(checker->errors, node->span, "wrong-type",
                           "these are two numbers where a knob's one, or its map, is due")
                ->hint = way_hint(checker->arena, node);
            return;
        }
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
    if (knob->osc && !rmx_is_osc_address(knob->osc, strlen(knob->osc)))
        rmx_errors_add(checker->errors, rmx_node_get(node, "osc")->span, "wrong-type",
                       "'%s' is no OSC address", knob->osc)
            ->hint = knob->osc[0] == '/'
                         ? "an address has neither spaces nor any of # * , ? [ ] { }"
                         : rmx_arena_printf(checker->arena, "write `osc: /%s`", knob->osc);
}

static void add_knob(struct rmx_checker *checker, struct rmx_knob knob)
{
    struct rmx_scene *scene = checker->scene;
    const struct rmx_signal signal = {.name = knob.name,
                                      .min = knob.from < knob.to ? knob.from : knob.to,
                                      .max = knob.from < knob.to ? knob.to : knob.from,
                                      .initial = knob.at,
                                      .provider = "knob",
                                      .meaning = ""};
    knob.signal = scene->signals.count;
    rmx_signals_add(checker->arena, &scene->signals, &signal, 1);
    *RMX_PUSH(checker->arena, &scene->knobs, &scene->knob_count) = knob;
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
            add_knob(checker, knob);
    }
}

static void add_source(struct rmx_checker *checker, struct rmx_source source,
                       const struct rmx_node *node)
{
    struct rmx_scene *scene = checker->scene;
    *RMX_PUSH(checker->arena, &scene->sources, &scene->source_count) = source;
    *RMX_PUSH(checker->arena, &checker->source_nodes, &checker->source_node_count) = node;
}

// `- {name: cup, image: cup.jpg}`, as a list of them is written elsewhere.
static const char *sources_hint(struct rmx_arena *arena, const struct rmx_node *node)
{
    const struct rmx_node *first =
        node->kind == RMX_NODE_LIST && node->count ? node->items[0] : NULL;
    const struct rmx_node *name = first ? rmx_node_get(first, "name") : NULL;
    const struct rmx_node *image = first ? rmx_node_get(first, "image") : NULL;
    return name && image ? rmx_arena_printf(arena, "sources have no '-': write `%s: %s`",
                                            name->text, image->text)
                         : "write `name: picture.jpg`";
}

void rmx_check_sources(struct rmx_checker *checker, const struct rmx_node *node)
{
    if (!is_map(checker, node, "a map of sources", sources_hint(checker->arena, node)))
        return;
    for (int i = 0; i < node->count; i++) {
        const struct rmx_entry *entry = &node->entries[i];
        struct rmx_source source = rmx_new_source(entry->key->text, entry->value->span);
        if (rmx_check_declare(checker, entry->key, RMX_NAME_SOURCE, checker->scene->source_count))
            add_source(checker, source, entry->value);
    }
}

// The key that says a kind; NULL: there is none, so that no scene can name it.
static const struct rmx_key *kind_key(enum rmx_source_kind kind)
{
    int key = rmx_key_find(&rmx_source_keys, rmx_source_kind_name(kind));
    return key < 0 ? NULL : &rmx_source_keys.keys[key];
}

static const struct rmx_node *kind_node(const struct rmx_node *node, enum rmx_source_kind kind)
{
    return rmx_node_get(node, rmx_source_kind_name(kind));
}

// A kind that is not built yet gets one answer, whatever else its map says.
static bool is_later_kind(struct rmx_checker *checker, const struct rmx_node *node)
{
    for (int i = 0; i < RMX_SOURCE_KINDS; i++) {
        enum rmx_source_kind kind = (enum rmx_source_kind)i;
        const struct rmx_key *key = kind_key(kind);
        if (!key || key->kind != RMX_KEY_NOT_YET || !kind_node(node, kind))
            continue;
        rmx_check_entry(checker, node, key, NULL);
        return true;
    }
    return false;
}

// Sets the kind of a source, which has exactly one; an error otherwise.
static void find_kind(struct rmx_checker *checker, const struct rmx_node *node,
                      struct rmx_source *source)
{
    const struct rmx_node *first = NULL;
    bool is_meant = false;
    for (int i = 0; i < RMX_SOURCE_KINDS; i++) {
        const struct rmx_key *key = kind_key((enum rmx_source_kind)i);
        is_meant |= key && rmx_check_is_meant(checker, node, &rmx_source_keys, key->name);
        const struct rmx_node *found = kind_node(node, (enum rmx_source_kind)i);
        if (found && first)
            rmx_errors_add(checker->errors, found->span, "too-many-keys",
                           "a source is an image, a folder, generated or a scene, one of them")
                ->hint = "keep one of them, or make two sources";
        if (!found)
            continue;
        first = first ? first : found;
        source->kind = (enum rmx_source_kind)i;
    }
    if (first)
        source->span = first->span;
    else if (!is_meant)
        rmx_errors_add(checker->errors, source->span, "missing-key", "'%s' has no picture",
                       source->name)
            ->hint = "write `image: picture.jpg`, `folder: photographs`, `generate: EFFECT` or "
                     "`scene: FILE`";
}

// Keys that only one kind has.
static void check_stray_keys(struct rmx_checker *checker, const struct rmx_node *node)
{
    static const struct {
        const char *key;
        enum rmx_source_kind kind;
        const char *owner;
    } keys[] = {
        {"every", RMX_SOURCE_FOLDER, "a folder of pictures"},
        {"order", RMX_SOURCE_FOLDER, "a folder of pictures"},
        {"with", RMX_SOURCE_SCENE, "a scene"},
        {"ledger", RMX_SOURCE_SCENE, "a scene"},
    };
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        const struct rmx_node *stray = rmx_node_get(node, keys[i].key);
        if (stray && !kind_node(node, keys[i].kind))
            rmx_errors_add(checker->errors, stray->span, "stray-key", "`%s` belongs to %s",
                           keys[i].key, keys[i].owner)
                ->hint = "leave it out";
    }
}

// What a source needs beyond its keys; those may have been wrong.
static void finish_source(struct rmx_checker *checker, const struct rmx_node *node,
                          struct rmx_source *source, int index)
{
    struct rmx_scope scope = {
        .place = rmx_arena_printf(checker->arena, "sources.%s", source->name),
        .seed_name = source->name,
    };
    switch (source->kind) {
    case RMX_SOURCE_FOLDER:
        if (source->folder)
            rmx_check_pictures(checker, kind_node(node, RMX_SOURCE_FOLDER), source, index);
        break;
    case RMX_SOURCE_GENERATE:
        if (source->generate)
            rmx_scope_add(checker, &scope, source->generate, scope.place);
        break;
    case RMX_SOURCE_IMAGE:
    case RMX_SOURCE_SCENE:
    case RMX_SOURCE_VIDEO:
    case RMX_SOURCE_CAMERA:
    case RMX_SOURCE_TEXT: break;
    }
}

static void read_source_map(struct rmx_checker *checker, const struct rmx_node *node,
                            struct rmx_source *source, int index)
{
    if (is_later_kind(checker, node))
        return;
    rmx_check_map(checker, node, &rmx_source_keys, source);
    find_kind(checker, node, source);
    check_stray_keys(checker, node);
    finish_source(checker, node, source, index);
}

// A file, whose name says what is in it. False after an error.
static bool read_path(struct rmx_checker *checker, const struct rmx_node *node,
                      struct rmx_source *source)
{
    if (node->kind == RMX_NODE_SCALAR && rmx_is_scene_path(node->text)) {
        source->kind = RMX_SOURCE_SCENE;
        return rmx_check_scene(checker, node, source);
    }
    source->path = rmx_check_path(checker, node, "picture");
    return source->path;
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
            read_path(checker, node, &source);
        checker->scene->sources[i] = source;
        checker->source_nodes[i] = NULL;
    }
}

int rmx_check_add_source(struct rmx_checker *checker, struct rmx_source source)
{
    add_source(checker, source, NULL);
    return checker->scene->source_count - 1;
}

static bool has_numbers(const struct rmx_source *source)
{
    bool has = false;
    for (int i = 0; source->scene && i < source->scene->knob_count; i++)
        has |= source->with[i].count > 0;
    return has;
}

// The source of that path; -1: there is none. A source of a place's size is enlarged, which no
// effect's own picture may be: the two are kept apart.
static int find_source(const struct rmx_checker *checker, const char *path, bool is_import)
{
    const struct rmx_scene *scene = checker->scene;
    for (int i = 0; i < scene->source_count; i++) {
        const struct rmx_source *source = &scene->sources[i];
        if (source->path && source->fit == RMX_FIT_UNSAID && !source->owner &&
            !has_numbers(source) && source->is_import == is_import &&
            strcmp(source->path, path) == 0)
            return i;
    }
    return -1;
}

// A scene that is named by its path has all its knobs as they are, and so may be one source.
int rmx_check_path_source(struct rmx_checker *checker, const struct rmx_node *node)
{
    struct rmx_source source = rmx_new_source(node->text, node->span);
    const char *what = rmx_is_scene_path(node->text) ? "scene" : "picture";
    const char *path = rmx_check_path(checker, node, what);
    int index = path ? find_source(checker, path, false) : -1;
    if (!path || index >= 0)
        return index;
    return read_path(checker, node, &source) ? rmx_check_add_source(checker, source) : -1;
}

bool rmx_check_generated(struct rmx_checker *checker, const struct rmx_node *node,
                         struct rmx_picture_ref *picture)
{
    struct rmx_effect_instance instance = {0};
    picture->span = node->span;
    if (!rmx_check_step(checker, node, RMX_STEP_GENERATE, &instance))
        return false;
    struct rmx_source source = rmx_new_source(instance.effect->name, node->span);
    const char *place =
        rmx_arena_printf(checker->arena, "sources[%d]", checker->scene->source_count);
    struct rmx_scope scope = {.place = place, .seed_name = place};
    source.kind = RMX_SOURCE_GENERATE;
    source.generate = RMX_NEW(checker->arena, struct rmx_effect_instance, 1);
    *source.generate = instance;
    rmx_scope_add(checker, &scope, source.generate, place);
    picture->kind = RMX_PICTURE_SOURCE;
    picture->index = rmx_check_add_source(checker, source);
    return true;
}

bool rmx_check_imports(struct rmx_checker *checker, struct rmx_effect_instance *instance)
{
    const struct rmx_effect *effect = instance->effect;
    bool are_there = true;
    instance->imports = RMX_NEW(checker->arena, int, effect->import_count);
    for (int i = 0; i < effect->import_count; i++) {
        const struct rmx_import *import = &effect->imports[i];
        struct rmx_source source = rmx_new_source(import->path, import->span);
        source.is_import = true;
        source.path = rmx_check_import_path(checker, effect, import);
        are_there = are_there && source.path;
        if (!source.path)
            continue;
        int index = find_source(checker, source.path, true);
        instance->imports[i] = index < 0 ? rmx_check_add_source(checker, source) : index;
    }
    return are_there;
}
