// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/bytes.h"

#include <limits.h>
#include <string.h>

static void put_little(struct rmx_text *out, uint64_t value, int bytes)
{
    char little[8];
    for (int i = 0; i < bytes; i++)
        little[i] = (char)(value >> (8 * i));
    rmx_text_add_n(out, little, (size_t)bytes);
}

void rmx_put_u32(struct rmx_text *out, uint32_t value)
{
    put_little(out, value, 4);
}

void rmx_put_u64(struct rmx_text *out, uint64_t value)
{
    put_little(out, value, 8);
}

void rmx_put_f64(struct rmx_text *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof(bits));
    put_little(out, bits, 8);
}

void rmx_put_whole(struct rmx_text *out, uint64_t value)
{
    char bytes[10];
    size_t count = 0;
    for (; value >= 0x80; value >>= 7)
        bytes[count++] = (char)(value | 0x80);
    bytes[count++] = (char)value;
    rmx_text_add_n(out, bytes, count);
}

// Small ones of both signs are short: 0 -1 1 -2 2.
void rmx_put_signed(struct rmx_text *out, int64_t value)
{
    uint64_t twice = (uint64_t)value << 1;
    rmx_put_whole(out, value < 0 ? ~twice : twice);
}

void rmx_put_bytes(struct rmx_text *out, const char *bytes, size_t length)
{
    rmx_put_whole(out, length);
    rmx_text_add_n(out, bytes, length);
}

void rmx_put_string(struct rmx_text *out, const char *string)
{
    rmx_put_bytes(out, string ? string : "", string ? strlen(string) : 0);
}

struct rmx_cursor rmx_cursor_of(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    return (struct rmx_cursor){.at = at, .end = at + length};
}

const unsigned char *rmx_get(struct rmx_cursor *cursor, size_t length)
{
    if (cursor->is_broken || length > (size_t)(cursor->end - cursor->at)) {
        cursor->is_broken = true;
        return NULL;
    }
    cursor->at += length;
    return cursor->at - length;
}

static uint64_t get_little(struct rmx_cursor *cursor, int count)
{
    const unsigned char *bytes = rmx_get(cursor, (size_t)count);
    uint64_t value = 0;
    for (int i = 0; bytes && i < count; i++)
        value |= (uint64_t)bytes[i] << (8 * i);
    return value;
}

uint32_t rmx_get_u32(struct rmx_cursor *cursor)
{
    return (uint32_t)get_little(cursor, 4);
}

uint64_t rmx_get_u64(struct rmx_cursor *cursor)
{
    return get_little(cursor, 8);
}

double rmx_get_f64(struct rmx_cursor *cursor)
{
    uint64_t bits = get_little(cursor, 8);
    double value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

uint64_t rmx_get_whole(struct rmx_cursor *cursor)
{
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const unsigned char *byte = rmx_get(cursor, 1);
        if (!byte)
            return 0;
        value |= (uint64_t)(*byte & 0x7F) << shift;
        if (!(*byte & 0x80))
            return value;
    }
    cursor->is_broken = true;
    return 0;
}

int64_t rmx_get_signed(struct rmx_cursor *cursor)
{
    uint64_t twice = rmx_get_whole(cursor), half = twice >> 1;
    return (int64_t)(twice & 1 ? ~half : half);
}

int rmx_get_count(struct rmx_cursor *cursor, size_t least)
{
    uint64_t count = rmx_get_whole(cursor);
    if (count <= INT_MAX && count * (least ? least : 1) <= (size_t)(cursor->end - cursor->at))
        return (int)count;
    cursor->is_broken = true;
    return 0;
}

const char *rmx_get_string(struct rmx_cursor *cursor, struct rmx_arena *arena, size_t *length)
{
    int count = rmx_get_count(cursor, 1);
    const char *bytes = (const char *)rmx_get(cursor, (size_t)count);
    if (bytes && !length && memchr(bytes, 0, (size_t)count))
        cursor->is_broken = true;
    if (length)
        *length = bytes ? (size_t)count : 0;
    return bytes && !cursor->is_broken ? rmx_arena_copy_n(arena, bytes, (size_t)count) : "";
}
