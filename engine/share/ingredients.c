// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/ingredients.h"

#include "base/hash.h"
#include "share/licences.h"

static const char *hash_of(struct rmx_arena *arena, const char *path)
{
    char *text = rmx_arena_alloc(arena, RMX_SHA256_TEXT);
    return rmx_hash_file(path, text) ? text : "";
}

static struct rmx_ingredient ingredient_of(struct rmx_arena *arena, const struct rmx_holder *holder,
                                           const struct rmx_source *source, double share)
{
    const char *licence = rmx_licence_read(arena, source->licence).name;
    return (struct rmx_ingredient){.name = holder->name,
                                   .path = source->path,
                                   .hash = hash_of(arena, source->path),
                                   .credit = source->credit,
                                   .licence = licence ? licence : "",
                                   .url = source->url,
                                   .share = share};
}

struct rmx_ingredients rmx_ingredients_of(struct rmx_arena *arena,
                                          const struct rmx_holders *holders,
                                          const struct rmx_shares *shares)
{
    struct rmx_ingredients all = {0};
    for (int i = 0; i < holders->count; i++) {
        const struct rmx_source *source = shares->shown[i];
        if (!source || !source->path || !(shares->total[i] > 0))
            continue;
        struct rmx_ingredient one =
            ingredient_of(arena, &holders->items[i], source, shares->total[i]);
        RMX_PUSH(arena, &all.items, &all.count);
        int at = all.count - 1;
        for (; at > 0 && all.items[at - 1].share < one.share; at--)
            all.items[at] = all.items[at - 1];
        all.items[at] = one;
    }
    return all;
}
