// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/texts.h"
#include "scene/scene_parts.h"

#include <string.h>

enum { DEEPEST_INCLUDE = 16 };

struct rmx_document rmx_check_open(struct rmx_checker *checker,
                                   const struct rmx_source_text *source, const char *folder,
                                   bool is_typed)
{
    struct rmx_scene_file file = {source, folder, is_typed};
    *RMX_PUSH(checker->arena, &checker->files, &checker->file_count) = file;
    if (!is_typed)
        *RMX_PUSH(checker->arena, &checker->scene->files, &checker->scene->file_count) =
            source->name;
    return rmx_document_read(checker->arena, source, is_typed, checker->errors);
}

static bool is_open_include(struct rmx_checker *checker, const struct rmx_node *node,
                            const char *real)
{
    for (int i = 0; i < checker->include_path_depth; i++) {
        if (strcmp(checker->include_paths[i], real) != 0)
            continue;
        const char *circle = "";
        for (int j = i; j < checker->include_path_depth; j++)
            circle = rmx_arena_printf(checker->arena, "%s%s → ", circle,
                                      rmx_path_file(checker->include_paths[j]));
        rmx_errors_add(checker->errors, node->span, "include-circle",
                       "these files include each other in a circle: %s%s", circle,
                       rmx_path_file(real))
            ->hint = "leave out one of the includes";
        return true;
    }
    return false;
}

// Those that come in, in the order of reading.
static const char *const taken[] = {"include", "knobs", "sources", "chains"};
enum { TAKEN = sizeof(taken) / sizeof(*taken) };

static bool is_taken(const char *key)
{
    for (int i = 0; i < TAKEN; i++)
        if (strcmp(taken[i], key) == 0)
            return true;
    return strcmp(key, "title") == 0; // says what the file itself is
}

static void warn_of_ignored_keys(struct rmx_checker *checker, const struct rmx_node *root)
{
    for (int i = 0; i < root->count; i++) {
        const struct rmx_node *key = root->entries[i].key;
        if (!is_taken(key->text) && rmx_key_find(&rmx_scene_keys, key->text) >= 0)
            rmx_errors_warn(checker->errors, key->span, "key-ignored",
                            "'%s' of an included file has no effect", key->text)
                ->hint = "only its sources, knobs and chains come in";
    }
}

// Sources, knobs and chains come in; the included scene's own layers and settings do not.
static void read_library(struct rmx_checker *checker, const struct rmx_node *root)
{
    if (root->kind != RMX_NODE_MAP) {
        rmx_check_wrong(checker, root, "a map with sources, knobs or chains");
        return;
    }
    rmx_check_unknown_keys(checker, root, &rmx_scene_keys);
    warn_of_ignored_keys(checker, root);
    for (int i = 0; i < TAKEN; i++) {
        const struct rmx_node *value = rmx_node_get(root, taken[i]);
        int key = rmx_key_find(&rmx_scene_keys, taken[i]);
        if (value)
            rmx_check_key(checker, &rmx_scene_keys.keys[key], value, checker->scene);
    }
}

static bool was_included(const struct rmx_checker *checker, const char *real)
{
    for (int i = 0; i < checker->included_count; i++)
        if (strcmp(checker->included[i], real) == 0)
            return true;
    return false;
}

// False where the file did not come in, though it should have.
static bool read_include(struct rmx_checker *checker, const struct rmx_node *node)
{
    const char *path = rmx_check_path(checker, node, "file");
    const char *real = path ? rmx_texts_real(checker->arena, path) : NULL;
    if (!real || is_open_include(checker, node, real))
        return false;
    if (was_included(checker, real))
        return true; // by two ways: once is enough
    if (checker->include_path_depth >= DEEPEST_INCLUDE) {
        rmx_errors_add(checker->errors, node->span, "too-deep", "includes more than %d deep",
                       DEEPEST_INCLUDE);
        return false;
    }
    struct rmx_source_text *source = RMX_NEW(checker->arena, struct rmx_source_text, 1);
    if (!rmx_scene_text(checker, path, node->span, source))
        return false;
    *RMX_PUSH(checker->arena, &checker->included, &checker->included_count) = real;
    *RMX_PUSH(checker->arena, &checker->include_paths, &checker->include_path_depth) = real;
    struct rmx_document document =
        rmx_check_open(checker, source, rmx_path_folder(checker->arena, path), false);
    bool whole = document.root && !document.broken_line && !document.is_broken;
    if (whole)
        read_library(checker, document.root);
    checker->include_path_depth--;
    return whole;
}

void rmx_check_include(struct rmx_checker *checker, const struct rmx_node *node)
{
    if (node->kind != RMX_NODE_LIST) {
        checker->is_incomplete |= !read_include(checker, node);
        return;
    }
    for (int i = 0; i < node->count; i++)
        checker->is_incomplete |= !read_include(checker, node->items[i]);
}
