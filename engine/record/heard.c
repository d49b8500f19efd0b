// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/heard.h"

#include <string.h>

enum { MOST_HOP_SAMPLES = 1 << 16, MOST_HOPS = 1 << 16, CHANNELS = 2 };

// What a straight line through the two samples before it does not foresee: it is small in music, so
// that its upper bytes pack well.
static uint16_t foreseen(const int16_t *samples, size_t at)
{
    if (at < (size_t)2 * CHANNELS)
        return 0;
    return (uint16_t)(2 * samples[at - CHANNELS] - samples[at - (size_t)2 * CHANNELS]);
}

static void write_samples(struct rmx_text *out, const int16_t *samples, size_t count)
{
    for (int shift = 8; shift >= 0; shift -= 8)
        for (size_t i = 0; i < count; i++) {
            uint16_t rest = (uint16_t)((uint16_t)samples[i] - foreseen(samples, i));
            char byte = (char)(rest >> shift);
            rmx_text_add_n(out, &byte, 1);
        }
}

static void read_samples(struct rmx_cursor *cursor, int16_t *samples, size_t count)
{
    const unsigned char *upper = rmx_get(cursor, count), *lower = rmx_get(cursor, count);
    for (size_t i = 0; lower && i < count; i++)
        samples[i] = (int16_t)(uint16_t)((upper[i] << 8 | lower[i]) + foreseen(samples, i));
}

void rmx_heard_write(struct rmx_text *out, const struct rmx_heard_sound *heard, int ticks)
{
    rmx_put_whole(out, (uint64_t)heard->total);
    if (!heard->total)
        return;
    rmx_put_whole(out, (uint64_t)heard->hop_samples);
    for (int i = 0; i < ticks; i++)
        rmx_put_whole(out, (uint64_t)heard->windows[i]);
    for (int i = 0; i < heard->total; i++) {
        uint32_t bits;
        memcpy(&bits, &heard->gains[i], sizeof(bits));
        rmx_put_u32(out, bits);
        rmx_put_whole(out, (uint64_t)heard->hops[i]);
    }
    write_samples(out, heard->samples, heard->hop_total * (size_t)heard->hop_samples);
}

static int get_upto(struct rmx_cursor *cursor, uint64_t most)
{
    uint64_t value = rmx_get_whole(cursor);
    cursor->is_broken |= value > most;
    return cursor->is_broken ? 0 : (int)value;
}

void rmx_heard_read(struct rmx_cursor *cursor, struct rmx_arena *arena, int ticks,
                    struct rmx_heard_sound *heard)
{
    int windows = 0;
    *heard = (struct rmx_heard_sound){.total = rmx_get_count(cursor, 5)};
    if (!heard->total)
        return;
    heard->hop_samples = get_upto(cursor, MOST_HOP_SAMPLES);
    heard->windows = RMX_NEW(arena, int, ticks);
    heard->gains = RMX_NEW(arena, float, heard->total);
    heard->hops = RMX_NEW(arena, int, heard->total);
    for (int i = 0; i < ticks; i++)
        windows += heard->windows[i] = get_upto(cursor, (uint64_t)(heard->total - windows));
    for (int i = 0; i < heard->total; i++) {
        uint32_t bits = rmx_get_u32(cursor);
        memcpy(&heard->gains[i], &bits, sizeof(bits));
        heard->hop_total += (size_t)(heard->hops[i] = get_upto(cursor, MOST_HOPS));
    }
    size_t count = heard->hop_total * (size_t)heard->hop_samples;
    cursor->is_broken |= windows != heard->total ||
                         2 * count > (size_t)(cursor->end - cursor->at) ||
                         heard->hop_samples % CHANNELS;
    if (cursor->is_broken)
        return;
    heard->samples = RMX_NEW(arena, int16_t, count);
    read_samples(cursor, heard->samples, count);
}
