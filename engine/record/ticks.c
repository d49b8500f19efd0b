// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/ticks.h"

#include <string.h>

enum { MOST_LANES = 10000, MOST_WIDTH = 1 << 20, MOST_ROWS = 1 << 20 };

enum column { CONSTANT, FLOATS, DOUBLES };

static uint64_t bits_of(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof(bits));
    return bits;
}

static uint32_t bits_of_float(double number)
{
    float narrow = (float)number;
    uint32_t bits;
    memcpy(&bits, &narrow, sizeof(bits));
    return bits;
}

static double wide(uint64_t bits)
{
    float narrow;
    uint32_t low = (uint32_t)bits;
    memcpy(&narrow, &low, sizeof(narrow));
    return (double)narrow;
}

static double double_of(uint64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof(number));
    return number;
}

// What is heard and what most devices send is exact in half the bytes.
static enum column kind_of(const double *column, size_t step, size_t count)
{
    bool is_constant = true, are_floats = true;
    for (size_t i = 0; i < count; i++) {
        uint64_t bits = bits_of(column[i * step]);
        is_constant = is_constant && bits == bits_of(column[0]);
        are_floats = are_floats && bits == bits_of(wide(bits_of_float(column[i * step])));
    }
    return is_constant ? CONSTANT : are_floats ? FLOATS : DOUBLES;
}

// Each number as its difference from the one before (exclusive or), the bytes of equal worth
// together: most of them are 0 then.
static void write_column(struct rmx_text *out, const double *column, size_t step, size_t count)
{
    enum column kind = kind_of(column, step, count);
    char code = (char)kind;
    rmx_text_add_n(out, &code, 1);
    if (kind == CONSTANT) {
        rmx_put_f64(out, count ? column[0] : 0);
        return;
    }
    int bytes = kind == FLOATS ? 4 : 8;
    for (int b = bytes - 1; b >= 0; b--) {
        uint64_t before = 0;
        for (size_t i = 0; i < count; i++) {
            double number = column[i * step];
            uint64_t bits = kind == FLOATS ? bits_of_float(number) : bits_of(number);
            char plane = (char)((bits ^ before) >> (8 * b));
            rmx_text_add_n(out, &plane, 1);
            before = bits;
        }
    }
}

static void read_column(struct rmx_cursor *cursor, double *column, size_t step, size_t count)
{
    const unsigned char *code = rmx_get(cursor, 1);
    if (!code || *code > DOUBLES) {
        cursor->is_broken = true;
        return;
    }
    double constant = *code == CONSTANT ? rmx_get_f64(cursor) : 0;
    size_t bytes = *code == CONSTANT ? 0 : *code == FLOATS ? 4 : 8;
    const unsigned char *planes = rmx_get(cursor, bytes * count);
    uint64_t before = 0;
    for (size_t i = 0; planes && i < count; i++) {
        uint64_t bits = 0;
        for (size_t b = 0; b < bytes; b++)
            bits = bits << 8 | planes[b * count + i];
        before ^= bits;
        column[i * step] = *code == CONSTANT ? constant
                           : *code == FLOATS ? wide(before)
                                             : double_of(before);
    }
}

static void write_items(struct rmx_text *out, const struct rmx_ticks *ticks)
{
    int64_t frame = 0, time_us = 0;
    for (int i = 0; i < ticks->count; i++) {
        rmx_put_signed(out, ticks->items[i].frame - frame);
        frame = ticks->items[i].frame;
    }
    for (int i = 0; i < ticks->count; i++) {
        rmx_put_signed(out, ticks->items[i].time_us - time_us);
        time_us = ticks->items[i].time_us;
    }
    for (int i = 0; i < ticks->count; i++)
        rmx_put_whole(out, ticks->items[i].flags);
}

void rmx_ticks_write(struct rmx_text *out, const struct rmx_ticks *ticks)
{
    rmx_put_f64(out, ticks->fps);
    rmx_put_whole(out, (uint64_t)ticks->width);
    rmx_put_whole(out, (uint64_t)ticks->height);
    rmx_put_whole(out, (uint64_t)ticks->count);
    write_items(out, ticks);
    rmx_put_whole(out, (uint64_t)ticks->lane_count);
    for (int l = 0; l < ticks->lane_count; l++) {
        const struct rmx_lane *lane = &ticks->lanes[l];
        rmx_put_whole(out, (uint64_t)lane->width);
        for (int i = 0; i < ticks->count; i++)
            rmx_put_whole(out, (uint64_t)lane->rows[i]);
        for (int s = 0; lane->total && s < lane->width; s++)
            write_column(out, lane->numbers + s, (size_t)lane->width, lane->total);
        rmx_heard_write(out, &lane->heard, ticks->count);
    }
}

// In a million years of frames there are not so many, and doubles hold them all.
static int64_t get_next(struct rmx_cursor *cursor, int64_t before)
{
    const uint64_t most = (uint64_t)1 << 50;
    uint64_t next = (uint64_t)before + (uint64_t)rmx_get_signed(cursor);
    cursor->is_broken |= next + most > 2 * most;
    return cursor->is_broken ? 0 : (int64_t)next;
}

static void read_items(struct rmx_cursor *cursor, struct rmx_ticks *ticks)
{
    int64_t frame = 0, time_us = 0;
    for (int i = 0; i < ticks->count; i++)
        ticks->items[i].frame = frame = get_next(cursor, frame);
    for (int i = 0; i < ticks->count; i++)
        ticks->items[i].time_us = time_us = get_next(cursor, time_us);
    for (int i = 0; i < ticks->count; i++)
        ticks->items[i].flags = (unsigned)rmx_get_whole(cursor);
}

static int get_small(struct rmx_cursor *cursor, int most)
{
    uint64_t value = rmx_get_whole(cursor);
    cursor->is_broken |= value > (uint64_t)most;
    return cursor->is_broken ? 0 : (int)value;
}

// `left`: how many numbers there may be still.
static void read_lane(struct rmx_cursor *cursor, struct rmx_arena *arena, int ticks,
                      struct rmx_lane *lane, size_t *left)
{
    lane->width = get_small(cursor, MOST_WIDTH);
    lane->rows = RMX_NEW(arena, int, ticks);
    for (int i = 0; i < ticks; i++)
        lane->total += (size_t)(lane->rows[i] = get_small(cursor, MOST_ROWS));
    // Few bytes may stand for many equal numbers; of a column there are nine at least.
    size_t numbers = lane->total * (size_t)lane->width;
    bool fits = lane->total <= MOST_ROWS && numbers <= *left &&
                (!lane->total || (size_t)lane->width * 9 <= (size_t)(cursor->end - cursor->at));
    cursor->is_broken |= !fits;
    if (cursor->is_broken)
        return;
    *left -= numbers;
    lane->numbers = RMX_NEW(arena, double, lane->total *(size_t)lane->width);
    for (int s = 0; lane->total && s < lane->width; s++)
        read_column(cursor, lane->numbers + s, (size_t)lane->width, lane->total);
    rmx_heard_read(cursor, arena, ticks, &lane->heard);
}

bool rmx_ticks_read(struct rmx_arena *arena, const char *payload, size_t length,
                    struct rmx_ticks *ticks)
{
    struct rmx_cursor cursor = rmx_cursor_of(payload, length);
    *ticks = (struct rmx_ticks){.fps = rmx_get_f64(&cursor)};
    ticks->width = get_small(&cursor, MOST_WIDTH);
    ticks->height = get_small(&cursor, MOST_WIDTH);
    ticks->count = rmx_get_count(&cursor, 3);
    ticks->items = RMX_NEW(arena, struct rmx_tick, ticks->count);
    read_items(&cursor, ticks);
    int lanes = rmx_get_count(&cursor, 1);
    size_t left = RMX_TICKS_NUMBERS;
    ticks->lane_count = lanes <= MOST_LANES ? lanes : 0;
    ticks->lanes = RMX_NEW(arena, struct rmx_lane, ticks->lane_count);
    for (int l = 0; l < ticks->lane_count && !cursor.is_broken; l++)
        read_lane(&cursor, arena, ticks->count, &ticks->lanes[l], &left);
    bool is_rate = ticks->fps > 0 && ticks->fps < 1e6;
    return !cursor.is_broken && lanes == ticks->lane_count && (is_rate || ticks->lane_count == 0);
}
