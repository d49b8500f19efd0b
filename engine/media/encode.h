// SPDX-License-Identifier: GPL-3.0-or-later
// Finished pictures into the formats that libvips writes.
//
// In:  RGBA in memory, straight alpha, rows from the bottom to the top.
// Out: a file, or its bytes; the sRGB profile and the resolution inside.
// Thread: any; several at once.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum rmx_encode_format {
    RMX_ENCODE_JPEG,
    RMX_ENCODE_WEBP,
    RMX_ENCODE_TIFF,
    RMX_ENCODE_PNG,
};

// A JPEG's segment ends at 65,535 bytes, and libvips keeps away from it.
enum { RMX_ENCODE_MOST_JPEG_XMP = 60000 };

enum rmx_encode_channel {
    RMX_ENCODE_8,
    RMX_ENCODE_16,
    RMX_ENCODE_FLOAT, // TIFF only
};

struct rmx_encode_params {
    enum rmx_encode_format format;
    enum rmx_encode_channel channel; // JPEG and WebP: 8
    int width, height;
    const void *pixels;
    bool alpha;           // kept where the format can
    const double *ground; // sRGB-encoded, three of 0 to 1: what alpha is laid on where it cannot
    int quality;          // of JPEG and WebP; 0: 92
    int compress;         // of PNG, 0 to 3
    double dpi;           // 0: not said
    const char *xmp;      // a packet, kept but for PNG; NULL: none
};

// Writes over `path`. False with libvips's words in `why`, one line; what was written stays.
bool rmx_encode_file(const char *path, const struct rmx_encode_params *params, char *why,
                     size_t why_size);
// The file's bytes, to be freed with rmx_encode_free; NULL as above. PNG only.
unsigned char *rmx_encode_memory(const struct rmx_encode_params *params, size_t *length, char *why,
                                 size_t why_size);
void rmx_encode_free(unsigned char *bytes);
