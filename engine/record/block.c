// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/block.h"

#include "base/hash.h"
#include "record/bytes.h"

#include <isa-l/igzip_lib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

// Its last bytes tell a transfer that changed ends of lines.
const unsigned char rmx_record_mark[RMX_RECORD_MARK] = {0x89, 'R', 'M', 'X', 'E', 'V', '\r', '\n'};

enum { SIGN = 0x4B4C4252, MOST_BYTES = 256 * 1024 * 1024, HEAD_SUMMED = RMX_BLOCK_HEAD - 8 };

void rmx_record_start(struct rmx_text *out)
{
    rmx_text_add_n(out, (const char *)rmx_record_mark, RMX_RECORD_MARK);
    rmx_put_u32(out, RMX_RECORD_VERSION);
    rmx_put_u32(out, 0);
}

const char *rmx_record_why_not(const void *bytes, size_t length)
{
    if (length == 0)
        return "it is empty";
    if (length < RMX_RECORD_START || memcmp(bytes, rmx_record_mark, RMX_RECORD_MARK) != 0)
        return "it is no recording of a show";
    struct rmx_cursor cursor = rmx_cursor_of(bytes, length);
    rmx_get(&cursor, RMX_RECORD_MARK);
    return rmx_get_u32(&cursor) > RMX_RECORD_VERSION ? "a newer remontage wrote it" : NULL;
}

// Raw deflate into `out`, as long as the bytes are; 0: it does not get shorter.
static size_t pack(const char *bytes, size_t length, unsigned char *out)
{
    unsigned char *memory = malloc(ISAL_DEF_LVL2_DEFAULT);
    struct isal_zstream stream;
    if (!memory)
        abort();
    isal_deflate_stateless_init(&stream);
    stream.level = 2;
    stream.level_buf = memory;
    stream.level_buf_size = ISAL_DEF_LVL2_DEFAULT;
    stream.end_of_stream = 1;
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (uint32_t)length;
    stream.next_out = out;
    stream.avail_out = (uint32_t)length;
    int status = isal_deflate_stateless(&stream);
    free(memory);
    return status == COMP_OK && stream.avail_in == 0 && stream.total_out < length ? stream.total_out
                                                                                  : 0;
}

static void put_head(struct rmx_text *out, const struct rmx_block *block)
{
    size_t from = out->length;
    rmx_put_u32(out, SIGN);
    rmx_put_u32(out, (uint32_t)block->kind);
    rmx_put_u32(out, block->stored);
    rmx_put_u32(out, block->raw);
    rmx_put_u64(out, (uint64_t)block->first_tick);
    rmx_put_u64(out, (uint64_t)block->time_us);
    rmx_put_u32(out, block->ticks);
    rmx_put_u32(out, block->generation);
    rmx_put_u64(out, block->checksum);
    rmx_put_u64(out, 0);
    rmx_put_u64(out, rmx_hash_bytes(out->data + from, HEAD_SUMMED, SIGN));
}

bool rmx_block_write(struct rmx_text *out, struct rmx_block block, const char *payload,
                     size_t length)
{
    if (length > MOST_BYTES)
        return false;
    unsigned char *packed = malloc(length + 1);
    if (!packed)
        abort();
    size_t stored = length ? pack(payload, length, packed) : 0;
    const char *bytes = stored ? (const char *)packed : payload;
    block.raw = (uint32_t)length;
    block.stored = (uint32_t)(stored ? stored : length);
    block.checksum = rmx_hash_bytes(bytes ? bytes : "", block.stored, SIGN);
    put_head(out, &block);
    rmx_text_add_n(out, bytes ? bytes : "", block.stored);
    free(packed);
    return true;
}

bool rmx_block_head(const void *bytes, struct rmx_block *block)
{
    struct rmx_cursor cursor = rmx_cursor_of(bytes, RMX_BLOCK_HEAD);
    if (rmx_get_u32(&cursor) != SIGN)
        return false;
    *block = (struct rmx_block){.kind = (int)(rmx_get_u32(&cursor) & INT_MAX)};
    block->stored = rmx_get_u32(&cursor);
    block->raw = rmx_get_u32(&cursor);
    block->first_tick = (int64_t)rmx_get_u64(&cursor);
    block->time_us = (int64_t)rmx_get_u64(&cursor);
    block->ticks = rmx_get_u32(&cursor);
    block->generation = rmx_get_u32(&cursor);
    block->checksum = rmx_get_u64(&cursor);
    rmx_get_u64(&cursor);
    return rmx_get_u64(&cursor) == rmx_hash_bytes(bytes, HEAD_SUMMED, SIGN) &&
           block->raw <= MOST_BYTES && block->stored <= block->raw;
}

static bool unpack(const void *stored, const struct rmx_block *block, char *out)
{
    struct inflate_state state;
    isal_inflate_init(&state);
    state.next_in = (uint8_t *)stored;
    state.avail_in = block->stored;
    state.next_out = (uint8_t *)out;
    state.avail_out = block->raw;
    return isal_inflate_stateless(&state) == ISAL_DECOMP_OK && state.total_out == block->raw;
}

const char *rmx_block_payload(struct rmx_arena *arena, const struct rmx_block *block,
                              const void *stored)
{
    if (rmx_hash_bytes(stored, block->stored, SIGN) != block->checksum)
        return NULL;
    char *payload = rmx_arena_alloc(arena, (size_t)block->raw + 1);
    if (block->stored == block->raw) {
        memcpy(payload, stored, block->raw);
        return payload;
    }
    return unpack(stored, block, payload) ? payload : NULL;
}
