// SPDX-License-Identifier: GPL-3.0-or-later
// JPEG as most photographs are: in grey or colour, upright, sRGB, whole. libjpeg reads them to the
// same bytes as libvips, which takes longer to load than such a picture to read.
//
// In:  params whose path the caller has already allowed. Out: an image as of rmx_image_load
// (media/image.h). False, without pixels and without words: it is none of these, or damaged, or the
// patience has ended: for libvips to say. Thread: any.
#pragma once

#include "media/patience.h"

// The header alone, in its own patience; the size is the file's own.
bool rmx_ordinary_probe(const struct rmx_image_params *params, struct rmx_image *image);
// False, too, where another size is wanted.
bool rmx_ordinary_load(const struct rmx_image_params *params, struct rmx_patience *patience,
                       struct rmx_image *image);
