// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is in doubt is left to libvips: a second opinion costs no more than it did.
#include "media/ordinary.h"

#include "base/file.h"
#include "base/pages.h"
#include "media/jpeg_watch.h"
#include "media/profile.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIF = JPEG_APP0 + 1, PROFILE = JPEG_APP0 + 2, MOST_MARKER_BYTES = 0xffff };

struct reader {
    const struct rmx_image_params *params;
    struct rmx_patience *patience;
    struct rmx_image *image;
    bool has_rows; // to be read; else the header alone
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct rmx_jpeg_watch watch;
    jmp_buf out;
    FILE *file;
    JOCTET *profile;
};

static void leave(j_common_ptr jpeg)
{
    struct reader *reader = jpeg->client_data;
    longjmp(reader->out, 1);
}

static void listen(j_common_ptr jpeg, int level)
{
    if (level < 0)
        leave(jpeg);
}

// An Exif segment's TIFF, by its byte order.
struct tiff {
    const uint8_t *bytes;
    size_t length;
    bool is_big_end;
};

static uint32_t number(const struct tiff *tiff, size_t at, int count)
{
    uint32_t value = 0;
    for (int i = 0; i < count; i++)
        value = value << 8 | tiff->bytes[at + (size_t)(tiff->is_big_end ? i : count - 1 - i)];
    return value;
}

// Whether its first directory lies within it, and turns the picture nowhere.
static bool is_upright(const uint8_t *bytes, size_t length)
{
    enum { HEAD = 8, ENTRY = 12, ORIENTATION = 0x0112, SHORT = 3 };
    const struct tiff tiff = {bytes, length, length && bytes[0] == 'M'};
    if (length < HEAD || memcmp(bytes, tiff.is_big_end ? "MM\0*" : "II*\0", 4) != 0)
        return false;
    size_t at = number(&tiff, 4, 4);
    if (at > length - 2)
        return false;
    size_t count = number(&tiff, at, 2);
    if (length - 2 - at < count * ENTRY)
        return false;
    for (at += 2; count--; at += ENTRY)
        if (number(&tiff, at, 2) == ORIENTATION &&
            !(number(&tiff, at + 2, 2) == SHORT && number(&tiff, at + 4, 4) == 1 &&
              number(&tiff, at + 8, 2) == 1))
            return false;
    return true;
}

static bool all_are_upright(const struct jpeg_decompress_struct *jpeg)
{
    enum { NAME = 6 };
    for (jpeg_saved_marker_ptr at = jpeg->marker_list; at; at = at->next) {
        bool is_exif =
            at->marker == EXIF && at->data_length >= 4 && memcmp(at->data, "Exif", 4) == 0;
        if (is_exif && (at->data_length < NAME || memcmp(at->data, "Exif\0", NAME) != 0 ||
                        !is_upright(at->data + NAME, at->data_length - NAME)))
            return false;
    }
    return true;
}

static bool names_profile(const struct jpeg_decompress_struct *jpeg)
{
    for (jpeg_saved_marker_ptr at = jpeg->marker_list; at; at = at->next)
        if (at->marker == PROFILE && at->data_length >= 11 &&
            memcmp(at->data, "ICC_PROFILE", 11) == 0)
            return true;
    return false;
}

static bool is_srgb(struct reader *reader)
{
    unsigned length;
    return !names_profile(&reader->jpeg) ||
           (jpeg_read_icc_profile(&reader->jpeg, &reader->profile, &length) &&
            rmx_profile_is_srgb(reader->profile, length));
}

static bool is_too_large(const struct rmx_image_params *params, int width, int height)
{
    long long most =
        params->most_pixels ? params->most_pixels : rmx_image_most_pixels(params->path);
    return (long long)width * height > most;
}

static void read_header(struct reader *reader)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    jpeg_create_decompress(jpeg);
    jpeg_save_markers(jpeg, EXIF, MOST_MARKER_BYTES);
    jpeg_save_markers(jpeg, PROFILE, MOST_MARKER_BYTES);
    rmx_jpeg_watch(&reader->watch, jpeg, reader->file, reader->patience);
    jpeg_read_header(jpeg, TRUE);
    int width = (int)jpeg->image_width, height = (int)jpeg->image_height;
    bool has_colours = jpeg->out_color_space == JCS_RGB || jpeg->out_color_space == JCS_GRAYSCALE;
    if (!has_colours || !all_are_upright(jpeg) || !is_srgb(reader) ||
        is_too_large(reader->params, width, height))
        leave((j_common_ptr)jpeg);
    *reader->image = (struct rmx_image){.width = width,
                                        .height = height,
                                        .bytes_per_channel = 1,
                                        .holds_all = jpeg_has_multiple_scans(jpeg)};
}

static void read_rows(struct reader *reader)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    struct rmx_image *image = reader->image;
    size_t stride = 4 * (size_t)image->width;
    jpeg->progress->progress_monitor((j_common_ptr)jpeg);
    if (rmx_image_scale(reader->params, false, image->width, image->height) != 1)
        leave((j_common_ptr)jpeg);
    jpeg->out_color_space = JCS_EXT_RGBA; // alpha is full
    jpeg_start_decompress(jpeg);
    image->pixels = rmx_pages_alloc(stride * (size_t)image->height);
    if (!image->pixels)
        leave((j_common_ptr)jpeg);
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row =
            image->pixels + stride * (size_t)(image->height - 1 - (int)jpeg->output_scanline);
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_decompress(jpeg); // which wants the end marker
}

static bool read_file(struct reader *reader)
{
    if (setjmp(reader->out) != 0) {
        rmx_image_finish(reader->image);
        return false;
    }
    read_header(reader);
    if (reader->has_rows)
        read_rows(reader);
    return true;
}

static bool read_jpeg(const struct rmx_image_params *params, struct rmx_patience *patience,
                      bool has_rows, struct rmx_image *image)
{
    struct reader *reader = calloc(1, sizeof(*reader));
    bool is_read = reader && (reader->file = rmx_file_stream(params->path));
    *image = (struct rmx_image){0};
    if (is_read) {
        reader->params = params;
        reader->patience = patience;
        reader->image = image;
        reader->has_rows = has_rows;
        reader->jpeg.err = jpeg_std_error(&reader->errors);
        reader->jpeg.client_data = reader;
        reader->errors.error_exit = leave;
        reader->errors.emit_message = listen;
        is_read = read_file(reader);
        jpeg_destroy_decompress(&reader->jpeg);
        free(reader->profile);
        fclose(reader->file);
    }
    free(reader);
    return is_read;
}

bool rmx_ordinary_probe(const struct rmx_image_params *params, struct rmx_image *image)
{
    struct rmx_patience patience;
    rmx_patience_begin(&patience, params);
    return read_jpeg(params, &patience, false, image);
}

bool rmx_ordinary_load(const struct rmx_image_params *params, struct rmx_patience *patience,
                       struct rmx_image *image)
{
    return read_jpeg(params, patience, true, image);
}
