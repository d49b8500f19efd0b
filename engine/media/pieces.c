// SPDX-License-Identifier: GPL-3.0-or-later
// Reads as much of a header as that takes, and believes it: a decoder that finds another size in
// the file refuses it.
#include "media/pieces.h"

#include "base/roots.h"

#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

struct file {
    int fd;
    bool is_big_end, is_big_tiff;
};

static uint64_t number_of(const unsigned char *bytes, int count, bool is_big_end)
{
    uint64_t number = 0;
    for (int i = 0; i < count; i++)
        number = number << 8 | bytes[is_big_end ? i : count - 1 - i];
    return number;
}

// 0 past the end.
static uint64_t number_at(const struct file *file, uint64_t at, int bytes)
{
    unsigned char read[8];
    bool is_there = at <= INT64_MAX && pread(file->fd, read, (size_t)bytes, (off_t)at) == bytes;
    return is_there ? number_of(read, bytes, file->is_big_end) : 0;
}

// RFC 9649: a header of its own, or that of the only frame.
static double webp_bytes(const unsigned char head[32])
{
    const unsigned char *chunk = head + 12, *body = head + 20;
    double width = 0, height = 0;
    if (memcmp(chunk, "VP8X", 4) == 0) {
        width = (double)number_of(body + 4, 3, false) + 1;
        height = (double)number_of(body + 7, 3, false) + 1;
    } else if (memcmp(chunk, "VP8L", 4) == 0) {
        uint64_t sides = number_of(body + 1, 4, false);
        width = (double)(sides & 0x3fff) + 1;
        height = (double)(sides >> 14 & 0x3fff) + 1;
    } else if (memcmp(chunk, "VP8 ", 4) == 0) {
        width = (double)(number_of(body + 6, 2, false) & 0x3fff);
        height = (double)(number_of(body + 8, 2, false) & 0x3fff);
    }
    return 4 * width * height;
}

// What counts of a TIFF's directory. Of a tag that stands twice the larger value.
enum tag {
    WIDTH,
    HEIGHT,
    BITS,
    PACKING,
    INK,
    CHANNELS,
    ROWS,
    PLANES,
    TILE_WIDTH,
    TILE_HEIGHT,
    TAGS
};
static const uint16_t tags[TAGS] = {
    [WIDTH] = 256,    [HEIGHT] = 257, [BITS] = 258,   [PACKING] = 259,    [INK] = 262,
    [CHANNELS] = 277, [ROWS] = 278,   [PLANES] = 284, [TILE_WIDTH] = 322, [TILE_HEIGHT] = 323,
};

// The first value; INFINITY of a type that these tags do not have.
static double value_at(const struct file *file, uint64_t entry)
{
    enum { BYTE = 1, SHORT = 3, LONG = 4, LONG8 = 16 };
    uint64_t type = number_at(file, entry + 2, 2);
    int bytes = type == BYTE ? 1 : type == SHORT ? 2 : type == LONG ? 4 : type == LONG8 ? 8 : 0;
    int word = file->is_big_tiff ? 8 : 4;
    uint64_t count = number_at(file, entry + 4, word), at = entry + 4 + (uint64_t)word;
    if (!bytes || !count)
        return INFINITY;
    if (count > (uint64_t)(word / bytes))
        at = number_at(file, at, word);
    return (double)number_at(file, at, bytes);
}

static void read_directory(const struct file *file, double values[TAGS])
{
    enum { MOST_ENTRIES = 4096 };
    uint64_t at = file->is_big_tiff ? number_at(file, 8, 8) : number_at(file, 4, 4);
    uint64_t count = number_at(file, at, file->is_big_tiff ? 8 : 2);
    uint64_t size = file->is_big_tiff ? 20 : 12;
    at += file->is_big_tiff ? 8 : 2;
    if (count > MOST_ENTRIES)
        values[BITS] = INFINITY;
    for (uint64_t i = 0; i < count && i < MOST_ENTRIES; i++)
        for (int t = 0; t < TAGS; t++)
            if (number_at(file, at + i * size, 2) == tags[t])
                values[t] = fmax(values[t], value_at(file, at + i * size));
}

// Those of which libtiff's decoders are fast: none, LZW, JPEG, two numbers of deflate, zstd and
// runs.
static bool is_well_packed(double packing)
{
    static const double known[] = {0, 1, 5, 7, 8, 32946, 50000, 32773};
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (packing == known[i])
            return true;
    return false;
}

static double tiff_bytes(const struct file *file)
{
    enum { YCBCR = 6, ROWWISE = 128 }; // strips of more rows libvips has made row by row
    double values[TAGS] = {[CHANNELS] = 1, [PLANES] = 1};
    read_directory(file, values);
    double pixel = fmax(values[BITS], 1) / 8 * values[CHANNELS];
    bool is_rowwise = values[ROWS] > ROWWISE && values[PLANES] == 1 && values[INK] != YCBCR;
    double rows = is_rowwise         ? 1
                  : values[ROWS] > 0 ? fmin(values[ROWS], values[HEIGHT])
                                     : values[HEIGHT];
    double strip = values[WIDTH] * rows, tile = values[TILE_WIDTH] * values[TILE_HEIGHT];
    return is_well_packed(values[PACKING]) ? pixel * (tile > 0 ? tile : strip) : INFINITY;
}

double rmx_piece_bytes(const char *path)
{
    unsigned char head[32] = {0};
    struct file file = {.fd = rmx_roots_open(path, O_RDONLY)};
    double bytes = 0;
    if (file.fd < 0)
        return 0;
    ssize_t length = pread(file.fd, head, sizeof(head), 0);
    file.is_big_end = head[0] == 'M';
    file.is_big_tiff = head[2] == 43 || head[3] == 43;
    if (length > 0 && memcmp(head, "RIFF", 4) == 0 && memcmp(head + 8, "WEBP", 4) == 0)
        bytes = webp_bytes(head);
    else if (length > 0 && (memcmp(head, "II", 2) == 0 || memcmp(head, "MM", 2) == 0))
        bytes = tiff_bytes(&file);
    close(file.fd);
    return bytes;
}
