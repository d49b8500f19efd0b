// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/kept.h"

#include <string.h>

static const struct rmx_source *words_of(struct rmx_arena *arena, const struct rmx_source *source)
{
    struct rmx_source *words = source ? RMX_NEW(arena, struct rmx_source, 1) : NULL;
    if (!words)
        return NULL;
    words->kind = source->kind;
    words->name = rmx_arena_copy(arena, source->name);
    words->credit = rmx_arena_copy(arena, source->credit);
    words->licence = rmx_arena_copy(arena, source->licence);
    words->url = rmx_arena_copy(arena, source->url);
    return words;
}

static void *copy_of(struct rmx_arena *arena, const void *items, size_t size)
{
    return memcpy(rmx_arena_alloc(arena, size), items, size);
}

struct rmx_kept_shares *rmx_kept_shares_create(const struct rmx_holders *holders,
                                               const struct rmx_shares *shares)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_kept_shares *m = RMX_NEW(arena, struct rmx_kept_shares, 1);
    size_t count = (size_t)holders->count;
    size_t cells = count * (size_t)shares->columns * (size_t)shares->rows;
    m->arena = arena;
    m->shares = *shares;
    m->shares.cells = copy_of(arena, shares->cells, cells * sizeof(*shares->cells));
    m->shares.total = copy_of(arena, shares->total, count * sizeof(*shares->total));
    m->shares.middle = copy_of(arena, shares->middle, count * sizeof(*shares->middle));
    m->shares.fragments = copy_of(arena, shares->fragments, count * sizeof(*shares->fragments));
    m->shares.shown = RMX_NEW(arena, const struct rmx_source *, count);
    m->holders = (struct rmx_holders){RMX_NEW(arena, struct rmx_holder, count), holders->count};
    for (size_t i = 0; i < count; i++) {
        m->holders.items[i] =
            (struct rmx_holder){.kind = holders->items[i].kind,
                                .name = rmx_arena_copy(arena, holders->items[i].name),
                                .source = words_of(arena, holders->items[i].source)};
        m->shares.shown[i] = words_of(arena, shares->shown[i]);
    }
    return m;
}

void rmx_kept_shares_destroy(struct rmx_kept_shares *measured)
{
    if (measured)
        rmx_arena_destroy(measured->arena);
}
