// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/jpeg_watch.h"

static void ask(j_common_ptr jpeg)
{
    const struct rmx_jpeg_watch *watch = (const struct rmx_jpeg_watch *)jpeg->progress;
    if (rmx_patience_is_over(watch->patience))
        jpeg->err->error_exit(jpeg);
}

static boolean fill_in_time(j_decompress_ptr jpeg)
{
    ask((j_common_ptr)jpeg);
    return ((const struct rmx_jpeg_watch *)jpeg->progress)->fill(jpeg);
}

void rmx_jpeg_watch(struct rmx_jpeg_watch *watch, j_decompress_ptr jpeg, FILE *file,
                    struct rmx_patience *patience)
{
    jpeg_stdio_src(jpeg, file);
    *watch = (struct rmx_jpeg_watch){.progress = {.progress_monitor = ask},
                                     .patience = patience,
                                     .fill = jpeg->src->fill_input_buffer};
    jpeg->progress = &watch->progress;
    jpeg->src->fill_input_buffer = fill_in_time;
}
