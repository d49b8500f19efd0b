// SPDX-License-Identifier: GPL-3.0-or-later
// BMP and TGA, which libvips has no reader for.
//
// In:  a path that the caller has already allowed.
// Out: an image as libvips gives one; NULL with words in libvips's buffer. Thread: any.
#pragma once

#include <stdbool.h>

typedef struct _VipsImage VipsImage;

// Its size and bands are true, its pixels are none: no pixel is decoded.
VipsImage *rmx_simple_header(const char *path);
// With its pixels.
VipsImage *rmx_simple_open(const char *path);
