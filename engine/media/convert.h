// SPDX-License-Identifier: GPL-3.0-or-later
// Steps of a libvips pipeline, from any decoded picture to one that can be packed.
//
// Each replaces the image by what comes out of it; false with libvips's words in its buffer, and
// then the image is still the caller's to free. No pixels flow but where a comment says so.
#pragma once

#include <stdbool.h>

typedef struct _VipsImage VipsImage; // libvips's own, so that readers need not its headers

// The next step of a pipeline, which keeps what it needs of the image. True.
bool rmx_convert_advance(VipsImage **image, VipsImage *next);

// 8 or 16 bits of sRGB, or of grey with its curve: one to four bands.
bool rmx_convert_to_srgb(VipsImage **image);
// Resamples; does nothing where the size is the same already. `premultiplied`: alpha was
// multiplied into the colours. What is to be enlarged is decoded into memory here.
bool rmx_convert_to_size(VipsImage **image, int width, int height, bool *premultiplied);
// By the orientation that the picture names. What is turned is decoded into memory here.
bool rmx_convert_upright(VipsImage **image);
