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

static void free_heard(struct rmx_heard_sound *heard)
{
    free(heard->windows);
    free(heard->gains);
    free(heard->hops);
    free(heard->samples);
}

void rmx_batch_destroy(struct rmx_batch *batch)
{
    if (!batch)
        return;
    for (int l = 0; l < batch->ticks.lane_count; l++) {
        free(batch->ticks.lanes[l].rows);
        free(batch->ticks.lanes[l].numbers);
        free_heard(&batch->ticks.lanes[l].heard);
    }
    free(batch->ticks.lanes);
    free(batch->ticks.items);
    free(batch->rooms);
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
    batch->rooms = calloc((size_t)like->lane_count + 1, sizeof(*batch->rooms));
    if (!ticks->lanes || !batch->rooms)
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

static void grow_ticks(struct rmx_lane *lane, size_t count)
{
    lane->rows = grown(lane->rows, count, sizeof(*lane->rows));
    lane->heard.windows = grown(lane->heard.windows, count, sizeof(*lane->heard.windows));
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
        grow_ticks(&ticks->lanes[l], count);
}

static void add_rows(struct rmx_batch *batch, int index, const struct rmx_rows *rows)
{
    struct rmx_lane *lane = &batch->ticks.lanes[index];
    size_t at = lane->total * (size_t)lane->width;
    size_t count = (size_t)rows->count * (size_t)lane->width;
    if (at + count > batch->rooms[index].numbers) {
        batch->rooms[index].numbers = 2 * (at + count);
        lane->numbers = grown(lane->numbers, batch->rooms[index].numbers, sizeof(*lane->numbers));
    }
    if (count)
        memcpy(lane->numbers + at, rows->numbers, count * sizeof(*rows->numbers));
    lane->rows[batch->ticks.count] = rows->count;
    lane->total += (size_t)rows->count;
    batch->bytes += count * sizeof(*rows->numbers);
}

static void add_heard(struct rmx_batch *batch, int index, const struct rmx_heard_sound *more)
{
    struct rmx_heard_sound *heard = &batch->ticks.lanes[index].heard;
    struct rmx_batch_room *room = &batch->rooms[index];
    heard->windows[batch->ticks.count] = more ? more->total : 0;
    if (!more || !more->total)
        return;
    heard->hop_samples = more->hop_samples;
    size_t at = heard->hop_total * (size_t)heard->hop_samples;
    size_t count = more->hop_total * (size_t)heard->hop_samples;
    size_t windows = (size_t)heard->total + (size_t)more->total;
    if (windows > room->windows) {
        room->windows = 2 * windows;
        heard->gains = grown(heard->gains, room->windows, sizeof(*heard->gains));
        heard->hops = grown(heard->hops, room->windows, sizeof(*heard->hops));
    }
    if (at + count > room->samples) {
        room->samples = 2 * (at + count);
        heard->samples = grown(heard->samples, room->samples, sizeof(*heard->samples));
    }
    memcpy(heard->gains + heard->total, more->gains, (size_t)more->total * sizeof(*more->gains));
    memcpy(heard->hops + heard->total, more->hops, (size_t)more->total * sizeof(*more->hops));
    if (count)
        memcpy(heard->samples + at, more->samples, count * sizeof(*more->samples));
    heard->total = (int)windows;
    heard->hop_total += more->hop_total;
    batch->bytes += count * sizeof(*more->samples);
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
    for (int l = 0; l < like->lane_count; l++) {
        add_rows(batch, l, &rows[l]);
        add_heard(batch, l, rows[l].heard);
    }
    batch->ticks.items[batch->ticks.count++] = *tick;
    batch->bytes += sizeof(*tick);
    return true;
}
