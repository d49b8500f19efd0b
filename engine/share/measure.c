// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/measure.h"

#include <math.h>
#include <string.h>

struct rmx_shares *rmx_shares_create(struct rmx_arena *arena, int width, int height,
                                     int holder_count)
{
    struct rmx_shares *shares = RMX_NEW(arena, struct rmx_shares, 1);
    int columns = (width + RMX_CELL - 1) / RMX_CELL, rows = (height + RMX_CELL - 1) / RMX_CELL;
    *shares = (struct rmx_shares){
        .width = width,
        .height = height,
        .columns = columns,
        .rows = rows,
        .cells = RMX_NEW(arena, float, (size_t)(holder_count * columns) * (size_t)rows),
        .total = RMX_NEW(arena, double, holder_count),
        .middle = RMX_NEW(arena, double, holder_count),
        .fragments = RMX_NEW(arena, int, holder_count),
        .shown = RMX_NEW(arena, const struct rmx_source *, holder_count),
    };
    return shares;
}

// How many pixels of cell `index` lie between two places of a side of `length` pixels.
static double overlap(int index, int length, double from, double to)
{
    double first = index * RMX_CELL, last = fmin(first + RMX_CELL, length);
    return fmax(0, fmin(last, to) - fmax(first, from));
}

// Sensitivities, or what was made of them, become shares that add up to 1.
static void share_cell(struct rmx_shares *shares, int holder_count, const float *sensitivities,
                       int cell, double least)
{
    size_t count = (size_t)shares->columns * (size_t)shares->rows, at = (size_t)cell;
    double sum = 0;
    for (int h = 0; h < holder_count - 1; h++)
        sum += sensitivities[(size_t)h * count + at];
    bool is_nobodys = sum < least;
    for (int h = 0; h < holder_count - 1; h++)
        shares->cells[(size_t)h * count + at] =
            is_nobodys ? 0 : (float)(sensitivities[(size_t)h * count + at] / sum);
    shares->cells[(size_t)(holder_count - 1) * count + at] = is_nobodys ? 1 : 0;
}

static void add_up(struct rmx_shares *shares, int holder)
{
    double total = 0, middle = 0, width = shares->width, height = shares->height;
    const float *cells = shares->cells + (size_t)(holder * shares->columns) * (size_t)shares->rows;
    for (int r = 0; r < shares->rows; r++)
        for (int c = 0; c < shares->columns; c++) {
            double share = cells[r * shares->columns + c];
            total +=
                share * overlap(c, shares->width, 0, width) * overlap(r, shares->height, 0, height);
            middle += share * overlap(c, shares->width, width / 3, width * 2 / 3) *
                      overlap(r, shares->height, height / 3, height * 2 / 3);
        }
    shares->total[holder] = total / (width * height);
    shares->middle[holder] = middle / (width * height / 9);
}

void rmx_shares_measure(struct rmx_shares *shares, int holder_count, const float *sensitivities,
                        double least)
{
    for (int cell = 0; cell < shares->columns * shares->rows; cell++)
        share_cell(shares, holder_count, sensitivities, cell, least);
    for (int h = 0; h < holder_count; h++)
        add_up(shares, h);
}

void rmx_matte_rank(int *holders, float *coverage, int holder, float sensitivity)
{
    int rank = RMX_MATTE_RANKS;
    while (rank > 0 && sensitivity > coverage[rank - 1])
        rank--;
    if (rank == RMX_MATTE_RANKS || !(sensitivity > 0))
        return;
    int below = RMX_MATTE_RANKS - 1 - rank;
    memmove(holders + rank + 1, holders + rank, (size_t)below * sizeof(*holders));
    memmove(coverage + rank + 1, coverage + rank, (size_t)below * sizeof(*coverage));
    holders[rank] = holder;
    coverage[rank] = sensitivity;
}
