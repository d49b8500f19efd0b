// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/ingredients.h"

#include "base/hash.h"

#include <string.h>

static struct rmx_ingredient owed_of(const struct rmx_credit *credit)
{
    return (struct rmx_ingredient){.name = credit->name,
                                   .path = credit->source->path,
                                   .hash = "",
                                   .credit = credit->credit,
                                   .licence = credit->licence.name,
                                   .url = credit->url};
}

struct rmx_ingredients rmx_ingredients_owed(struct rmx_arena *arena,
                                            const struct rmx_credits *credits)
{
    struct rmx_ingredients all = {RMX_NEW(arena, struct rmx_ingredient, credits->count),
                                  credits->count};
    for (int i = 0; i < all.count; i++)
        all.items[i] = owed_of(&credits->items[i]);
    return all;
}

// As the credits say it, where they name the file.
static struct rmx_ingredient said_of(struct rmx_arena *arena, const struct rmx_credits *credits,
                                     const struct rmx_source *source)
{
    for (int i = 0; i < credits->count; i++)
        if (strcmp(credits->items[i].source->path, source->path) == 0)
            return owed_of(&credits->items[i]);
    return (struct rmx_ingredient){.path = source->path,
                                   .credit = source->credit,
                                   .licence = rmx_licence_read(arena, source->licence).name,
                                   .url = source->url};
}

static const char *hash_of(struct rmx_arena *arena, const char *path)
{
    char *text = rmx_arena_alloc(arena, RMX_SHA256_TEXT);
    return rmx_hash_file(path, text) ? text : "";
}

static void insert(struct rmx_arena *arena, struct rmx_ingredients *all, struct rmx_ingredient one)
{
    RMX_PUSH(arena, &all->items, &all->count);
    int at = all->count - 1;
    for (; at > 0 && all->items[at - 1].share < one.share; at--)
        all->items[at] = all->items[at - 1];
    all->items[at] = one;
}

struct rmx_ingredients rmx_ingredients_measured(struct rmx_arena *arena,
                                                const struct rmx_credits *credits,
                                                const struct rmx_holders *holders,
                                                const struct rmx_shares *shares)
{
    struct rmx_ingredients all = {0};
    for (int i = 0; i < holders->count; i++) {
        const struct rmx_source *source = shares->shown[i];
        if (!source || !source->path || !(shares->total[i] > 0))
            continue;
        struct rmx_ingredient one = said_of(arena, credits, source);
        one.name = holders->items[i].name;
        one.hash = hash_of(arena, source->path);
        one.share = shares->total[i];
        insert(arena, &all, one);
    }
    return all;
}
