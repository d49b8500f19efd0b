// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalog.h"

#include "base/log.h"
#include "base/names.h"
#include "base/roots.h"
#include "base/texts.h"
#include "catalog/folders.h"
#include "catalog/library.h"
#include "isf/format.h"
#include "isf/fragment_keys.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1024 * 1024 };

// One effect file. Read at the first look-up; its errors are kept and reported at each.
struct file {
    const char *path, *name, *folder;
    int root; // the number of the folder that it was found below
    bool is_ours;
    bool is_own; // of the user's: a link to it may lead anywhere
    bool is_read;
    bool warned;
    const struct rmx_effect *effect;
    struct rmx_errors errors;
};

// Names that differ, in the order of the folders; of each the first file.
struct space {
    struct rmx_names by_name; // to the entry
    struct rmx_catalog_entry *entries;
    int entry_count;
    int *files; // of each entry
    int file_count;
    const char **names; // of steps: without the blends
    int name_count;
};

struct rmx_catalog {
    struct rmx_arena *arena;
    const char *builtin; // the built-in shaders
    struct file **files; // in the order of the folders
    int file_count;
    struct space steps, cuts, arranges;
    struct rmx_names by_blend, by_path; // to the file; the last by real path
    struct rmx_libraries *libraries;
    const char **blends;
    int blend_count;
    struct rmx_catalog_params params; // without a scene's folder: for the catalogs beside it
    const char *scene_folder;         // its real path; NULL: none
    struct rmx_catalog *first, *next; // of a list that goes as one
    struct rmx_names walked;          // real paths of folders that are listed
    const char **roots;               // the same, in order
    int root_count;
};

static bool is_blend(const struct file *file)
{
    return strcmp(file->folder, "blend") == 0;
}

static int enter(struct rmx_names *names, const char *name, int value)
{
    int before = rmx_names_get(names, name, strlen(name));
    if (before < 0)
        rmx_names_put(names, name, strlen(name), value);
    return before;
}

static int add_file(struct rmx_catalog *catalog, const char *path, const char *folder, bool is_ours)
{
    struct file *file = RMX_NEW(catalog->arena, struct file, 1);
    *file = (struct file){.path = path,
                          .name = rmx_path_stem(catalog->arena, path),
                          .folder = folder,
                          .root = catalog->root_count,
                          .is_ours = is_ours,
                          .errors = {.arena = catalog->arena}};
    *RMX_PUSH(catalog->arena, &catalog->files, &catalog->file_count) = file;
    return catalog->file_count - 1;
}

static struct space *space_of(struct rmx_catalog *catalog, enum rmx_role role)
{
    switch (role) {
    case RMX_ROLE_CUT: return &catalog->cuts;
    case RMX_ROLE_ARRANGE: return &catalog->arranges;
    case RMX_ROLE_GENERATOR:
    case RMX_ROLE_FILTER:
    case RMX_ROLE_TRANSITION: break;
    }
    return &catalog->steps;
}

static void push_entry(struct rmx_catalog *catalog, struct space *space, int index,
                       bool only_blends)
{
    const struct file *file = catalog->files[index];
    *RMX_PUSH(catalog->arena, &space->entries, &space->entry_count) =
        (struct rmx_catalog_entry){.name = file->name,
                                   .path = file->path,
                                   .folder = file->folder,
                                   .is_ours = file->is_ours,
                                   .only_blends = only_blends};
    *RMX_PUSH(catalog->arena, &space->files, &space->file_count) = index;
    if (!is_blend(file))
        *RMX_PUSH(catalog->arena, &space->names, &space->name_count) = file->name;
}

// Below one folder a blend may have the name of another step: a chain means the step.
static void add_entry(struct rmx_catalog *catalog, struct space *space, int index,
                      bool is_new_blend)
{
    const struct file *file = catalog->files[index];
    int before = enter(&space->by_name, file->name, space->entry_count);
    if (before < 0) {
        push_entry(catalog, space, index, false);
        return;
    }
    struct rmx_catalog_entry *entry = &space->entries[before];
    const struct file *first = catalog->files[space->files[before]];
    if (first->root == file->root && is_blend(first) && !is_blend(file)) {
        entry->only_blends = true;
        rmx_names_put(&space->by_name, file->name, strlen(file->name), space->entry_count);
        push_entry(catalog, space, index, false);
    } else if (first->root == file->root && is_new_blend && !is_blend(first)) {
        push_entry(catalog, space, index, true);
    } else if (!entry->hidden_path) {
        entry->hidden_path = file->path;
    }
}

static void add_found(struct rmx_catalog *catalog, const char *path, const char *folder,
                      bool is_ours, bool is_own)
{
    enum rmx_role role = RMX_ROLE_FILTER;
    rmx_fragment_keys_role(folder, &role);
    int index = add_file(catalog, path, folder, is_ours);
    struct file *file = catalog->files[index];
    file->is_own = is_own;
    bool is_new_blend = is_blend(file) && enter(&catalog->by_blend, file->name, index) < 0;
    if (is_new_blend)
        *RMX_PUSH(catalog->arena, &catalog->blends, &catalog->blend_count) = file->name;
    add_entry(catalog, space_of(catalog, role), index, is_new_blend);
}

// `within` is a real path; NULL: the user's own folder, which may lead anywhere.
static void add_folder(struct rmx_catalog *catalog, const char *folder, bool deep,
                       const char *within)
{
    if (folder && !within)
        rmx_roots_add_own(folder);
    char *real = folder ? rmx_texts_real(catalog->arena, folder) : NULL;
    if (!real || rmx_folders_lead_out(catalog->arena, folder, within) ||
        enter(&catalog->walked, real, 0) >= 0)
        return;
    *RMX_PUSH(catalog->arena, &catalog->roots, &catalog->root_count) = real;
    bool is_ours = rmx_path_is_below(real, catalog->builtin);
    struct rmx_found found = {0};
    rmx_folders_find(catalog->arena, folder, deep, within, &found);
    for (int i = 0; i < found.count; i++) {
        const char *name = found.files[i].folder;
        // What lies beside a scene is a step, whatever the scene's folder is called.
        if (!deep && rmx_fragment_keys_role(name, NULL))
            name = "";
        add_found(catalog, found.files[i].path, name, is_ours, !within);
    }
}

// For the catalogs beside it.
static void keep_params(struct rmx_catalog *catalog, const struct rmx_catalog_params *params)
{
    struct rmx_arena *arena = catalog->arena;
    const char **folders = RMX_NEW(arena, const char *, params->effect_folder_count);
    for (int i = 0; i < params->effect_folder_count; i++)
        folders[i] = rmx_arena_copy(arena, params->effect_folders[i]);
    catalog->first = catalog;
    catalog->params =
        (struct rmx_catalog_params){.effect_folders = folders,
                                    .effect_folder_count = params->effect_folder_count,
                                    .leaves_open = params->leaves_open};
    if (params->scene_folder)
        catalog->scene_folder = rmx_texts_real(arena, params->scene_folder);
}

struct rmx_catalog *rmx_catalog_create(const struct rmx_catalog_params *params)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_catalog *catalog = RMX_NEW(arena, struct rmx_catalog, 1);
    *catalog = (struct rmx_catalog){.arena = arena,
                                    .steps.by_name.arena = arena,
                                    .cuts.by_name.arena = arena,
                                    .arranges.by_name.arena = arena,
                                    .by_blend = {.arena = arena},
                                    .by_path = {.arena = arena},
                                    .walked = {.arena = arena}};
    const char *builtin = rmx_path_join(arena, rmx_folder_builtin(arena), "shaders");
    const char *real = rmx_texts_real(arena, builtin);
    catalog->builtin = real ? real : builtin;
    catalog->libraries = rmx_libraries_create(arena, catalog->builtin);
    keep_params(catalog, params);
    int count;
    const struct rmx_effect_folder *folders = rmx_effect_folders(arena, params, &count);
    for (int i = 0; i < count; i++)
        if (!folders[i].is_scenes || catalog->scene_folder)
            add_folder(catalog, folders[i].path, folders[i].is_deep,
                       folders[i].is_scenes ? catalog->scene_folder : NULL);
    return catalog;
}

// All catalogs beside each other hang on the first one.
struct rmx_catalog *rmx_catalog_beside(struct rmx_catalog *catalog, const char *scene_folder)
{
    struct rmx_catalog *first = catalog->first, *at = first;
    const char *real = rmx_texts_real(first->arena, scene_folder);
    if (!real)
        return catalog;
    for (; at; at = at->next)
        if (at->scene_folder && strcmp(at->scene_folder, real) == 0)
            return at;
    struct rmx_catalog_params params = first->params;
    params.scene_folder = scene_folder;
    at = rmx_catalog_create(&params);
    at->first = first;
    at->next = first->next;
    first->next = at;
    return at;
}

void rmx_catalog_destroy(struct rmx_catalog *catalog)
{
    while (catalog) {
        struct rmx_catalog *next = catalog->next;
        rmx_arena_destroy(catalog->arena);
        catalog = next;
    }
}

const char *rmx_vertex_path(struct rmx_arena *arena, const char *path, int which)
{
    static const char *const endings[RMX_VERTEX_ENDINGS] = {"vs", "vert"};
    const char *stem =
        rmx_path_join(arena, rmx_path_folder(arena, path), rmx_path_stem(arena, path));
    return rmx_arena_printf(arena, "%s.%s", stem, endings[which]);
}

static bool read_text(struct rmx_catalog *catalog, struct file *file,
                      struct rmx_source_text *source, const char *what)
{
    char *text = NULL;
    enum rmx_file_status status =
        rmx_texts_read(catalog->arena, source->name, MOST_BYTES, &text, &source->length);
    source->text = text;
    if (status == RMX_FILE_OK)
        return true;
    rmx_errors_add(&file->errors, (struct rmx_span){.source = source}, "isf-file",
                   "the %s cannot be read: %s", what, rmx_file_status_text(status))
        ->unreadable = true;
    return false;
}

// The companion vertex shader; NULL: none. It stands where the effect's file really is: a link that
// leads elsewhere is an error.
static const struct rmx_source_text *read_vertex(struct rmx_catalog *catalog, struct file *file)
{
    struct rmx_arena *arena = catalog->arena;
    const char *real = rmx_texts_real(arena, file->path);
    for (int i = 0; i < RMX_VERTEX_ENDINGS; i++) {
        struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
        source->name = rmx_vertex_path(arena, file->path, i);
        const char *there = rmx_texts_real(arena, source->name);
        if (!there)
            continue;
        if (!rmx_path_is_below(there, rmx_path_folder(arena, real ? real : file->path)))
            rmx_errors_add(&file->errors, (struct rmx_span){.source = source}, "isf-file",
                           "the vertex shader is a link that leads out of the effect's folder");
        else if (read_text(catalog, file, source, "vertex shader"))
            return source;
        return NULL;
    }
    return NULL;
}

// The real path of the folder above, where that is one of the catalog's too; else NULL.
static const char *folder_above(struct rmx_catalog *catalog, const char *folder)
{
    const char *above = rmx_texts_real(catalog->arena, rmx_path_join(catalog->arena, folder, ".."));
    for (int i = 0; above && i < catalog->root_count; i++)
        if (rmx_path_is_below(above, catalog->roots[i]))
            return above;
    return NULL;
}

static void read_file(struct rmx_catalog *catalog, struct file *file)
{
    struct rmx_arena *arena = catalog->arena;
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    source->name = file->path;
    if (!read_text(catalog, file, source, "effect"))
        return;
    const char *folder = rmx_path_folder(arena, file->path);
    struct rmx_include_finder finder =
        rmx_libraries_finder(catalog->libraries, folder, folder_above(catalog, folder));
    finder.leaves_open = catalog->params.leaves_open;
    enum rmx_effect_format format =
        file->is_ours ? RMX_FORMAT_ISF : rmx_effect_format(source->text, source->length);
    bool has_vertex = format == RMX_FORMAT_ISF || format == RMX_FORMAT_NONE;
    file->effect = rmx_effect_read_format(
        format, arena, source, file->name, file->folder, file->is_ours,
        has_vertex ? read_vertex(catalog, file) : NULL, &finder, &file->errors);
}

// The same file under two paths is read once.
static struct file *resolve(struct rmx_catalog *catalog, int index)
{
    struct file *file = catalog->files[index];
    if (file->is_read)
        return file;
    const char *real = rmx_texts_real(catalog->arena, file->path);
    int before = enter(&catalog->by_path, real ? real : file->path, index);
    if (before >= 0 && before != index)
        return catalog->files[before];
    file->is_read = true;
    if (file->is_own && real)
        rmx_roots_add(rmx_path_folder(catalog->arena, real));
    read_file(catalog, file);
    return file;
}

// Errors are reported each time, warnings once.
static void tell(struct file *file, struct rmx_errors *errors)
{
    for (int i = 0; i < file->errors.count; i++) {
        const struct rmx_error *error = &file->errors.items[i];
        if (error->severity == RMX_WARNING && file->warned)
            continue;
        struct rmx_error *copy =
            error->severity == RMX_ERROR
                ? rmx_errors_add(errors, error->span, error->id, "%s", error->message)
                : rmx_errors_warn(errors, error->span, error->id, "%s", error->message);
        copy->other = error->other;
        copy->hint = error->hint;
        copy->unreadable = error->unreadable;
    }
    file->warned = true;
}

static const struct rmx_effect *get(struct rmx_catalog *catalog, int index,
                                    struct rmx_errors *errors, bool *exists)
{
    if (exists)
        *exists = index >= 0;
    if (index < 0)
        return NULL;
    struct file *file = resolve(catalog, index);
    tell(file, errors);
    return file->effect;
}

const struct rmx_effect *rmx_catalog_find_in(struct rmx_catalog *catalog, enum rmx_role role,
                                             const char *name, struct rmx_errors *errors,
                                             bool *exists)
{
    const struct space *space = space_of(catalog, role);
    int entry = rmx_names_get(&space->by_name, name, strlen(name));
    return get(catalog, entry < 0 ? -1 : space->files[entry], errors, exists);
}

const struct rmx_effect *rmx_catalog_find(struct rmx_catalog *catalog, const char *name,
                                          struct rmx_errors *errors, bool *exists)
{
    return rmx_catalog_find_in(catalog, RMX_ROLE_FILTER, name, errors, exists);
}

const struct rmx_effect *rmx_catalog_find_blend(struct rmx_catalog *catalog, const char *name,
                                                struct rmx_errors *errors, bool *exists)
{
    return get(catalog, rmx_names_get(&catalog->by_blend, name, strlen(name)), errors, exists);
}

// A listed file at that real path; names first, since asking the disk costs more.
static int find_listed(struct rmx_catalog *catalog, const char *real)
{
    const char *name = rmx_path_stem(catalog->arena, real);
    for (int i = 0; i < catalog->file_count; i++) {
        const struct file *file = catalog->files[i];
        if (strcmp(file->name, name) != 0)
            continue;
        const char *other = rmx_texts_real(catalog->arena, file->path);
        if (other && strcmp(other, real) == 0)
            return i;
    }
    return -1;
}

static int find_path(struct rmx_catalog *catalog, const char *path, const char *folder)
{
    const char *real = rmx_texts_real(catalog->arena, path);
    if (!real)
        return -1;
    int index = rmx_names_get(&catalog->by_path, real, strlen(real));
    if (index < 0)
        index = find_listed(catalog, real);
    if (index >= 0)
        return index;
    // A file that was not listed is a cut or an arrange, too, where it lies in a folder of that
    // name.
    const char *parent = rmx_path_file(rmx_path_folder(catalog->arena, real));
    if (rmx_fragment_keys_role(parent, NULL))
        folder = parent;
    return add_file(catalog, rmx_arena_copy(catalog->arena, path), folder,
                    rmx_path_is_below(real, catalog->builtin));
}

const struct rmx_effect *rmx_catalog_engine(struct rmx_catalog *catalog, const char *name)
{
    struct rmx_arena *arena = catalog->arena;
    const char *path = rmx_arena_printf(arena, "%s/engine/%s.fs", catalog->builtin, name);
    struct rmx_errors errors = {.arena = arena};
    bool exists;
    const struct rmx_effect *effect =
        get(catalog, find_path(catalog, path, "engine"), &errors, &exists);
    if (!effect)
        rmx_log(RMX_LOG_ERROR, "the engine's own step %s %s", path,
                exists && errors.count ? errors.items[0].message : "is not there");
    return effect;
}

const char *rmx_catalog_engine_text(struct rmx_catalog *catalog, const char *name)
{
    const char *path = rmx_arena_printf(catalog->arena, "%s/engine/%s", catalog->builtin, name);
    char *text;
    size_t length;
    enum rmx_file_status status = rmx_texts_read(catalog->arena, path, MOST_BYTES, &text, &length);
    if (status == RMX_FILE_OK)
        return text;
    rmx_log(RMX_LOG_ERROR, "%s %s", path, rmx_file_status_text(status));
    return "";
}

const struct rmx_effect *rmx_catalog_load(struct rmx_catalog *catalog, const char *path,
                                          struct rmx_errors *errors)
{
    return get(catalog, find_path(catalog, path, ""), errors, NULL);
}

bool rmx_catalog_holds(const struct rmx_catalog *catalog, const char *real)
{
    for (int i = 0; i < catalog->root_count; i++)
        if (rmx_path_is_below(real, catalog->roots[i]))
            return true;
    return false;
}

const struct rmx_catalog_entry *rmx_catalog_entries_in(struct rmx_catalog *catalog,
                                                       enum rmx_role role, int *count)
{
    const struct space *space = space_of(catalog, role);
    *count = space->entry_count;
    return space->entries;
}

const struct rmx_catalog_entry *rmx_catalog_entries(struct rmx_catalog *catalog, int *count)
{
    return rmx_catalog_entries_in(catalog, RMX_ROLE_FILTER, count);
}

const char *const *rmx_catalog_names_in(struct rmx_catalog *catalog, enum rmx_role role, int *count)
{
    const struct space *space = space_of(catalog, role);
    *count = space->name_count;
    return space->names;
}

const char *const *rmx_catalog_names(struct rmx_catalog *catalog, bool blends, int *count)
{
    if (!blends)
        return rmx_catalog_names_in(catalog, RMX_ROLE_FILTER, count);
    *count = catalog->blend_count;
    return catalog->blends;
}
