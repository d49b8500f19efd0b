// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/folders.h"

#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "base/texts.h"
#include "isf/format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST_FOLDER = 8, MOST_FILES = 10000, MOST_FOLDERS = 2000, MOST_GLSL_BYTES = 1024 * 1024 };

struct walk {
    struct rmx_arena *arena;
    struct rmx_found *found;
    uint64_t visited[MOST_FOLDERS]; // real paths
    int visited_count;
    bool deep;
    const char *within;
};

static bool is_effect_file(const char *folder, const char *name)
{
    (void)folder;
    return rmx_has_suffix(name, ".fs") || rmx_has_suffix(name, ".isf") ||
           rmx_has_suffix(name, ".frag") || rmx_has_suffix(name, ".glsl");
}

// Of files named .glsl many are libraries.
static bool is_effect(const char *path)
{
    if (!rmx_has_suffix(path, ".glsl"))
        return true;
    struct rmx_arena *scratch = rmx_arena_create();
    char *text;
    size_t length;
    bool is = rmx_texts_read(scratch, path, MOST_GLSL_BYTES, &text, &length) == RMX_FILE_OK &&
              rmx_effect_format(text, length) != RMX_FORMAT_NONE;
    rmx_arena_destroy(scratch);
    return is;
}

static bool holds_effects(const char *name)
{
    return strcmp(name, "lib") != 0 && strcmp(name, "engine") != 0;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct rmx_listed *)a)->name, ((const struct rmx_listed *)b)->name);
}

static bool is_any(const char *folder, const char *name)
{
    (void)folder, (void)name;
    return true;
}

// Through a link a stranger's scene would read what lies elsewhere.
bool rmx_folders_lead_out(struct rmx_arena *arena, const char *path, const char *within)
{
    const char *real = within ? rmx_texts_real(arena, path) : NULL;
    if (!within || (real && rmx_path_is_below(real, within)))
        return false;
    rmx_log(RMX_LOG_WARNING,
            "%s leads out of the scene's folder and is passed over; --effects may name where",
            path);
    return true;
}

// A scene may lie among a hundred thousand photographs: only what can matter is kept and looked at
// about.
static const struct rmx_listed *list(struct walk *walk, const char *folder, int *count)
{
    struct rmx_listed *items;
    if (!rmx_texts_list(walk->arena, folder, walk->deep ? 'E' : 'F',
                        walk->deep ? is_any : is_effect_file, MOST_FILES, &items, count)) {
        if (errno != ENOENT && errno != ENOTDIR)
            rmx_log(RMX_LOG_WARNING, "cannot list the folder %s: %s", folder, strerror(errno));
        return NULL;
    }
    if (*count)
        qsort(items, (size_t)*count, sizeof(*items), compare_names);
    return items;
}

// False where the folder was entered before or no more may be.
static bool enter(struct walk *walk, const char *folder)
{
    const char *real = rmx_texts_real(walk->arena, folder);
    uint64_t name = rmx_hash_string(real ? real : folder, 0);
    for (int i = 0; i < walk->visited_count; i++)
        if (walk->visited[i] == name)
            return false;
    if (walk->visited_count == MOST_FOLDERS)
        return false;
    walk->visited[walk->visited_count++] = name;
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
    if (depth > DEEPEST_FOLDER || rmx_texts_place(folder) != RMX_PLACE_FOLDER ||
        !enter(walk, folder))
        return;
    int count;
    const struct rmx_listed *items = list(walk, folder, &count);
    const char **folders = NULL;
    int folder_count = 0;
    for (int i = 0; i < count; i++) {
        const char *path = rmx_path_join(walk->arena, folder, items[i].name);
        bool counts = items[i].is_folder ? walk->deep && holds_effects(items[i].name)
                                         : is_effect_file(folder, items[i].name);
        if (!counts || rmx_folders_lead_out(walk->arena, path, walk->within))
            continue;
        if (!items[i].is_folder && is_effect(path))
            add_file(walk, folder, path);
        else if (items[i].is_folder)
            *RMX_PUSH(walk->arena, &folders, &folder_count) = path;
    }
    for (int i = 0; i < folder_count; i++)
        walk_folder(walk, folders[i], depth + 1);
}

void rmx_folders_find(struct rmx_arena *arena, const char *folder, bool deep, const char *within,
                      struct rmx_found *found)
{
    struct walk *walk = calloc(1, sizeof(*walk));
    if (!walk)
        abort();
    walk->arena = arena;
    walk->found = found;
    walk->deep = deep;
    walk->within = within;
    walk_folder(walk, folder, 0);
    free(walk);
}
