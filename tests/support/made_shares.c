// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/made_shares.h"

#include <string.h>

struct made_shares made_create(const char *const *names, int count)
{
    struct made_shares made = {.arena = rmx_arena_create()};
    made.sources = RMX_NEW(made.arena, struct rmx_source, count + 1);
    made.holders.count = count + 2;
    made.holders.items = RMX_NEW(made.arena, struct rmx_holder, count + 2);
    for (int i = 0; i < count; i++) {
        made.sources[i] = (struct rmx_source){
            .kind = RMX_SOURCE_IMAGE, .name = names[i], .credit = "", .licence = "", .url = ""};
        made.holders.items[i] =
            (struct rmx_holder){RMX_HOLDER_SOURCE, names[i], NULL, &made.sources[i]};
    }
    made.holders.items[count] =
        (struct rmx_holder){RMX_HOLDER_BACKGROUND, "background", NULL, NULL};
    made.holders.items[count + 1] = (struct rmx_holder){RMX_HOLDER_EFFECTS, "effects", NULL, NULL};
    return made;
}

void made_destroy(struct made_shares *made)
{
    rmx_arena_destroy(made->arena);
}

struct rmx_shares *made_frame(struct made_shares *made, long long frame, const double *shares)
{
    enum { WIDTH = 160, HEIGHT = 90 };
    size_t count = (size_t)made->holders.count;
    struct rmx_shares *made_up = RMX_NEW(made->arena, struct rmx_shares, 1);
    *made_up = (struct rmx_shares){.frame = frame,
                                   .time_s = (double)frame / 30,
                                   .width = WIDTH,
                                   .height = HEIGHT,
                                   .columns = (WIDTH + RMX_CELL - 1) / RMX_CELL,
                                   .rows = (HEIGHT + RMX_CELL - 1) / RMX_CELL,
                                   .total = RMX_NEW(made->arena, double, count),
                                   .middle = RMX_NEW(made->arena, double, count),
                                   .fragments = RMX_NEW(made->arena, int, count),
                                   .shown = RMX_NEW(made->arena, const struct rmx_source *, count)};
    size_t cells = (size_t)made_up->columns * (size_t)made_up->rows;
    made_up->cells = RMX_NEW(made->arena, float, cells *count);
    memcpy(made_up->total, shares, count * sizeof(*shares));
    memcpy(made_up->middle, shares, count * sizeof(*shares));
    for (size_t i = 0; i < cells * count; i++)
        made_up->cells[i] = (float)shares[i / cells];
    for (size_t i = 0; i < count; i++)
        made_up->shown[i] = made->holders.items[i].source;
    return made_up;
}
