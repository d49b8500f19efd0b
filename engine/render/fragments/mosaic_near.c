// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/mosaic_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BINS = 1024 }; // a side

static int bin_of(float at, float from, float bin, int count)
{
    float k = floorf((at - from) / bin);
    return k >= (float)count ? count - 1 : k > 0 ? (int)k : 0;
}

static int bins_of(float length, float bin)
{
    float count = ceilf(length / bin);
    return count >= MOST_BINS ? MOST_BINS : count > 1 ? (int)count : 1;
}

void rmx_mosaic_near_init(struct rmx_mosaic_near *near, const struct rmx_mosaic *mosaic)
{
    float right = -INFINITY, top = -INFINITY, side = 0;
    *near = (struct rmx_mosaic_near){.mosaic = mosaic, .left = INFINITY, .bottom = INFINITY};
    for (int i = 0; i < mosaic->place_count; i++) {
        const struct rmx_mosaic_place *place = &mosaic->places[i];
        near->left = fminf(near->left, place->x);
        near->bottom = fminf(near->bottom, place->y);
        right = fmaxf(right, place->x);
        top = fmaxf(top, place->y);
        side = fmaxf(side, place->side);
    }
    if (!(mosaic->rules.apart > 0) || !(side > 0))
        return;
    near->bin = fmaxf(side * mosaic->rules.apart,
                      fmaxf(right - near->left, top - near->bottom) / (MOST_BINS - 1));
    near->columns = bins_of(right - near->left, near->bin);
    near->rows = bins_of(top - near->bottom, near->bin);
    size_t bins = (size_t)near->columns * (size_t)near->rows;
    near->heads = rmx_mosaic_some(bins, sizeof(int));
    near->nexts = rmx_mosaic_some((size_t)mosaic->place_count, sizeof(int));
    memset(near->heads, -1, bins * sizeof(int));
}

void rmx_mosaic_near_finish(struct rmx_mosaic_near *near)
{
    free(near->heads);
    free(near->nexts);
}

void rmx_mosaic_near_add(struct rmx_mosaic_near *near, int place)
{
    if (near->bin <= 0)
        return;
    const struct rmx_mosaic_place *at = &near->mosaic->places[place];
    int x = bin_of(at->x, near->left, near->bin, near->columns),
        y = bin_of(at->y, near->bottom, near->bin, near->rows);
    near->nexts[place] = near->heads[y * near->columns + x];
    near->heads[y * near->columns + x] = place;
}

// Cells may be of different sizes: their mean counts. What is just far enough may be rounded.
static float cells_between(const struct rmx_mosaic_place *one, const struct rmx_mosaic_place *other)
{
    float side = 0.5f * (one->side + other->side);
    return hypotf(one->x - other->x, one->y - other->y) / side + 0.001f;
}

static void visit_bin(const struct rmx_mosaic_near *near, int bin, int place,
                      void (*found)(void *data, int place, float cells), void *data)
{
    const struct rmx_mosaic_place *places = near->mosaic->places;
    for (int other = near->heads[bin]; other >= 0; other = near->nexts[other]) {
        float cells = cells_between(&places[place], &places[other]);
        if (other != place && cells < near->mosaic->rules.apart)
            found(data, other, cells);
    }
}

void rmx_mosaic_near_visit(const struct rmx_mosaic_near *near, int place,
                           void (*found)(void *data, int place, float cells), void *data)
{
    if (near->bin <= 0)
        return;
    const struct rmx_mosaic_place *at = &near->mosaic->places[place];
    int x = bin_of(at->x, near->left, near->bin, near->columns),
        y = bin_of(at->y, near->bottom, near->bin, near->rows);
    for (int row = y > 0 ? y - 1 : 0; row <= y + 1 && row < near->rows; row++)
        for (int column = x > 0 ? x - 1 : 0; column <= x + 1 && column < near->columns; column++)
            visit_bin(near, row * near->columns + column, place, found, data);
}
