// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/folders.h"

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "isf/gl_transition.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST_FOLDER = 8, MOST_FILES = 10000, MOST_FOLDERS = 2000, MOST_GLSL_BYTES = 1024 * 1024 };

struct visited {
    dev_t device;
    ino_t inode;
};

struct walk {
    struct rmx_arena *arena;
    struct rmx_found *found;
    struct visited visited[MOST_FOLDERS];
    int visited_count;
    bool deep;
};

static bool is_effect_file(const char *name)
{
    return rmx_has_suffix(name, ".fs") || rmx_has_suffix(name, ".isf") ||
           rmx_has_suffix(name, ".frag") || rmx_has_suffix(name, ".glsl");
}

// Of files named .glsl only gl-transitions are effects.
static bool is_effect(const char *path)
{
    if (!rmx_has_suffix(path, ".glsl"))
        return true;
    struct rmx_arena *scratch = rmx_arena_create();
    char *text;
    size_t length;
    bool is = rmx_file_read(scratch, path, MOST_GLSL_BYTES, &text, &length) == RMX_FILE_OK &&
              rmx_is_gl_transition(text, length);
    rmx_arena_destroy(scratch);
    return is;
}

static bool holds_effects(const char *name)
{
    return strcmp(name, "lib") != 0 && strcmp(name, "engine") != 0;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// A scene may lie among a hundred thousand photographs: only what can matter is kept and looked at
// about.
static const char **list_names(struct walk *walk, const char *folder, int *count)
{
    const char **names = NULL;
    DIR *directory = opendir(folder);
    if (!directory) {
        if (errno != ENOENT && errno != ENOTDIR)
            rmx_log(RMX_LOG_WARNING, "cannot list the folder %s: %s", folder, strerror(errno));
        return NULL;
    }
    const struct dirent *entry;
    while ((entry = readdir(directory)) && *count < MOST_FILES)
        if (entry->d_name[0] != '.' && (walk->deep || is_effect_file(entry->d_name)))
            *RMX_PUSH(walk->arena, &names, count) = rmx_arena_copy(walk->arena, entry->d_name);
    closedir(directory);
    if (*count)
        qsort(names, (size_t)*count, sizeof(*names), compare_names);
    return names;
}

// False where the folder was entered before or no more may be.
static bool enter(struct walk *walk, const struct stat *status)
{
    for (int i = 0; i < walk->visited_count; i++)
        if (walk->visited[i].device == status->st_dev && walk->visited[i].inode == status->st_ino)
            return false;
    if (walk->visited_count == MOST_FOLDERS)
        return false;
    walk->visited[walk->visited_count++] =
        (struct visited){.device = status->st_dev, .inode = status->st_ino};
    return true;
}

static void add_file(struct walk *walk, const char *folder, const char *path)
{
    if (walk->found->count >= MOST_FILES)
        return;
    *RMX_PUSH(walk->arena, &walk->found->files, &walk->found->count) = (struct rmx_found_file){
        .path = path, .folder = rmx_arena_copy(walk->arena, rmx_path_file(folder))};
}

static void walk_folder(struct walk *walk, const char *folder, int depth)
{
    struct stat status;
    if (depth > DEEPEST_FOLDER || stat(folder, &status) != 0 || !S_ISDIR(status.st_mode) ||
        !enter(walk, &status))
        return;
    int count = 0;
    const char **names = list_names(walk, folder, &count);
    const char **folders = NULL;
    int folder_count = 0;
    for (int i = 0; i < count; i++) {
        const char *path = rmx_path_join(walk->arena, folder, names[i]);
        if (stat(path, &status) != 0)
            continue;
        if (S_ISREG(status.st_mode) && is_effect_file(names[i]) && is_effect(path))
            add_file(walk, folder, path);
        else if (S_ISDIR(status.st_mode) && walk->deep && holds_effects(names[i]))
            *RMX_PUSH(walk->arena, &folders, &folder_count) = path;
    }
    for (int i = 0; i < folder_count; i++)
        walk_folder(walk, folders[i], depth + 1);
}

void rmx_folders_find(struct rmx_arena *arena, const char *folder, bool deep,
                      struct rmx_found *found)
{
    struct walk *walk = calloc(1, sizeof(*walk));
    if (!walk)
        abort();
    walk->arena = arena;
    walk->found = found;
    walk->deep = deep;
    walk_folder(walk, folder, 0);
    free(walk);
}
