// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/watched.h"

#include "base/file.h"
#include "scene/visit.h"

#include <stdlib.h>
#include <string.h>

struct list {
    struct rmx_arena *arena;
    const char **items;
    int count;
};

static void add(struct list *list, const char *path)
{
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->items[i], path) == 0)
            return;
    *RMX_PUSH(list->arena, &list->items, &list->count) = path;
}

static void list_libraries(const struct rmx_effect *effect, struct list *files)
{
    for (int i = 0; i < effect->library_count; i++)
        add(files, effect->libraries[i]->source->name);
}

static void list_effect(const struct rmx_effect *effect, struct list *files)
{
    add(files, effect->path);
    for (int k = 0; k < RMX_VERTEX_ENDINGS && !effect->is_ours; k++)
        add(files, rmx_vertex_path(files->arena, effect->path, k));
    list_libraries(effect, files);
    if (effect->vertex)
        list_libraries(effect->vertex, files);
}

static void list_instance(void *files, const struct rmx_instance_at *at)
{
    list_effect(at->instances[at->index].effect, files);
}

// Of the scene and of those within it.
static void list_effects(const struct rmx_scene *scene, struct list *files)
{
    rmx_scene_visit_instances(scene, list_instance, files);
    for (int i = 0; i < scene->source_count; i++)
        if (scene->sources[i].kind == RMX_SOURCE_SCENE)
            list_effects(scene->sources[i].scene, files);
}

// The scene, what it includes and names, the effects that it uses, and every file with an error.
static void list_files(const struct rmx_generation *generation, struct list *files)
{
    add(files, generation->settings.scene);
    for (int i = 0; i < generation->dependencies.count; i++)
        add(files, generation->dependencies.paths[i]);
    for (int i = 0; i < generation->errors.count; i++) {
        const struct rmx_source_text *text = generation->errors.items[i].span.source;
        if (text && strcmp(text->name, "--chain") != 0)
            add(files, text->name);
    }
    for (int i = 0; generation->plan && i < generation->plan->step_count; i++) {
        if (generation->plan->steps[i].effect)
            list_effect(generation->plan->steps[i].effect, files);
    }
    if (generation->scene)
        list_effects(generation->scene, files);
}

// One in which sub-folders count has those of its cuts and arranges: they may come later.
static void add_folder(struct list *folders, const struct rmx_effect_folder *folder)
{
    add(folders, folder->path);
    if (!folder->is_deep)
        return;
    add(folders, rmx_path_join(folders->arena, folder->path, "cut"));
    add(folders, rmx_path_join(folders->arena, folder->path, "arrange"));
}

// Those that effects are looked for in, of the scenes within as well.
static void list_folders(const struct rmx_settings *settings, const struct rmx_scene *scene,
                         const char *path, struct list *folders)
{
    const struct rmx_catalog_params params = {
        .scene_folder = rmx_path_folder(folders->arena, path),
        .effect_folders = settings->effects,
        .effect_folder_count = settings->effect_count,
    };
    int count;
    const struct rmx_effect_folder *items = rmx_effect_folders(folders->arena, &params, &count);
    for (int i = 0; i < count; i++)
        add_folder(folders, &items[i]);
    for (int i = 0; scene && i < scene->source_count; i++)
        if (scene->sources[i].kind == RMX_SOURCE_SCENE)
            list_folders(settings, scene->sources[i].scene, scene->sources[i].path, folders);
}

// Sub-folders in which there are effects.
static void list_effect_folders(struct rmx_catalog *catalog, struct list *folders)
{
    static const enum rmx_role spaces[] = {RMX_ROLE_FILTER, RMX_ROLE_CUT, RMX_ROLE_ARRANGE};
    for (int s = 0; catalog && s < 3; s++) {
        int count;
        const struct rmx_catalog_entry *entries =
            rmx_catalog_entries_in(catalog, spaces[s], &count);
        for (int i = 0; i < count; i++)
            add(folders, rmx_path_folder(folders->arena, entries[i].path));
    }
}

struct rmx_watched rmx_generation_watched(struct rmx_generation *generation)
{
    struct list files = {.arena = generation->arena}, folders = {.arena = generation->arena};
    list_files(generation, &files);
    list_folders(&generation->settings, generation->scene, generation->settings.scene, &folders);
    list_effect_folders(generation->catalog, &folders);
    return (struct rmx_watched){
        .files = files.items,
        .folders = folders.items,
        .albums = generation->dependencies.folders,
        .file_count = files.count,
        .folder_count = folders.count,
        .album_count = generation->dependencies.folder_count,
    };
}
