// SPDX-License-Identifier: GPL-3.0-or-later
// A finished picture in memory, as it is read back from the GPU and as the writers take it.
//
// Plain data.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum rmx_pixel_format {
    RMX_PIXELS_RGBA8,
    RMX_PIXELS_RGBA16,  // unsigned normalized
    RMX_PIXELS_RGBA32F, // 0..1, sRGB-encoded like the others
};

// Straight alpha; the pixels belong to the caller.
struct rmx_picture {
    int width, height;
    enum rmx_pixel_format format;
    const void *pixels; // RGBA, rows from the bottom to the top, no padding
    bool alpha;         // false: dropped
};

// Bytes of one pixel: 4, 8 or 16.
size_t rmx_picture_pixel_bytes(enum rmx_pixel_format format);
