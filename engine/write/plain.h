// SPDX-License-Identifier: GPL-3.0-or-later
// BMP, TGA and HDR through stb_image_write.
#pragma once

#include "write/still.h"

#include <stdio.h>

// BMP and TGA take 8 bits, HDR takes floats and writes linear light without alpha, laid on
// `ground` (sRGB-encoded). False with errno set: EFBIG where the format cannot hold the picture.
bool rmx_plain_write(FILE *file, enum rmx_still_format format, const struct rmx_picture *picture,
                     const double ground[3]);
