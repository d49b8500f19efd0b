// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/label.h"

#include "base/log.h"
#include "media/image.h"

#include <stdio.h>
#include <vips/vips.h>

bool rmx_label_make(const char *text, int size_px, struct rmx_label *label)
{
    char font[32];
    VipsImage *image = NULL;
    size_t bytes = 0;
    *label = (struct rmx_label){0};
    if (!rmx_media_start())
        return false;
    snprintf(font, sizeof(font), "Sans %d", size_px);
    char *plain = g_markup_escape_text(text, -1);
    // At 72 dots an inch a point is a pixel.
    if (vips_text(&image, plain, "font", font, "dpi", 72, NULL) == 0) {
        label->width = image->Xsize;
        label->height = image->Ysize;
        label->cover = vips_image_write_to_memory(image, &bytes);
        g_object_unref(image);
    }
    g_free(plain);
    if (!label->cover) {
        rmx_log(RMX_LOG_INFO, "the text '%s' cannot be set: %s", text, vips_error_buffer());
        vips_error_clear();
    }
    return label->cover != NULL;
}

void rmx_label_finish(struct rmx_label *label)
{
    g_free(label->cover);
    *label = (struct rmx_label){0};
}
