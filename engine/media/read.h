// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a picture's file in this process, up to the end of the patience (media/patience.h).
//
// In and out: as rmx_image_probe and rmx_image_load (media/image.h). Thread: any.
#pragma once

#include "media/image.h"

enum rmx_image_status rmx_read_probe(const struct rmx_image_params *params, struct rmx_image *image,
                                     int *file_width, int *file_height, char *why, size_t why_size);
enum rmx_image_status rmx_read_load(const struct rmx_image_params *params, struct rmx_image *image,
                                    bool *shrunk, char *why, size_t why_size);
