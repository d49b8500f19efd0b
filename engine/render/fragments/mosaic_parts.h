// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of a mosaic's choice share.
//
// mosaic.c lets places choose, mosaic_near.c knows who is near, mosaic_swap.c exchanges tiles.
// Private to render/fragments/.
#pragma once

#include "render/fragments/mosaic.h"

#include <stddef.h>

// Zeroed; to be freed.
void *rmx_mosaic_some(size_t count, size_t size);
// Squared; where it is more than `most`, any number above that.
float rmx_mosaic_distance(const float *one, const float *other, float most);

// Which places have chosen, found by where they are; who has none is near to none.
struct rmx_mosaic_near {
    const struct rmx_mosaic *mosaic;
    float bin; // the side of a square that holds places; 0: the rules ask for none
    float left, bottom;
    int columns, rows;
    int *heads, *nexts; // lists of places; -1: the end
};
void rmx_mosaic_near_init(struct rmx_mosaic_near *near, const struct rmx_mosaic *mosaic);
void rmx_mosaic_near_finish(struct rmx_mosaic_near *near);
void rmx_mosaic_near_add(struct rmx_mosaic_near *near, int place);
// Calls `found` for each place that has chosen and is nearer than the rules want, with how many
// cells it is off.
void rmx_mosaic_near_visit(const struct rmx_mosaic_near *near, int place,
                           void (*found)(void *data, int place, float cells), void *data);

// What places have chosen, as numbers of `features`, which are sorted by their first number.
struct rmx_mosaic_taken {
    const float *wanted, *features;
    const int *order; // of the places
    int *tiles;       // by place
};
void rmx_mosaic_swap(const struct rmx_mosaic *mosaic, const struct rmx_mosaic_near *near,
                     struct rmx_mosaic_taken *taken);
