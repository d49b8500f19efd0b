// SPDX-License-Identifier: GPL-3.0-or-later
// libvips's reader lays out tables for as many rows as a header says, before its size could be
// looked at: OpenEXR's newer library, which is stricter, reads that first.
#include "media/exr.h"

#include "base/file.h"
#include "base/roots.h"
#include "media/vips.h"

#include <openexr.h>
#include <stdbool.h>
#include <unistd.h>

static void be_quiet(exr_const_context_t context, exr_result_t code, const char *words)
{
    (void)context, (void)code, (void)words;
}

// How many bytes one of the file may stand for, as no writer gets beyond.
static double most_of_a_byte(exr_compression_t compression)
{
    switch (compression) {
    case EXR_COMPRESSION_NONE: return 1;
    case EXR_COMPRESSION_RLE: return 64;         // 127 bytes of 2
    case EXR_COMPRESSION_DWAA:                   // blocks of 8 by 8
    case EXR_COMPRESSION_DWAB: return 64 * 1032; // and zlib's most
    default: return 1032;
    }
}

static double bytes_of_a_pixel(const exr_attr_chlist_t *channels)
{
    double bytes = 0;
    for (int i = 0; i < channels->num_channels; i++) {
        const exr_attr_chlist_entry_t *channel = &channels->entries[i];
        double every = (double)channel->x_sampling * channel->y_sampling;
        bytes += (channel->pixel_type == EXR_PIXEL_HALF ? 2 : 4) / (every >= 1 ? every : 1);
    }
    return bytes;
}

// Whether a file of that size can hold what its header says; else its decoder would lay out room
// for pixels that are not there.
static bool can_hold(exr_const_context_t file, double pixels, double file_bytes)
{
    const exr_attr_chlist_t *channels;
    exr_compression_t compression;
    int32_t chunks;
    enum { LEAST_OF_A_CHUNK = 8 + 8 }; // its place and its head
    return exr_get_channels(file, 0, &channels) == EXR_ERR_SUCCESS &&
           exr_get_compression(file, 0, &compression) == EXR_ERR_SUCCESS &&
           exr_get_chunk_count(file, 0, &chunks) == EXR_ERR_SUCCESS &&
           (double)chunks * LEAST_OF_A_CHUNK <= file_bytes &&
           pixels * bytes_of_a_pixel(channels) <= file_bytes * most_of_a_byte(compression);
}

// Its picture's pixels; 0: it is empty or too large.
static long long pixels_of(exr_const_context_t file, long long most_pixels)
{
    exr_attr_box2i_t window;
    if (exr_get_data_window(file, 0, &window) != EXR_ERR_SUCCESS)
        return 0;
    long long width = (long long)window.max.x - window.min.x + 1;
    long long height = (long long)window.max.y - window.min.y + 1;
    bool fits = width > 0 && height > 0 && width <= most_pixels && height <= most_pixels / width;
    return fits ? width * height : 0;
}

// `path`: of an open descriptor, so that both libraries read the same file.
static bool is_sound(const char *path, size_t bytes, long long most_pixels)
{
    exr_context_t file = NULL;
    exr_context_initializer_t how = EXR_DEFAULT_CONTEXT_INITIALIZER;
    how.error_handler_fn = be_quiet;
    exr_result_t opened = exr_start_read(&file, path, &how);
    long long pixels = opened == EXR_ERR_SUCCESS ? pixels_of(file, most_pixels) : 0;
    bool sound = pixels && can_hold(file, (double)pixels, (double)bytes);
    if (opened != EXR_ERR_SUCCESS)
        rmx_vips.error("exr", "%s", exr_get_default_error_message(opened));
    else if (!pixels)
        rmx_vips.error("exr", "its picture is empty, or larger than %lld million pixels",
                       most_pixels / (1024 * 1024));
    else if (!sound)
        rmx_vips.error("exr", "its header names more pixels than the file can hold");
    exr_finish(&file);
    return sound;
}

static void close_file(gpointer number)
{
    close(GPOINTER_TO_INT(number) - 1);
}

VipsImage *rmx_exr_open(const char *path, long long most_pixels)
{
    VipsImage *image = NULL, *straight = NULL;
    char name[RMX_DESCRIPTOR_PATH];
    int fd;
    size_t bytes;
    enum rmx_file_status status = rmx_file_open(path, &fd, &bytes);
    if (status != RMX_FILE_OK) {
        rmx_vips.error("exr", "%s", rmx_file_status_text(status));
        return NULL;
    }
    if (is_sound(rmx_roots_path(fd, name), bytes, most_pixels))
        rmx_vips.openexrload(name, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                             VIPS_FAIL_ON_TRUNCATED, NULL);
    if (image) // whose rows are read by that name, whenever they are wanted
        g_object_set_data_full(G_OBJECT(image), "file", GINT_TO_POINTER(fd + 1), close_file);
    else
        close(fd);
    // Its colours are multiplied by its alpha, which libvips leaves so, and counts to 255.
    if (image)
        rmx_vips.unpremultiply(image, &straight, "max_alpha", 255.0, NULL);
    g_clear_object(&image);
    return straight;
}
