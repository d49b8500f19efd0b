// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/contents.h"

#include "base/file.h"
#include "base/names.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

// A file, as it was when it was read.
struct kept {
    struct rmx_content content;
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec changed;
};

struct rmx_contents {
    struct rmx_arena *arena;
    struct rmx_names paths; // to the item
    struct kept *items;
    int count;
};

struct rmx_contents *rmx_contents_create(void)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_contents *contents = RMX_NEW(arena, struct rmx_contents, 1);
    *contents = (struct rmx_contents){.arena = arena, .paths = {.arena = arena}};
    return contents;
}

void rmx_contents_destroy(struct rmx_contents *contents)
{
    if (contents)
        rmx_arena_destroy(contents->arena);
}

static bool is_same(const struct kept *kept, const struct stat *info)
{
    return kept->content.is_known && kept->device == info->st_dev && kept->inode == info->st_ino &&
           kept->size == info->st_size && kept->changed.tv_sec == info->st_mtim.tv_sec &&
           kept->changed.tv_nsec == info->st_mtim.tv_nsec;
}

// Reads the file where it was not read yet, or is another one.
static void follow(struct kept *kept)
{
    struct rmx_content *content = &kept->content;
    struct stat info;
    bool there = stat(content->real, &info) == 0;
    if (there && is_same(kept, &info))
        return;
    content->is_known = there && rmx_hash_file(content->real, content->hash);
    if (!content->is_known)
        return;
    kept->device = info.st_dev;
    kept->inode = info.st_ino;
    kept->size = info.st_size;
    kept->changed = info.st_mtim;
}

static struct kept *find(struct rmx_contents *contents, const char *path)
{
    int index = rmx_names_get(&contents->paths, path, strlen(path));
    if (index >= 0)
        return &contents->items[index];
    const char *copy = rmx_arena_copy(contents->arena, path),
               *real = rmx_path_real(contents->arena, path);
    rmx_names_put(&contents->paths, copy, strlen(copy), contents->count);
    struct kept *kept = RMX_PUSH(contents->arena, &contents->items, &contents->count);
    kept->content.real = real ? real : copy;
    return kept;
}

struct rmx_content *rmx_contents_find(struct rmx_contents *contents, const char *path)
{
    struct kept *kept = find(contents, path);
    follow(kept);
    return &kept->content;
}
