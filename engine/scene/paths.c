// SPDX-License-Identifier: GPL-3.0-or-later
// A scene from a stranger reads only what lies below its own folder, the program's own folders, and
// what the user allows.
#include "base/roots.h"
#include "base/texts.h"
#include "scene/hints.h"
#include "scene/scene_parts.h"

#include <string.h>

static const char asset_sign[] = "asset:";

static bool is_asset(const char *text)
{
    return strncmp(text, asset_sign, strlen(asset_sign)) == 0;
}

bool rmx_is_path(const char *text)
{
    return strpbrk(text, "./") || is_asset(text);
}

// The file that a node stands in.
static const struct rmx_scene_file *file_of(const struct rmx_checker *checker,
                                            const struct rmx_node *node)
{
    for (int i = 0; i < checker->file_count; i++)
        if (checker->files[i].source == node->span.source)
            return &checker->files[i];
    return &checker->files[0];
}

static void find_open_folders(struct rmx_checker *checker);

static void open_folder(struct rmx_checker *checker, const char *path)
{
    const char *real = path ? rmx_texts_real(checker->arena, path) : NULL;
    if (real)
        *RMX_PUSH(checker->arena, &checker->open_folders, &checker->open_folder_count) = real;
}

// A scene within another reads no more than that one may; what the user typed brings its folder.
static void open_same_folders(struct rmx_checker *checker)
{
    struct rmx_checker *outer = checker->outer;
    const struct rmx_node user = {.span = checker->used};
    find_open_folders(outer);
    for (int i = 0; i < outer->open_folder_count; i++)
        open_folder(checker, outer->open_folders[i]);
    if (file_of(outer, &user)->is_typed) {
        open_folder(checker, checker->files[0].folder);
        rmx_roots_add(checker->files[0].folder);
    }
}

// The scene's folder is that of the first file: an included one may lie elsewhere only if allowed.
static void find_open_folders(struct rmx_checker *checker)
{
    if (checker->has_folder)
        return;
    checker->has_folder = true;
    if (checker->outer) {
        open_same_folders(checker);
        return;
    }
    const char *builtin = rmx_folder_builtin(checker->arena);
    const char *data = rmx_folder_data(checker->arena);
    open_folder(checker, checker->files[0].folder);
    open_folder(checker, rmx_path_join(checker->arena, builtin, "assets"));
    open_folder(checker, rmx_path_join(checker->arena, builtin, "shaders"));
    if (data)
        open_folder(checker, rmx_path_join(checker->arena, data, "shaders"));
    for (int i = 0; i < checker->params->allow_count; i++)
        open_folder(checker, checker->params->allow[i]);
}

static bool is_open(struct rmx_checker *checker, const char *real)
{
    find_open_folders(checker);
    for (int i = 0; i < checker->open_folder_count; i++)
        if (rmx_path_is_below(real, checker->open_folders[i]))
            return true;
    return false;
}

static const char *where_assets_lie(struct rmx_checker *checker)
{
    return rmx_arena_printf(checker->arena, "the program's own pictures lie in %s/assets",
                            rmx_folder_builtin(checker->arena));
}

static void report_closed(struct rmx_checker *checker, const struct rmx_node *node,
                          const char *folder)
{
    const char *config = rmx_folder_config(checker->arena);
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "not-allowed",
                                             "'%s' lies outside the scene's folder", node->text);
    if (is_asset(node->text))
        error->hint = where_assets_lie(checker);
    else
        error->hint = rmx_arena_printf(
            checker->arena, "allow it with `--allow %s`, or with that path as a line in %s/allow",
            folder, config ? config : "$XDG_CONFIG_HOME/remontage");
}

// The files beside a missing one, for the nearest name; a big folder's first ones.
static const char *const *names_beside(struct rmx_arena *arena, const char *path, int *count)
{
    enum { MOST = 1000 };
    const char **names = NULL;
    *count = 0;
    DIR *folder = rmx_folder_open(rmx_path_folder(arena, path));
    for (struct dirent *entry; folder && *count < MOST && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            *RMX_PUSH(arena, &names, count) = rmx_arena_copy(arena, entry->d_name);
    if (folder)
        closedir(folder);
    return names;
}

static void report_missing(struct rmx_checker *checker, const struct rmx_node *node,
                           const char *path, const char *what)
{
    struct rmx_error *error = rmx_errors_add(checker->errors, node->span, "missing-file",
                                             "there is no %s '%s'", what, node->text);
    error->unreadable = true;
    int count;
    const char *const *names = names_beside(checker->arena, path, &count);
    const char *otherwise = rmx_hint_of_path(checker->arena, node->text);
    if (otherwise) {
        error->hint = otherwise;
        return;
    }
    if (is_asset(node->text))
        otherwise = where_assets_lie(checker);
    else if (strcmp(path, node->text) != 0)
        otherwise = rmx_arena_printf(checker->arena,
                                     "paths are relative to the file that they stand in: this one "
                                     "means %s",
                                     path);
    const char *nearest = rmx_nearest(rmx_path_file(path), names, count);
    const char *file = rmx_path_file(node->text);
    size_t before = is_asset(file) ? strlen(asset_sign) : 0;
    before += (size_t)(file - node->text);
    if (nearest && strcmp(nearest, rmx_path_file(path)) == 0)
        error->hint = "it is a link that leads nowhere";
    else
        error->hint = nearest ? rmx_arena_printf(checker->arena, "did you mean '%.*s%s'?",
                                                 (int)before, node->text, nearest)
                              : otherwise;
}

static void report_status(struct rmx_checker *checker, const struct rmx_node *node,
                          const char *what, const char *real, enum rmx_file_status status)
{
    struct rmx_error *error =
        rmx_errors_add(checker->errors, node->span, "unreadable-file", "the %s '%s': %s", what,
                       node->text, rmx_file_status_text(status));
    error->unreadable = true;
    if (status == RMX_FILE_NOT_A_FILE)
        error->hint = rmx_texts_place(real) == RMX_PLACE_FOLDER
                          ? "name one file, or write `{folder: PATH}` under `sources:`"
                          : "pipes and devices are not read: save what comes from it to a file";
}

static const char *resolve(struct rmx_checker *checker, const struct rmx_scene_file *file,
                           const char *text)
{
    if (!is_asset(text))
        return rmx_path_join(checker->arena, file->folder, text);
    const char *assets =
        rmx_path_join(checker->arena, rmx_folder_builtin(checker->arena), "assets");
    return rmx_arena_printf(checker->arena, "%s/%s", assets, text + strlen(asset_sign));
}

void rmx_check_depend(struct rmx_checker *checker, const char *path)
{
    struct rmx_dependencies *dependencies = checker->params->dependencies;
    if (dependencies)
        *RMX_PUSH(dependencies->arena, &dependencies->paths, &dependencies->count) = path;
}

// Of what is not there: the nearest folder that is, where that lies outside; else NULL. What is
// beside it is not told.
static const char *outside_of(struct rmx_checker *checker, const char *path, const char *beside)
{
    const char *real = NULL;
    while (!real && strcmp(path, ".") != 0 && strcmp(path, "/") != 0) {
        path = rmx_path_folder(checker->arena, path);
        real = rmx_texts_real(checker->arena, path);
    }
    bool is_beside = real && beside && rmx_path_is_below(real, beside);
    return real && !is_beside && !is_open(checker, real) ? real : NULL;
}

// Something is there and may be read: its real path. What lies below `beside` (a real path; NULL:
// nothing) is open to everybody. NULL after an error.
static const char *check_there(struct rmx_checker *checker, const struct rmx_node *node,
                               const char *path, const char *beside, const char *what)
{
    const char *real = rmx_texts_real(checker->arena, path);
    rmx_check_depend(checker, path);
    const char *outside = real ? NULL : outside_of(checker, path, beside);
    if (outside)
        report_closed(checker, node, outside);
    else if (!real)
        report_missing(checker, node, path, what);
    else if ((beside && rmx_path_is_below(real, beside)) || is_open(checker, real))
        return real;
    else
        report_closed(checker, node, rmx_path_folder(checker->arena, real));
    return NULL;
}

static const char *check_path(struct rmx_checker *checker, const struct rmx_node *node,
                              const char *path, const char *beside, const char *what)
{
    const char *real = check_there(checker, node, path, beside, what);
    enum rmx_file_status status = real ? rmx_texts_check(real) : RMX_FILE_MISSING;
    if (real && status == RMX_FILE_OK)
        return path;
    if (real)
        report_status(checker, node, what, real, status);
    return NULL;
}

bool rmx_check_is_allowed(struct rmx_checker *checker, const struct rmx_node *node,
                          const char *real)
{
    return file_of(checker, node)->is_typed || is_open(checker, real);
}

const char *rmx_check_folder(struct rmx_checker *checker, const struct rmx_node *node)
{
    if (!rmx_check_is_text(checker, node, "a folder's path"))
        return NULL;
    const struct rmx_scene_file *file = file_of(checker, node);
    const char *path = resolve(checker, file, node->text);
    if (file->is_typed)
        rmx_roots_add(path);
    const char *real = check_there(checker, node, path, file->is_typed ? "/" : NULL, "folder");
    struct rmx_dependencies *dependencies = checker->params->dependencies;
    if (dependencies)
        *RMX_PUSH(dependencies->arena, &dependencies->folders, &dependencies->folder_count) = path;
    if (!real || rmx_texts_place(real) == RMX_PLACE_FOLDER)
        return real ? path : NULL;
    rmx_errors_add(checker->errors, node->span, "not-a-folder", "'%s' is no folder", node->text)
        ->hint = rmx_arena_printf(checker->arena, "one picture is `image: %s`", node->text);
    return NULL;
}

const char *rmx_check_path(struct rmx_checker *checker, const struct rmx_node *node,
                           const char *what)
{
    if (!rmx_check_is_text(checker, node, "a path"))
        return NULL;
    const struct rmx_scene_file *file = file_of(checker, node);
    const char *path = resolve(checker, file, node->text);
    if (file->is_typed)
        rmx_roots_add(path);
    return check_path(checker, node, path, file->is_typed ? "/" : NULL, what);
}

const char *rmx_check_import_path(struct rmx_checker *checker, const struct rmx_effect *effect,
                                  const struct rmx_import *import)
{
    struct rmx_arena *arena = checker->arena;
    const struct rmx_node node = {
        .kind = RMX_NODE_SCALAR, .text = import->path, .span = import->span};
    const char *real = rmx_texts_real(arena, effect->path);
    const char *path = rmx_path_join(arena, rmx_path_folder(arena, effect->path), import->path);
    const char *beside = rmx_path_folder(arena, real ? real : effect->path);
    const char *real_picture = rmx_texts_real(arena, path);
    if (real_picture && rmx_catalog_holds(checker->params->catalog, real_picture))
        beside = "/";
    return check_path(checker, &node, path, beside, "picture");
}
