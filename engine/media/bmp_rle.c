// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/bmp_rle.h"

enum {
    DATA = 10,
    HEADER = 14,
    WIDTH = 18,
    HEIGHT = 22,
    BITS = 28,
    COMPRESSION = 30,
    COLORS = 46,
    LEAST = HEADER + 40,
    RLE8 = 1,
    RLE4 = 2,
    LONGEST = 1 << 24,
    MOST_OF_A_BYTE = 128, // a run of 255 pixels is two bytes
};

static long long long_at(const unsigned char *bytes, int i)
{
    return bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 | (long long)bytes[i + 3] << 24;
}

bool rmx_bmp_rle_is(const unsigned char *bytes, size_t length)
{
    return length >= LEAST && bytes[0] == 'B' && bytes[1] == 'M' &&
           long_at(bytes, HEADER) >= LEAST - HEADER &&
           (long_at(bytes, COMPRESSION) == RLE8 || long_at(bytes, COMPRESSION) == RLE4);
}

const char *rmx_bmp_rle_open(struct rmx_bmp_rle *bmp, const unsigned char *bytes, size_t length)
{
    long long width = long_at(bytes, WIDTH), height = long_at(bytes, HEIGHT);
    long long used = long_at(bytes, COLORS), most = (long long)length;
    int bits = long_at(bytes, COMPRESSION) == RLE8 ? 8 : 4;
    if (width < 1 || width > LONGEST || height < 1 || height > LONGEST || bytes[BITS] != bits)
        return "its header is damaged";
    if (width * height > most * MOST_OF_A_BYTE)
        return "its header names more pixels than the file can hold";
    long long palette = HEADER + long_at(bytes, HEADER);
    long long colors = used > 0 && used < 1 << bits ? used : 1 << bits;
    if (palette + 4 * colors > most || long_at(bytes, DATA) > most)
        return "the file ends too early: in its palette";
    *bmp = (struct rmx_bmp_rle){.bytes = bytes,
                                .length = length,
                                .width = (int)width,
                                .height = (int)height,
                                .bits = bits,
                                .palette = (size_t)palette,
                                .colors = (size_t)colors,
                                .data = (size_t)long_at(bytes, DATA)};
    return NULL;
}

// Where the next pixel goes; y counts from the bottom.
struct pen {
    const struct rmx_bmp_rle *bmp;
    unsigned char *rgb;
    int x, y;
};

static void put(struct pen *pen, size_t color)
{
    const struct rmx_bmp_rle *bmp = pen->bmp;
    if (pen->x >= bmp->width)
        return; // what is beyond the edge is not shown
    if (pen->rgb) {
        size_t row = (size_t)(bmp->height - 1 - pen->y);
        unsigned char *to = pen->rgb + 3 * (row * (size_t)bmp->width + (size_t)pen->x);
        const unsigned char *from = bmp->bytes + bmp->palette + 4 * color;
        for (int i = 0; i < 3; i++)
            to[i] = color < bmp->colors ? from[2 - i] : 0;
    }
    pen->x++;
}

// Pixel `i` of packed ones; of a run, `from` is one byte that repeats.
static size_t color_of(const struct rmx_bmp_rle *bmp, const unsigned char *from, int i, bool is_run)
{
    if (bmp->bits == 8)
        return from[is_run ? 0 : i];
    unsigned char both = from[is_run ? 0 : i / 2];
    return i % 2 ? both & 15 : both >> 4;
}

static void put_all(struct pen *pen, const unsigned char *from, int count, bool is_run)
{
    for (int i = 0; i < count; i++)
        put(pen, color_of(pen->bmp, from, i, is_run));
}

static void fill(const struct rmx_bmp_rle *bmp, unsigned char *rgb)
{
    struct pen pen = {bmp, rgb, 0, 0};
    for (; pen.y < bmp->height; pen.y++)
        for (pen.x = 0; pen.x < bmp->width;)
            put(&pen, 0);
}

int rmx_bmp_rle_rows(const struct rmx_bmp_rle *bmp, unsigned char *rgb)
{
    enum { LINE_END, END, MOVE };
    struct pen pen = {bmp, rgb, 0, 0};
    const unsigned char *bytes = bmp->bytes;
    if (rgb)
        fill(bmp, rgb);
    for (size_t at = bmp->data; pen.y < bmp->height && at + 1 < bmp->length;) {
        int count = bytes[at], what = bytes[at + 1];
        at += 2;
        size_t packed = (size_t)(bmp->bits == 8 ? what : (what + 1) / 2);
        if (count) {
            put_all(&pen, bytes + at - 1, count, true);
        } else if (what == LINE_END) {
            pen.x = 0;
            pen.y++;
        } else if (what == END) {
            return bmp->height;
        } else if (what == MOVE && at + 1 < bmp->length) {
            pen.x = pen.x + bytes[at] < bmp->width ? pen.x + bytes[at] : bmp->width;
            pen.y += bytes[at + 1];
            at += 2;
        } else if (what != MOVE && at + packed <= bmp->length) {
            put_all(&pen, bytes + at, what, false);
            at += packed + packed % 2; // to a whole word
        } else {
            break;
        }
    }
    int rows = pen.y + (pen.x >= bmp->width);
    return rows < bmp->height ? rows : bmp->height;
}
