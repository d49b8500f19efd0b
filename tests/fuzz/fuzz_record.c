// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a recording are refused with a phrase, or give seconds whose ticks are consistent.
// Checksums keep chance out, so payloads are read without them as well, and what was read is
// written and read again.
#include "record/reader.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_again(struct rmx_arena *arena, const struct rmx_ticks *ticks)
{
    struct rmx_text bytes = {0}, again = {0};
    struct rmx_ticks read;
    rmx_ticks_write(&bytes, ticks);
    if (!rmx_ticks_read(arena, rmx_text_string(&bytes), bytes.length, &read))
        abort();
    rmx_ticks_write(&again, &read);
    if (again.length != bytes.length || memcmp(again.data, bytes.data, bytes.length) != 0)
        abort();
    rmx_text_finish(&bytes);
    rmx_text_finish(&again);
}

static void read_payload(const char *bytes, size_t length)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_texts *texts = rmx_texts_create();
    struct rmx_ticks ticks;
    struct rmx_evening evening;
    struct rmx_evening_load load;
    struct rmx_evening_source *sources;
    int count;
    if (rmx_ticks_read(arena, bytes, length, &ticks))
        check_again(arena, &ticks);
    rmx_evening_read(arena, bytes, length, &evening);
    rmx_evening_load_read(arena, bytes, length, &load, texts);
    rmx_evening_sources_read(arena, bytes, length, &sources, &count);
    rmx_texts_release(texts);
    rmx_arena_destroy(arena);
}

static void read_all(struct rmx_record_reader *reader)
{
    struct rmx_record_counts counts = rmx_record_counts(reader);
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_ticks ticks;
    struct rmx_evening_load load;
    int count;
    for (int i = 0; i < counts.blocks; i++)
        rmx_record_ticks(reader, arena, i, &ticks);
    for (int i = 0; i < counts.loads; i++)
        rmx_record_load(reader, arena, i, &load, NULL);
    rmx_record_sources(reader, &count);
    if (rmx_record_tick_at(reader, 1) > counts.ticks)
        abort();
    rmx_arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char why[256] = "";
    struct rmx_record_reader *reader = rmx_record_open_bytes("fuzz", data, size, why, sizeof(why));
    if (!reader && !*why)
        abort();
    if (reader)
        read_all(reader);
    rmx_record_close(reader);
    if (size)
        read_payload((const char *)data, size);
    return 0;
}
