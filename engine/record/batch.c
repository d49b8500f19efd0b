// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/batch.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_TICKS = 64, A_SECOND_US = 1000000 };

struct rmx_batch *rmx_batch_create(void)
{
    struct rmx_batch *batch = calloc(1, sizeof(*batch));
    if (!batch)
        abort();
    return batch;
}

void rmx_batch_destroy(struct rmx_batch *batch)
{
    if (!batch)
        return;
    for (int l = 0; l < batch->ticks.lane_count; l++) {
        free(batch->ticks.lanes[l].rows);
        free(batch->ticks.lanes[l].numbers);
    }
    free(batch->ticks.lanes);
    free(batch->ticks.items);
    free(batch->capacities);
    free(batch);
}

static void *grown(void *items, size_t count, size_t size)
{
    void *more = realloc(items, count * size + 1);
    if (!more)
        abort();
    return more;
}

static void begin(struct rmx_batch *batch, const struct rmx_ticks *like,
                  const struct rmx_rows *rows)
{
    struct rmx_ticks *ticks = &batch->ticks;
    *ticks = (struct rmx_ticks){.fps = like->fps,
                                .width = like->width,
                                .height = like->height,
                                .lane_count = like->lane_count};
    ticks->lanes = calloc((size_t)like->lane_count + 1, sizeof(*ticks->lanes));
    batch->capacities = calloc((size_t)like->lane_count + 1, sizeof(*batch->capacities));
    if (!ticks->lanes || !batch->capacities)
        abort();
    for (int l = 0; l < like->lane_count; l++)
        ticks->lanes[l].width = rows[l].width;
}

static bool is_alike(const struct rmx_batch *batch, const struct rmx_ticks *like,
                     const struct rmx_rows *rows)
{
    const struct rmx_ticks *ticks = &batch->ticks;
    bool is = ticks->lane_count == like->lane_count && ticks->width == like->width &&
              ticks->height == like->height && !(ticks->fps < like->fps) &&
              !(ticks->fps > like->fps);
    for (int l = 0; is && l < like->lane_count; l++)
        is = ticks->lanes[l].width == rows[l].width;
    return is;
}

static void make_room(struct rmx_batch *batch)
{
    struct rmx_ticks *ticks = &batch->ticks;
    if (ticks->count < batch->tick_capacity)
        return;
    batch->tick_capacity = batch->tick_capacity ? 2 * batch->tick_capacity : FIRST_TICKS;
    size_t count = (size_t)batch->tick_capacity;
    ticks->items = grown(ticks->items, count, sizeof(*ticks->items));
    for (int l = 0; l < ticks->lane_count; l++)
        ticks->lanes[l].rows = grown(ticks->lanes[l].rows, count, sizeof(*ticks->lanes[l].rows));
}

static void add_rows(struct rmx_batch *batch, int index, const struct rmx_rows *rows)
{
    struct rmx_lane *lane = &batch->ticks.lanes[index];
    size_t at = lane->total * (size_t)lane->width;
    size_t count = (size_t)rows->count * (size_t)lane->width;
    if (at + count > batch->capacities[index]) {
        batch->capacities[index] = 2 * (at + count);
        lane->numbers = grown(lane->numbers, batch->capacities[index], sizeof(*lane->numbers));
    }
    if (count)
        memcpy(lane->numbers + at, rows->numbers, count * sizeof(*rows->numbers));
    lane->rows[batch->ticks.count] = rows->count;
    lane->total += (size_t)rows->count;
    batch->bytes += count * sizeof(*rows->numbers);
}

bool rmx_batch_add(struct rmx_batch *batch, const struct rmx_ticks *like,
                   const struct rmx_tick *tick, const struct rmx_rows *rows)
{
    if (batch->ticks.count == 0)
        begin(batch, like, rows);
    else if (!is_alike(batch, like, rows) ||
             tick->time_us - batch->ticks.items[0].time_us >= A_SECOND_US ||
             batch->bytes > RMX_TICKS_NUMBERS * sizeof(double) / 2)
        return false;
    make_room(batch);
    for (int l = 0; l < like->lane_count; l++)
        add_rows(batch, l, &rows[l]);
    batch->ticks.items[batch->ticks.count++] = *tick;
    batch->bytes += sizeof(*tick);
    return true;
}
