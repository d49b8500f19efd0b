// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
    struct rmx_block block;
    size_t at; // of what is stored
};

struct list {
    struct place *items;
    int count;
};

struct rmx_record_reader {
    struct rmx_arena *arena; // this struct too
    const unsigned char *bytes;
    size_t length;
    void *mapped; // NULL: the bytes are another's
    struct rmx_evening evening;
    bool has_evening;
    struct list ticks, loads, hashes;
    struct rmx_evening_source *sources;
    int source_count;
    bool knows_sources;
    struct rmx_record_counts counts;
};

static const char *payload_of(const struct rmx_record_reader *reader, struct rmx_arena *arena,
                              const struct place *place)
{
    return rmx_block_payload(arena, &place->block, reader->bytes + place->at);
}

static bool read_evening(struct rmx_record_reader *reader, const struct place *place)
{
    const char *payload = payload_of(reader, reader->arena, place);
    reader->has_evening =
        payload && rmx_evening_read(reader->arena, payload, place->block.raw, &reader->evening);
    return reader->has_evening;
}

static void keep(struct rmx_record_reader *reader, struct list *list, const struct place *place)
{
    *RMX_PUSH(reader->arena, &list->items, &list->count) = *place;
}

// False: nothing that follows can be trusted.
static bool take(struct rmx_record_reader *reader, const struct place *place)
{
    const struct rmx_block *block = &place->block;
    if (block->kind == RMX_BLOCK_HEAD_OF_ALL)
        return reader->has_evening || read_evening(reader, place);
    if (!reader->has_evening)
        return false;
    switch (block->kind) {
    case RMX_BLOCK_TICKS:
        if (block->first_tick != reader->counts.ticks || !block->ticks ||
            (int)block->generation > reader->loads.count)
            return false;
        reader->counts.ticks += block->ticks;
        keep(reader, &reader->ticks, place);
        return true;
    case RMX_BLOCK_GENERATION: keep(reader, &reader->loads, place); return true;
    case RMX_BLOCK_SOURCES: keep(reader, &reader->hashes, place); return true;
    case RMX_BLOCK_END: reader->counts.has_end = true; return true;
    default: return true;
    }
}

static bool is_whole(const struct rmx_record_reader *reader, const struct place *place)
{
    struct rmx_arena *scratch = rmx_arena_create();
    bool is = payload_of(reader, scratch, place) != NULL;
    rmx_arena_destroy(scratch);
    return is;
}

// The last block is the one that a crash may have left in part.
static void drop_broken_end(struct rmx_record_reader *reader)
{
    struct list *ticks = &reader->ticks;
    while (ticks->count && !is_whole(reader, &ticks->items[ticks->count - 1])) {
        const struct place *last = &ticks->items[--ticks->count];
        reader->counts.ticks -= last->block.ticks;
        reader->counts.cut_bytes += last->block.stored + RMX_BLOCK_HEAD;
        reader->counts.has_end = false;
        reader->counts.is_damaged = true;
    }
}

static double last_second(struct rmx_record_reader *reader)
{
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_ticks ticks = {0};
    double seconds = 0;
    if (reader->ticks.count && rmx_record_ticks(reader, scratch, reader->ticks.count - 1, &ticks) &&
        ticks.count)
        seconds = (double)ticks.items[ticks.count - 1].time_us / 1e6;
    rmx_arena_destroy(scratch);
    return seconds;
}

static void find_blocks(struct rmx_record_reader *reader)
{
    size_t at = RMX_RECORD_START;
    while (!reader->counts.has_end && reader->length - at >= RMX_BLOCK_HEAD) {
        struct place place = {.at = at + RMX_BLOCK_HEAD};
        bool is_head = rmx_block_head(reader->bytes + at, &place.block);
        if (is_head && place.block.stored > reader->length - place.at)
            break;
        reader->counts.is_damaged = !is_head || !take(reader, &place);
        if (reader->counts.is_damaged)
            break;
        at = place.at + place.block.stored;
    }
    reader->counts.bytes = (long long)reader->length;
    reader->counts.cut_bytes = (long long)(reader->length - at);
    drop_broken_end(reader);
    reader->counts.blocks = reader->ticks.count;
    reader->counts.loads = reader->loads.count;
    reader->counts.seconds = last_second(reader);
}

static struct rmx_record_reader *open_bytes(const char *name, const void *bytes, size_t length,
                                            void *mapped, char *why, size_t why_size)
{
    const char *wrong = rmx_record_why_not(bytes, length);
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_record_reader *reader = RMX_NEW(arena, struct rmx_record_reader, 1);
    *reader = (struct rmx_record_reader){
        .arena = arena, .bytes = bytes, .length = length, .mapped = mapped};
    if (!wrong) {
        find_blocks(reader);
        wrong = reader->has_evening         ? NULL
                : reader->counts.is_damaged ? "it is damaged from its beginning on"
                                            : "it is cut off before its first second";
    }
    if (!wrong)
        return reader;
    snprintf(why, why_size, "%s cannot be read: %s", name, wrong);
    rmx_record_close(reader);
    return NULL;
}

struct rmx_record_reader *rmx_record_open_bytes(const char *name, const void *bytes, size_t length,
                                                char *why, size_t why_size)
{
    return open_bytes(name, bytes, length, NULL, why, why_size);
}

// -1: `errno` says why; 0: a device or a pipe.
static int open_regular(const char *path, size_t *length)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &status) != 0)
        return -1;
    if (S_ISREG(status.st_mode)) {
        *length = (size_t)status.st_size;
        return fd;
    }
    close(fd);
    errno = S_ISDIR(status.st_mode) ? EISDIR : 0;
    return -1;
}

struct rmx_record_reader *rmx_record_open(const char *path, char *why, size_t why_size)
{
    size_t length = 0;
    int fd = open_regular(path, &length);
    if (fd < 0) {
        snprintf(why, why_size, "%s cannot be read: %s", path,
                 errno ? strerror(errno) : "it is no recording of a show");
        return NULL;
    }
    void *bytes = length ? mmap(NULL, length, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
    close(fd);
    if (bytes != MAP_FAILED)
        return open_bytes(path, bytes, length, bytes, why, why_size);
    snprintf(why, why_size, "%s cannot be read: %s", path, strerror(errno));
    return NULL;
}

void rmx_record_close(struct rmx_record_reader *reader)
{
    if (!reader)
        return;
    if (reader->mapped)
        munmap(reader->mapped, reader->length);
    rmx_arena_destroy(reader->arena);
}

const struct rmx_evening *rmx_record_evening(const struct rmx_record_reader *reader)
{
    return &reader->evening;
}

struct rmx_record_counts rmx_record_counts(const struct rmx_record_reader *reader)
{
    return reader->counts;
}

const struct rmx_block *rmx_record_block(const struct rmx_record_reader *reader, int block)
{
    return &reader->ticks.items[block].block;
}

bool rmx_record_ticks(struct rmx_record_reader *reader, struct rmx_arena *arena, int block,
                      struct rmx_ticks *ticks)
{
    const struct place *place = &reader->ticks.items[block];
    const char *payload = payload_of(reader, arena, place);
    return payload && rmx_ticks_read(arena, payload, place->block.raw, ticks) &&
           ticks->count == (int)place->block.ticks;
}

int rmx_record_block_of(const struct rmx_record_reader *reader, int64_t tick)
{
    int low = 0, high = reader->ticks.count - 1;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        if (reader->ticks.items[middle].block.first_tick <= tick)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

int64_t rmx_record_tick_at(struct rmx_record_reader *reader, double seconds)
{
    int64_t time_us = llround(seconds * 1e6);
    int block = 0;
    while (block + 1 < reader->ticks.count &&
           reader->ticks.items[block + 1].block.time_us <= time_us)
        block++;
    struct rmx_arena *scratch = rmx_arena_create();
    struct rmx_ticks ticks;
    int64_t tick = reader->counts.ticks;
    if (reader->ticks.count && rmx_record_ticks(reader, scratch, block, &ticks)) {
        tick = reader->ticks.items[block].block.first_tick;
        for (int i = 0; i < ticks.count && ticks.items[i].time_us < time_us; i++)
            tick++;
    }
    rmx_arena_destroy(scratch);
    return tick;
}

bool rmx_record_load(struct rmx_record_reader *reader, struct rmx_arena *arena, int load,
                     struct rmx_evening_load *into, struct rmx_texts *texts)
{
    const struct place *place = &reader->loads.items[load];
    const char *payload = payload_of(reader, arena, place);
    return payload && rmx_evening_load_read(arena, payload, place->block.raw, into, texts);
}

static void add_sources(struct rmx_record_reader *reader, const struct place *place)
{
    struct rmx_evening_source *sources;
    int count;
    const char *payload = payload_of(reader, reader->arena, place);
    if (!payload ||
        !rmx_evening_sources_read(reader->arena, payload, place->block.raw, &sources, &count))
        return;
    for (int i = 0; i < count; i++)
        *RMX_PUSH(reader->arena, &reader->sources, &reader->source_count) = sources[i];
}

const struct rmx_evening_source *rmx_record_sources(struct rmx_record_reader *reader, int *count)
{
    for (int i = 0; !reader->knows_sources && i < reader->hashes.count; i++)
        add_sources(reader, &reader->hashes.items[i]);
    reader->knows_sources = true;
    *count = reader->source_count;
    return reader->sources;
}
