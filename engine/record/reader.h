// SPDX-License-Identifier: GPL-3.0-or-later
// A recording that was written, whole or cut off.
//
// In:  a file. Out: what it says, second by second, in any order: what is not asked for is not
// unpacked. Thread: any, one at a time.
#pragma once

#include "record/block.h"
#include "record/evening.h"
#include "record/ticks.h"

struct rmx_record_reader;

// NULL with one sentence in `why`.
struct rmx_record_reader *rmx_record_open(const char *path, char *why, size_t why_size);
// The same of bytes, which outlive it; `name` stands in sentences.
struct rmx_record_reader *rmx_record_open_bytes(const char *name, const void *bytes, size_t length,
                                                char *why, size_t why_size);
void rmx_record_close(struct rmx_record_reader *reader); // NULL is fine

const struct rmx_evening *rmx_record_evening(const struct rmx_record_reader *reader);

struct rmx_record_counts {
    long long bytes, cut_bytes; // of the file; those at its end that are no whole block
    bool has_end;               // it was ended, not cut off
    bool is_damaged;            // they are all there, and not what was written
    int64_t ticks;
    double seconds;    // up to the last tick
    int loads, blocks; // of ticks
};
struct rmx_record_counts rmx_record_counts(const struct rmx_record_reader *reader);

// The blocks of ticks, in their order.
const struct rmx_block *rmx_record_block(const struct rmx_record_reader *reader, int block);
// Into the arena. False: that block is broken.
bool rmx_record_ticks(struct rmx_record_reader *reader, struct rmx_arena *arena, int block,
                      struct rmx_ticks *ticks);
// The first tick at that time or later; the number of ticks where there is none.
int64_t rmx_record_tick_at(struct rmx_record_reader *reader, double seconds);
// The block that holds a tick.
int rmx_record_block_of(const struct rmx_record_reader *reader, int64_t tick);

// A load; its texts are added to `texts` (NULL: they are left out), which has those of the loads
// before it. False: it is broken.
bool rmx_record_load(struct rmx_record_reader *reader, struct rmx_arena *arena, int load,
                     struct rmx_evening_load *into, struct rmx_texts *texts);
// The hashes that are known of files, in the order in which they were found; the reader's own.
const struct rmx_evening_source *rmx_record_sources(struct rmx_record_reader *reader, int *count);
