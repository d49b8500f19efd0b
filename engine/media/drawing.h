// SPDX-License-Identifier: GPL-3.0-or-later
// A drawing of the program's own (SVG in memory) as pixels.
#pragma once

#include "media/image.h"

// So many pixels for one of the drawing's. False with one sentence in `why`; the image is to be
// finished by rmx_image_finish: 8 bits, straight alpha, rows from the bottom to the top.
// Thread: any.
bool rmx_drawing_load(const char *svg, size_t length, double scale, struct rmx_image *image,
                      char *why, size_t why_size);
