// SPDX-License-Identifier: GPL-3.0-or-later
// The blocks that a recording is made of: each stands for itself, packed, with its length and
// checksums.
//
// In:  a payload, or a file's bytes. Out: bytes to append, or a payload that is whole. Pure.
//
// A file is rmx_record_mark, a u32 version, a u32 that is 0, then blocks. A block is 64 bytes of
// head, then what is stored of it, deflated. What was cut off, or is not what was written, is found
// by the checksums (XXH3): a reader stops there.
#pragma once

#include "base/arena.h"
#include "base/text.h"

#include <stdint.h>

enum { RMX_RECORD_VERSION = 1, RMX_RECORD_MARK = 8, RMX_RECORD_START = 16, RMX_BLOCK_HEAD = 64 };
extern const unsigned char rmx_record_mark[RMX_RECORD_MARK];

enum rmx_block_kind {
    RMX_BLOCK_HEAD_OF_ALL = 1, // what holds for the whole evening: record/evening.h
    RMX_BLOCK_GENERATION,      // a load that was swapped in: record/evening.h
    RMX_BLOCK_TICKS,           // frames that were presented: record/ticks.h
    RMX_BLOCK_SOURCES,         // hashes of files: record/evening.h
    RMX_BLOCK_END,             // nothing follows: empty
};

struct rmx_block {
    int kind;                    // one of a later version: passed over
    uint32_t stored, raw;        // bytes behind the head, and unpacked
    int64_t first_tick, time_us; // of ticks: the first one's; else of the next one
    uint32_t ticks;              // how many it holds
    uint32_t generation;         // counted from 0
    uint64_t checksum;           // of what is stored
};

// A start for an empty file.
void rmx_record_start(struct rmx_text *out);
// Why these first bytes of a file are no start of a recording that can be read: a phrase; NULL:
// they are one.
const char *rmx_record_why_not(const void *bytes, size_t length);

// Appends a whole block. `stored`, `raw` and `checksum` are found here. False: too large.
bool rmx_block_write(struct rmx_text *out, struct rmx_block block, const char *payload,
                     size_t length);
// The head at `bytes`, RMX_BLOCK_HEAD of them. False: it is none.
bool rmx_block_head(const void *bytes, struct rmx_block *block);
// What is stored, unpacked into the arena; NULL: it is not what was written.
const char *rmx_block_payload(struct rmx_arena *arena, const struct rmx_block *block,
                              const void *stored);
