// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/picture.h"

size_t rmx_picture_pixel_bytes(enum rmx_pixel_format format)
{
    static const size_t bytes[] = {4, 8, 16};
    return bytes[format];
}
