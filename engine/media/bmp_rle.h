// SPDX-License-Identifier: GPL-3.0-or-later
// BMP files packed by run lengths (RLE8 and RLE4), which stb_image has no reader for.
//
// In:  a file's bytes. Out: its size; its pixels, as three bytes of red, green and blue, the top
// row first; what the runs leave out has the palette's first colour. Pure. Source: Microsoft,
// "Bitmap Compression" and "BITMAPINFOHEADER".
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct rmx_bmp_rle {
    const unsigned char *bytes; // the caller's
    size_t length;
    int width, height, bits;      // 8 or 4 a pixel
    size_t palette, colors, data; // where they begin, how many there are
};

// Whether the bytes are such a file's.
bool rmx_bmp_rle_is(const unsigned char *bytes, size_t length);
// Its header; why it cannot be read, as a sentence; NULL: it can.
const char *rmx_bmp_rle_open(struct rmx_bmp_rle *bmp, const unsigned char *bytes, size_t length);
// How many of its rows are there; fewer than its height: it ends too early. `rgb` has room for all
// of them; NULL: they are only counted.
int rmx_bmp_rle_rows(const struct rmx_bmp_rle *bmp, unsigned char *rgb);
