// SPDX-License-Identifier: GPL-3.0-or-later
// libvips's reader lays out tables for as many rows as a header says, before its size could be
// looked at: OpenEXR's newer library, which is stricter, reads that first.
#include "media/exr.h"

#include <openexr.h>
#include <stdbool.h>
#include <vips/vips.h>

static void be_quiet(exr_const_context_t context, exr_result_t code, const char *words)
{
    (void)context, (void)code, (void)words;
}

static bool has_picture(exr_const_context_t file, long long most_pixels)
{
    exr_attr_box2i_t window;
    if (exr_get_data_window(file, 0, &window) != EXR_ERR_SUCCESS)
        return false;
    long long width = (long long)window.max.x - window.min.x + 1;
    long long height = (long long)window.max.y - window.min.y + 1;
    return width > 0 && height > 0 && width <= most_pixels && height <= most_pixels / width;
}

static bool is_sound(const char *path, long long most_pixels)
{
    exr_context_t file = NULL;
    exr_context_initializer_t how = EXR_DEFAULT_CONTEXT_INITIALIZER;
    how.error_handler_fn = be_quiet;
    exr_result_t opened = exr_start_read(&file, path, &how);
    bool sound = opened == EXR_ERR_SUCCESS && has_picture(file, most_pixels);
    if (opened != EXR_ERR_SUCCESS)
        vips_error("exr", "%s", exr_get_default_error_message(opened));
    else if (!sound)
        vips_error("exr", "its picture is empty, or larger than %lld million pixels",
                   most_pixels / (1024 * 1024));
    exr_finish(&file);
    return sound;
}

VipsImage *rmx_exr_open(const char *path, long long most_pixels)
{
    VipsImage *image = NULL, *straight = NULL;
    if (!is_sound(path, most_pixels))
        return NULL;
    vips_openexrload(path, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                     VIPS_FAIL_ON_TRUNCATED, NULL);
    // Its colours are multiplied by its alpha, which libvips leaves so, and counts to 255.
    if (image)
        vips_unpremultiply(image, &straight, "max_alpha", 255.0, NULL);
    g_clear_object(&image);
    return straight;
}
