// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/waiting.h"

#include "base/log.h"
#include "base/names.h"
#include "share/contents.h"

#include <errno.h>
#include <string.h>
#include <time.h>

struct rmx_waiting {
    enum rmx_exhibition_kind kind;
    struct rmx_arena *run; // lives as long as this
    struct rmx_contents *contents;
    struct rmx_names counted;    // hashes that this run was counted for
    struct rmx_arena *unwritten; // until the parts are written
    struct rmx_names keys;       // hash and title, to the part
    struct rmx_exhibit_part *parts;
    int count;
};

struct rmx_waiting *rmx_waiting_create(enum rmx_exhibition_kind kind)
{
    struct rmx_arena *run = rmx_arena_create();
    struct rmx_waiting *waiting = RMX_NEW(run, struct rmx_waiting, 1);
    *waiting = (struct rmx_waiting){
        .kind = kind,
        .run = run,
        .contents = rmx_contents_create(),
        .counted = {.arena = run},
        .unwritten = rmx_arena_create(),
    };
    waiting->keys.arena = waiting->unwritten;
    return waiting;
}

void rmx_waiting_destroy(struct rmx_waiting *waiting)
{
    if (!waiting)
        return;
    rmx_contents_destroy(waiting->contents);
    rmx_arena_destroy(waiting->unwritten);
    rmx_arena_destroy(waiting->run);
}

// NULL: it cannot be read.
static const struct rmx_content *find_content(struct rmx_waiting *waiting, const char *path)
{
    struct rmx_content *content = rmx_contents_find(waiting->contents, path);
    if (content->is_known)
        return content;
    if (!content->warned)
        rmx_log(RMX_LOG_WARNING, "%s was shown, but not added to the exhibition: %s", content->real,
                strerror(errno));
    content->warned = true;
    return NULL;
}

// One more still, film or show, the first time that the run shows this content.
static void count_run(struct rmx_waiting *waiting, struct rmx_exhibit_part *part)
{
    if (rmx_names_get(&waiting->counted, part->hash, strlen(part->hash)) >= 0)
        return;
    const char *hash = rmx_arena_copy(waiting->run, part->hash);
    rmx_names_put(&waiting->counted, hash, strlen(hash), 0);
    part->stills = waiting->kind == RMX_EXHIBIT_STILL;
    part->films = waiting->kind == RMX_EXHIBIT_FILM;
    part->shows = waiting->kind == RMX_EXHIBIT_SHOW;
}

static struct rmx_exhibit_part *find_part(struct rmx_waiting *waiting, const char *hash,
                                          const char *title)
{
    struct rmx_arena *arena = waiting->unwritten;
    const char *key = rmx_arena_printf(arena, "%s\n%s", hash, title);
    int index = rmx_names_get(&waiting->keys, key, strlen(key));
    if (index >= 0)
        return &waiting->parts[index];
    rmx_names_put(&waiting->keys, key, strlen(key), waiting->count);
    struct rmx_exhibit_part *part = RMX_PUSH(arena, &waiting->parts, &waiting->count);
    part->hash = rmx_arena_copy(arena, hash);
    part->title = rmx_arena_copy(arena, title);
    count_run(waiting, part);
    return part;
}

void rmx_waiting_add(struct rmx_waiting *waiting, const struct rmx_showing *showing)
{
    const struct rmx_content *content = find_content(waiting, showing->path);
    if (!content)
        return;
    struct rmx_exhibit_part *part = find_part(waiting, content->hash, showing->title);
    if (!part->name || strcmp(part->name, showing->name) != 0)
        part->name = rmx_arena_copy(waiting->unwritten, showing->name);
    part->path = content->real;
    part->surface_s += showing->surface_s;
    part->at_s = time(NULL);
}

const struct rmx_exhibit_part *rmx_waiting_parts(const struct rmx_waiting *waiting, int *count)
{
    *count = waiting->count;
    return waiting->parts;
}

int rmx_waiting_count(const struct rmx_waiting *waiting)
{
    return waiting->count;
}

void rmx_waiting_written(struct rmx_waiting *waiting)
{
    rmx_arena_clear(waiting->unwritten);
    waiting->keys = (struct rmx_names){.arena = waiting->unwritten};
    waiting->parts = NULL;
    waiting->count = 0;
}
