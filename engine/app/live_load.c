// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_load.h"

#include "app/command.h"
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
static void list_files(const struct rmx_generation *generation, const char *scene,
                       struct list *files)
{
    add(files, scene);
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

// A folder of effects, with those of its cuts and arranges: they may come later.
static void add_effects(struct list *folders, const char *folder)
{
    add(folders, folder);
    add(folders, rmx_path_join(folders->arena, folder, "cut"));
    add(folders, rmx_path_join(folders->arena, folder, "arrange"));
}

// A scene's own folder, and those of the scenes within it.
static void list_own_folders(const struct rmx_scene *scene, const char *path, struct list *folders)
{
    const char *own = rmx_path_folder(folders->arena, path);
    add(folders, own);
    add_effects(folders, rmx_path_join(folders->arena, own, "shaders"));
    for (int i = 0; scene && i < scene->source_count; i++)
        if (scene->sources[i].kind == RMX_SOURCE_SCENE)
            list_own_folders(scene->sources[i].scene, scene->sources[i].path, folders);
}

// Those that effects are looked for in.
static void list_folders(struct rmx_generation *generation, const struct rmx_live *live,
                         struct list *folders)
{
    struct rmx_arena *arena = generation->arena;
    const char *data = rmx_folder_data(arena);
    list_own_folders(generation->scene, live->settings.scene, folders);
    if (data)
        add_effects(folders, rmx_path_join(arena, data, "shaders"));
    for (int i = 0; i < live->settings.effect_count; i++)
        add_effects(folders, live->settings.effects[i]);
    static const enum rmx_role spaces[] = {RMX_ROLE_FILTER, RMX_ROLE_CUT, RMX_ROLE_ARRANGE};
    for (int s = 0; generation->catalog && s < 3; s++) {
        int count;
        const struct rmx_catalog_entry *entries =
            rmx_catalog_entries_in(generation->catalog, spaces[s], &count);
        for (int i = 0; i < count; i++)
            add(folders, rmx_path_folder(arena, entries[i].path));
    }
}

static const char *messages_of(const struct rmx_live *live, struct rmx_generation *generation)
{
    struct rmx_text text = {0};
    for (int i = 0; i < generation->errors.count; i++)
        if (generation->errors.items[i].severity == RMX_ERROR || !live->options->quiet)
            rmx_error_format(&text, &generation->errors.items[i]);
    if (generation->status == RMX_LOAD_NO_GL || generation->status == RMX_LOAD_TOO_LARGE)
        rmx_text_printf(&text, "remontage: %s\n", generation->why);
    else if (generation->status == RMX_LOAD_FAILED)
        rmx_text_printf(&text, "remontage: %s could not be drawn\n", live->settings.scene);
    const char *messages = rmx_arena_copy(generation->arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return messages;
}

static struct rmx_generation *generate(const struct rmx_load_ask *ask,
                                       const struct rmx_settings *settings)
{
    const struct rmx_load_params params = {.settings = settings,
                                           .until = RMX_LOAD_RENDERER,
                                           .context = ask->context,
                                           .store = ask->store};
    return rmx_generation_create(&params);
}

static struct rmx_settings settings_of(const struct rmx_live *live, const struct rmx_load_ask *ask)
{
    struct rmx_settings settings = live->settings;
    settings.size =
        (struct rmx_size_wish){.width = ask->width, .height = ask->height, .within = true};
    settings.most_output_depth = 8; // of a window
    settings.redraws = true;
    return settings;
}

static void show(const struct rmx_live *live, struct rmx_generation *generation,
                 struct rmx_shown *out)
{
    struct list files = {.arena = generation->arena}, folders = {.arena = generation->arena};
    struct rmx_renderer_counts counts = {0};
    list_files(generation, live->settings.scene, &files);
    list_folders(generation, live, &folders);
    if (generation->renderer)
        rmx_renderer_counts(generation->renderer, &counts);
    *out = (struct rmx_shown){
        .generation = generation,
        .is_whole = generation->status == RMX_LOADED,
        .scene = generation->scene,
        .plan = generation->plan,
        .renderer = generation->renderer,
        .width = generation->width,
        .height = generation->height,
        .files = files.items,
        .file_count = files.count,
        .folders = folders.items,
        .folder_count = folders.count,
        .albums = generation->dependencies.folders,
        .album_count = generation->dependencies.folder_count,
        .messages = messages_of(live, generation),
        .error_count = generation->errors.error_count,
        .programs_compiled = counts.programs_compiled,
        .pictures_decoded = generation->decoded,
    };
}

static void load(void *data, const struct rmx_load_ask *ask, struct rmx_shown *out)
{
    const struct rmx_live *live = data;
    const struct rmx_settings settings = settings_of(live, ask);
    show(live, generate(ask, &settings), out);
}

static void load_stand_in(void *data, const struct rmx_load_ask *ask, struct rmx_shown *out)
{
    const struct rmx_live *live = data;
    struct rmx_settings settings = settings_of(live, ask);
    struct rmx_arena *arena = rmx_arena_create();
    const char *root = rmx_folder_builtin(arena);
    settings.scene = rmx_path_join(arena, root ? root : ".", "assets/test-card.yaml");
    settings.chain = NULL;
    show(live, generate(ask, &settings), out);
    rmx_arena_destroy(arena);
}

static bool rebuild(void *data, const struct rmx_load_ask *ask, struct rmx_shown *shown)
{
    struct rmx_generation *generation = shown->generation;
    bool made = rmx_generation_rebuild(generation, ask->context, ask->store);
    (void)data;
    shown->renderer = generation->renderer;
    return made;
}

static void drop_renderer(void *data, struct rmx_shown *shown)
{
    struct rmx_generation *generation = shown->generation;
    (void)data;
    rmx_generation_drop_renderer(generation);
    shown->renderer = NULL;
}

static void unload(void *data, struct rmx_shown *shown)
{
    (void)data;
    rmx_generation_destroy(shown->generation);
}

struct rmx_loader rmx_live_loader(struct rmx_live *live)
{
    return (struct rmx_loader){
        .data = live,
        .load = load,
        .rebuild = rebuild,
        .drop_renderer = drop_renderer,
        .load_stand_in = load_stand_in,
        .unload = unload,
    };
}
