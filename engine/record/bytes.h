// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and strings as bytes, and back from bytes that may be anything.
//
// In:  numbers, or bytes. Out: bytes, or numbers; a cursor that ran out or met nonsense gives zeros
// from then on, and says so. Pure. Little-endian; whole numbers take seven bits a byte.
#pragma once

#include "base/arena.h"
#include "base/text.h"

#include <stdint.h>

void rmx_put_u32(struct rmx_text *out, uint32_t value);
void rmx_put_u64(struct rmx_text *out, uint64_t value);
void rmx_put_f64(struct rmx_text *out, double value);
void rmx_put_whole(struct rmx_text *out, uint64_t value);
void rmx_put_signed(struct rmx_text *out, int64_t value);
void rmx_put_bytes(struct rmx_text *out, const char *bytes, size_t length); // with its length
void rmx_put_string(struct rmx_text *out, const char *string);              // NULL is ""

struct rmx_cursor {
    const unsigned char *at, *end;
    bool is_broken;
};

struct rmx_cursor rmx_cursor_of(const void *bytes, size_t length);
// The next `length` bytes; NULL, and broken, where there are fewer.
const unsigned char *rmx_get(struct rmx_cursor *cursor, size_t length);
uint32_t rmx_get_u32(struct rmx_cursor *cursor);
uint64_t rmx_get_u64(struct rmx_cursor *cursor);
double rmx_get_f64(struct rmx_cursor *cursor);
uint64_t rmx_get_whole(struct rmx_cursor *cursor);
int64_t rmx_get_signed(struct rmx_cursor *cursor);
// A number of things that each take at least `least` of the bytes that are left; broken where they
// cannot.
int rmx_get_count(struct rmx_cursor *cursor, size_t least);
// A copy in the arena, terminated; `length` may be NULL: then bytes with a zero in them are broken.
const char *rmx_get_string(struct rmx_cursor *cursor, struct rmx_arena *arena, size_t *length);
