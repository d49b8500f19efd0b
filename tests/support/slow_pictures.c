// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/slow_pictures.h"

#include "write/chunk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE = 16384 };

// Bits that become bytes: deflate fills a byte from its lowest bit, JPEG from its highest.
struct bits {
    unsigned char *bytes;
    size_t count; // of bits
    bool is_high_first;
};

static struct bits room_for(size_t bytes, bool is_high_first)
{
    struct bits bits = {.bytes = calloc(bytes, 1), .is_high_first = is_high_first};
    if (!bits.bytes)
        abort();
    return bits;
}

// The highest bit of a code comes first.
static void put(struct bits *bits, unsigned code, int length)
{
    for (int i = length - 1; i >= 0; i--, bits->count++) {
        unsigned at = bits->count % 8, bit = code >> i & 1;
        bits->bytes[bits->count / 8] |= (unsigned char)(bit << (bits->is_high_first ? 7 - at : at));
    }
}

// So many zeros as a zlib stream: RFC 1950, and of RFC 1951 the fixed codes.
static struct bits zeros(size_t count)
{
    enum { RUN = 258, ZERO = 0x30, RUN_CODE = 0xc5 };
    struct bits bits = room_for(count / 150 + 4096, false);
    put(&bits, 0x1e, 8); // 0x78, of which the lowest bit comes first
    put(&bits, 0x80, 8); // 0x01
    put(&bits, 6, 3);    // the last block, fixed codes: bits 1, 1, 0
    put(&bits, ZERO, 8);
    for (size_t i = 0; i < (count - 1) / RUN; i++) {
        put(&bits, RUN_CODE, 8);
        put(&bits, 0, 5); // the byte before
    }
    for (size_t i = 0; i < (count - 1) % RUN; i++)
        put(&bits, ZERO, 8);
    put(&bits, 0, 7); // the end
    bits.count = (bits.count + 7) / 8 * 8;
    rmx_chunk_word(bits.bytes + bits.count / 8, (uint32_t)(count % 65521) << 16 | 1);
    bits.count += 32;
    return bits;
}

static void put_chunk(FILE *file, const char *type, const void *data, size_t length)
{
    unsigned char *chunk = malloc(length + RMX_CHUNK_FRAME);
    if (!chunk)
        abort();
    fwrite(chunk, 1, rmx_chunk_make(chunk, type, data, length), file);
    free(chunk);
}

// ISO/IEC 15948, 8.2: seven passes, each with a byte before its rows.
static size_t interlaced_bytes(size_t side, size_t pixel)
{
    static const int from[7][2] = {{0, 0}, {4, 0}, {0, 4}, {2, 0}, {0, 2}, {1, 0}, {0, 1}};
    static const int step[7][2] = {{8, 8}, {8, 8}, {4, 8}, {4, 4}, {2, 4}, {2, 2}, {1, 2}};
    size_t bytes = 0;
    for (int i = 0; i < 7; i++) {
        size_t across = (side - (size_t)from[i][0] + (size_t)step[i][0] - 1) / (size_t)step[i][0];
        size_t down = (side - (size_t)from[i][1] + (size_t)step[i][1] - 1) / (size_t)step[i][1];
        bytes += down * (1 + across * pixel);
    }
    return bytes;
}

static void write_png(FILE *file, bool is_interlaced)
{
    enum { DEEP_SIDE = 8192, DEEP = 8 }; // of 16 bits, four channels
    unsigned char header[13] = {
        [8] = is_interlaced ? 16 : 1, [9] = is_interlaced ? 6 : 0, [12] = is_interlaced};
    uint32_t side = is_interlaced ? DEEP_SIDE : SIDE;
    struct bits data =
        zeros(is_interlaced ? interlaced_bytes(DEEP_SIDE, DEEP) : (size_t)SIDE * (1 + SIDE / 8));
    rmx_chunk_word(header, side);
    rmx_chunk_word(header + 4, side);
    fwrite("\x89PNG\r\n\x1a\n", 1, 8, file);
    put_chunk(file, "IHDR", header, sizeof(header));
    put_chunk(file, "IDAT", data.bytes, data.count / 8);
    put_chunk(file, "IEND", "", 0);
    free(data.bytes);
}

static void put_segment(FILE *file, int marker, const void *data, size_t length)
{
    const unsigned char head[4] = {0xff, (unsigned char)marker, (unsigned char)((length + 2) >> 8),
                                   (unsigned char)(length + 2)};
    fwrite(head, 1, sizeof(head), file);
    fwrite(data, 1, length, file);
}

static void put_stuffed(FILE *file, const struct bits *bits)
{
    for (size_t i = 0; i < (bits->count + 7) / 8; i++) {
        putc(bits->bytes[i], file);
        if (bits->bytes[i] == 0xff)
            putc(0, file);
    }
}

// ITU-T T.81, G.1.2.2: 32,767 blocks of which nothing is there, as often as there are that many.
static struct bits empty_blocks(size_t blocks)
{
    enum { RUN = 32767 };
    struct bits bits = room_for(blocks / RUN * 2 + 64, true);
    for (size_t i = 0; i < blocks / RUN; i++) {
        put(&bits, 0, 1);
        put(&bits, 0x3fff, 14);
    }
    for (size_t i = 0; i < blocks % RUN; i++)
        put(&bits, 2, 2); // one
    return bits;
}

// One channel, a pass of its middle values, and 95 more, each a bit more of one frequency.
static void write_jpeg(FILE *file)
{
    enum { DQT = 0xdb, SOF2 = 0xc2, DHT = 0xc4, SOS = 0xda, PASSES = 95, DEPTH = 13 };
    static const unsigned char frame[] = {8, SIDE >> 8, SIDE & 255, SIDE >> 8, SIDE & 255,
                                          1, 1,         0x11,       0};
    unsigned char table[65], middle[18] = {0, 1}, rest[19] = {0x10, 1, 1, [17] = 0xe0};
    size_t blocks = (size_t)SIDE * SIDE / 64;
    struct bits none = empty_blocks(blocks), zero = room_for(blocks / 8, true);
    zero.count = blocks;
    memset(table, 1, sizeof(table));
    table[0] = 0;
    fwrite("\xff\xd8", 1, 2, file);
    put_segment(file, DQT, table, sizeof(table));
    put_segment(file, SOF2, frame, sizeof(frame));
    put_segment(file, DHT, middle, sizeof(middle));
    put_segment(file, DHT, rest, sizeof(rest));
    put_segment(file, SOS, "\1\1\0\0\0\0", 6);
    put_stuffed(file, &zero);
    for (int i = 0; i < PASSES; i++) {
        int bit = DEPTH - i / 63, frequency = 1 + i % 63;
        const unsigned char pass[] = {1,
                                      1,
                                      0,
                                      (unsigned char)frequency,
                                      (unsigned char)frequency,
                                      (unsigned char)((bit < DEPTH ? bit + 1 : 0) << 4 | bit)};
        put_segment(file, SOS, pass, sizeof(pass));
        put_stuffed(file, &none);
    }
    fwrite("\xff\xd9", 1, 2, file);
    free(none.bytes);
    free(zero.bytes);
}

static void put_little(FILE *file, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        putc((int)(number >> 8 * i & 255), file);
}

// TIFF 6.0: 16 bits of grey, packed as in PNG.
static void write_tiff(FILE *file)
{
    enum { SHORT = 3, LONG = 4, HEAD = 8, TAGS = 8 };
    struct bits data = zeros(2 * (size_t)SIDE * SIDE);
    const uint32_t size = (uint32_t)(data.count / 8 + 1) / 2 * 2;
    const uint32_t tags[TAGS][3] = {{256, LONG, SIDE}, {257, LONG, SIDE}, {258, SHORT, 16},
                                    {259, SHORT, 8},   {262, SHORT, 1},   {273, LONG, HEAD},
                                    {278, LONG, SIDE}, {279, LONG, size}};
    fwrite("II*\0", 1, 4, file);
    put_little(file, HEAD + size, 4);
    fwrite(data.bytes, 1, size, file);
    put_little(file, TAGS, 2);
    for (int i = 0; i < TAGS; i++) {
        put_little(file, tags[i][0], 2);
        put_little(file, tags[i][1], 2);
        put_little(file, 1, 4);
        put_little(file, tags[i][2], 4);
    }
    put_little(file, 0, 4);
    free(data.bytes);
}

void test_slow_picture(const char *path, enum test_slow kind)
{
    FILE *file = fopen(path, "wbe");
    if (!file)
        abort();
    if (kind == TEST_SLOW_PASSES)
        write_jpeg(file);
    else if (kind == TEST_SLOW_STRIP)
        write_tiff(file);
    else
        write_png(file, kind == TEST_SLOW_INTERLACED);
    if (fclose(file) != 0)
        abort();
}
