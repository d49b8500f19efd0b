// SPDX-License-Identifier: GPL-3.0-or-later
// A finished picture to a file, in the format that the file's ending names.
//
// In:  a picture as it is read back from the GPU.
// Out: a whole file or none: written beside and renamed. `-` is PNG to the standard output.
// Thread: any; several at once.
#pragma once

#include "media/picture.h"

#include <stdio.h>

enum rmx_still_format {
    RMX_STILL_UNKNOWN, // an ending that nothing here writes
    RMX_STILL_PNG,
    RMX_STILL_BMP,
    RMX_STILL_TGA,
    RMX_STILL_HDR, // linear light
    RMX_STILL_JPEG,
    RMX_STILL_WEBP,
    RMX_STILL_TIFF,
};

// By the ending, case aside; PNG for "-".
enum rmx_still_format rmx_still_format_from_path(const char *path);
// "png, jpg, ...": for the message about an unknown ending.
const char *rmx_still_endings(void);
// What rmx_still_write wants to be given for a scene of `depth` 8, 16 or 32: read back in this
// format (design chapter 10, Depth). Dithering to 8 bits is the renderer's.
enum rmx_pixel_format rmx_still_picture_format(enum rmx_still_format format, int depth);

// JPEG and HDR do not.
bool rmx_still_keeps_alpha(enum rmx_still_format format);

struct rmx_still_params {
    // sRGB-encoded, 0 to 1: what a picture with alpha is laid on where the format keeps none.
    double ground[3];
    int quality;  // of JPEG and WebP, 1 to 100; 0: 92
    int compress; // of PNG, 0 to 3; 1 is the usual one
    double dpi;   // 0: not said
    // An XMP packet for the file; NULL: none. BMP, TGA and HDR have no place for it; that of JPEG
    // holds at most RMX_ENCODE_MOST_JPEG_XMP bytes (media/encode.h).
    const char *xmp;
};

// False with one sentence in `why` (NULL will do), for exit code 73; then nothing new stands at
// `path`. The picture has a format that rmx_still_picture_format gives for some depth.
bool rmx_still_write(const char *path, const struct rmx_picture *picture,
                     const struct rmx_still_params *params, char *why, size_t why_size);
// A PNG into an open file; 8 or 16 bits a channel. False with errno set.
bool rmx_still_write_png(FILE *file, const struct rmx_picture *picture,
                         const struct rmx_still_params *params);
