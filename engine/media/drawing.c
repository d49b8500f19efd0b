// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/drawing.h"

#include "media/vips.h"
#include "media/words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool take(VipsImage *image, struct rmx_image *out)
{
    size_t bytes = 0;
    unsigned char *pixels = rmx_vips.image_write_to_memory(image, &bytes);
    bool is_whole = pixels && bytes == (size_t)image->Xsize * (size_t)image->Ysize * 4;
    *out = (struct rmx_image){
        .width = image->Xsize, .height = image->Ysize, .bytes_per_channel = 1, .has_alpha = true};
    out->pixels = is_whole ? malloc(bytes) : NULL;
    if (out->pixels)
        memcpy(out->pixels, pixels, bytes);
    g_free(pixels);
    return out->pixels != NULL;
}

bool rmx_drawing_load(const char *svg, size_t length, double scale, struct rmx_image *image,
                      char *why, size_t why_size)
{
    VipsImage *drawn = NULL, *flipped = NULL;
    *image = (struct rmx_image){0};
    bool is_drawn = rmx_media_start() &&
                    rmx_vips.svgload_buffer((void *)(uintptr_t)svg, length, &drawn, "scale", scale,
                                            NULL) == 0 &&
                    rmx_vips.flip(drawn, &flipped, VIPS_DIRECTION_VERTICAL, NULL) == 0 &&
                    take(flipped, image);
    rmx_words_take(why, why_size, is_drawn ? "" : "libvips does not say why");
    g_clear_object(&flipped);
    g_clear_object(&drawn);
    rmx_vips_leave();
    return is_drawn;
}
