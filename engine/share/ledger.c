// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/ledger.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const double VISIBLE = 0.01, ALONE = 0.9;

struct rmx_ledger *rmx_ledger_create(const struct rmx_holders *holders)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_ledger *ledger = RMX_NEW(arena, struct rmx_ledger, 1);
    *ledger = (struct rmx_ledger){
        .arena = arena,
        .holders = holders,
        .rows = RMX_NEW(arena, struct rmx_ledger_row, holders->count),
    };
    for (int i = 0; i < holders->count; i++)
        ledger->rows[i].holder = &holders->items[i];
    return ledger;
}

void rmx_ledger_destroy(struct rmx_ledger *ledger)
{
    if (ledger)
        rmx_arena_destroy(ledger->arena);
}

// A mean that holds after each sample: `part` is the sample's of all time so far.
static void average(double *mean, double value, double part)
{
    *mean += (value - *mean) * part;
}

static void add_to_row(const struct rmx_ledger *ledger, int holder, const struct rmx_shares *shares,
                       double seconds)
{
    struct rmx_ledger_row *row = &ledger->rows[holder];
    double share = shares->total[holder];
    average(&row->share, share, seconds / ledger->seconds);
    average(&row->middle, shares->middle[holder], seconds / ledger->seconds);
    row->surface_seconds += share * seconds;
    row->visible_s += share > VISIBLE ? seconds : 0;
    row->alone_s += share > ALONE ? seconds : 0;
    if (ledger->sample_count == 0 || share > row->largest) {
        row->largest = share;
        row->largest_frame = shares->frame;
    }
    if (shares->fragments[holder] > row->fragments)
        row->fragments = shares->fragments[holder];
}

static void add_cells(struct rmx_ledger *ledger, const struct rmx_shares *shares, double seconds)
{
    size_t count = (size_t)ledger->holders->count * (size_t)shares->columns * (size_t)shares->rows;
    if (!ledger->cells) {
        ledger->width = shares->width;
        ledger->height = shares->height;
        ledger->columns = shares->columns;
        ledger->rows_of_cells = shares->rows;
        ledger->cells = RMX_NEW(ledger->arena, double, count);
    }
    assert(shares->columns == ledger->columns && shares->rows == ledger->rows_of_cells);
    for (size_t i = 0; i < count; i++)
        average(&ledger->cells[i], (double)shares->cells[i], seconds / ledger->seconds);
}

static void add_sample(struct rmx_ledger *ledger, const struct rmx_shares *shares, double seconds)
{
    size_t count = (size_t)ledger->holders->count;
    double *totals = RMX_NEW(ledger->arena, double, count);
    memcpy(totals, shares->total, count * sizeof(*totals));
    *RMX_PUSH(ledger->arena, &ledger->samples, &ledger->sample_count) =
        (struct rmx_ledger_sample){shares->frame, shares->time_s, seconds, totals};
}

void rmx_ledger_add(struct rmx_ledger *ledger, const struct rmx_shares *shares, double seconds)
{
    assert(seconds > 0);
    ledger->seconds += seconds;
    for (int i = 0; i < ledger->holders->count; i++)
        add_to_row(ledger, i, shares, seconds);
    add_cells(ledger, shares, seconds);
    add_sample(ledger, shares, seconds);
}

static int compare_shares(const void *a, const void *b)
{
    const struct rmx_ledger_row *left = *(const struct rmx_ledger_row *const *)a;
    const struct rmx_ledger_row *right = *(const struct rmx_ledger_row *const *)b;
    if (left->share != right->share)
        return left->share > right->share ? -1 : 1;
    return left < right ? -1 : left > right;
}

void rmx_ledger_sort(const struct rmx_ledger_row **rows, int count)
{
    qsort(rows, (size_t)count, sizeof(*rows), compare_shares);
}
