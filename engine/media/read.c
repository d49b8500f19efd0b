// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/read.h"

#include "base/file.h"
#include "base/formats.h"
#include "base/pages.h"
#include "base/roots.h"
#include "media/convert.h"
#include "media/exr.h"
#include "media/jpeg.h"
#include "media/ordinary.h"
#include "media/pack.h"
#include "media/patience.h"
#include "media/simple.h"
#include "media/start.h"
#include "media/vips.h"
#include "media/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Radiance: four bytes that stand for three floats.
static VipsImage *unpacked(VipsImage *image)
{
    if (!image || rmx_vips.image_get_coding(image) != VIPS_CODING_RAD)
        return image;
    VipsImage *floats = NULL;
    rmx_vips.rad2float(image, &floats, NULL);
    g_object_unref(image);
    return floats;
}

// What is to be read, and what was learnt of it.
struct job {
    VipsImage *image;
    int width, height; // upright, as it shall be
    struct rmx_pack pack;
    VipsFailOn fail_on; // which faults of the file end the reading
    enum rmx_format_reader reader;
    long long most_pixels;
    struct rmx_patience *patience;
};

static VipsSource *open_source(const char *path, struct rmx_patience *patience)
{
    int fd;
    size_t size;
    enum rmx_file_status status = rmx_file_open(path, &fd, &size);
    if (status != RMX_FILE_OK) {
        rmx_vips.error("remontage", "%s", rmx_file_status_text(status));
        return NULL;
    }
    VipsSource *source = rmx_patience_source(patience, fd);
    close(fd); // the source has a copy
    return source;
}

// Opens the header. Through a source and never by name: libvips reads options out of brackets in
// a name, and picks some loaders by its ending. `options`: a loader's own, "" for none.
static VipsImage *try_open(const struct job *job, const char *path, const char *options)
{
    // A source that gives nothing libvips maps into memory, and reads that with nobody to end it.
    VipsSource *source =
        rmx_patience_is_over(job->patience) ? NULL : open_source(path, job->patience);
    if (!source)
        return NULL;
    VipsImage *image = rmx_vips.image_new_from_source(
        source, options, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", job->fail_on, NULL);
    g_object_unref(source);
    return unpacked(image);
}

// Whether a gzip stream (SVGZ) says at its end that it holds more than it can: deflate packs at
// most 1,032 to one. libvips asks every loader, and that of FITS reserves as much as is said.
static bool claims_too_much(const char *path, long long size)
{
    unsigned char head[2] = {0}, tail[4] = {0};
    FILE *file = rmx_file_stream(path);
    bool is_gzip = file && size >= 18 && fread(head, 1, 2, file) == 2 && head[0] == 0x1f &&
                   head[1] == 0x8b && fseek(file, -4, SEEK_END) == 0 &&
                   fread(tail, 1, 4, file) == 4;
    if (file)
        fclose(file);
    long long claimed = tail[0] | tail[1] << 8 | tail[2] << 16 | (long long)tail[3] << 24;
    return is_gzip && claimed > 1032 * size;
}

static VipsImage *open_by_kind(const struct job *job, const char *path, const char *options)
{
    if (job->reader == RMX_READER_SIMPLE)
        return rmx_simple_header(path);
    if (job->reader == RMX_READER_EXR)
        return rmx_exr_open(path, job->most_pixels);
    VipsImage *image = try_open(job, path, options);
    if (image || !rmx_media_more_formats(job->reader))
        return image;
    rmx_vips.error_clear();
    return try_open(job, path, options);
}

static VipsImage *open_image(const struct job *job, const char *path, const char *options)
{
    return rmx_patience_rows(job->patience, open_by_kind(job, path, options));
}

static bool loaded_by(VipsImage *image, const char *loader)
{
    const char *name;
    return rmx_vips.image_get_typeof(image, VIPS_META_LOADER) &&
           rmx_vips.image_get_string(image, VIPS_META_LOADER, &name) == 0 &&
           strncmp(name, loader, strlen(loader)) == 0;
}

static void size_upright(VipsImage *image, int *width, int *height)
{
    bool lying = rmx_vips.image_get_orientation_swap(image);
    *width = lying ? rmx_vips.image_get_height(image) : rmx_vips.image_get_width(image);
    *height = lying ? rmx_vips.image_get_width(image) : rmx_vips.image_get_height(image);
}

// Vectors are drawn at the size that is wanted, and JPEG decodes to a half, quarter or eighth for
// less than the whole costs.
static bool reopen_at_scale(struct job *job, const char *path, double scale)
{
    char options[64], number[G_ASCII_DTOSTR_BUF_SIZE];
    if (scale != 1 && loaded_by(job->image, "svgload"))
        snprintf(options, sizeof options, "[scale=%s]",
                 g_ascii_dtostr(number, sizeof number, scale));
    else if (scale <= 0.5 && loaded_by(job->image, "jpegload"))
        snprintf(options, sizeof options, "[shrink=%d]",
                 scale <= 0.125  ? 8
                 : scale <= 0.25 ? 4
                                 : 2);
    else
        return true;
    VipsImage *scaled = open_image(job, path, options);
    return scaled && rmx_convert_advance(&job->image, scaled);
}

// Returns what was asked of the size.
static double size_scaled(const struct rmx_image_params *params, bool is_drawing, int *width,
                          int *height)
{
    double scale = rmx_image_scale(params, is_drawing, *width, *height);
    *width = VIPS_MAX(1, (int)lround(*width * scale));
    *height = VIPS_MAX(1, (int)lround(*height * scale));
    return scale;
}

// Header only: the size that the picture shall have. `scale`: what was asked of it.
static bool plan_size(struct job *job, const struct rmx_image_params *params, double *scale)
{
    size_upright(job->image, &job->width, &job->height);
    *scale = size_scaled(params, loaded_by(job->image, "svgload"), &job->width, &job->height);
    if (!reopen_at_scale(job, params->path, *scale))
        return false;
    if (loaded_by(job->image, "svgload"))
        size_upright(job->image, &job->width, &job->height); // as the drawing rounds it
    return true;
}

static bool says(VipsImage *image, const char *name)
{
    int number = 0;
    return rmx_vips.image_get_typeof(image, name) &&
           rmx_vips.image_get_int(image, name, &number) == 0 && number;
}

// Rows that come in several passes, or in another order than they are wanted in.
static bool holds_all(VipsImage *image)
{
    return rmx_vips.image_get_orientation(image) > 1 || says(image, "jpeg-multiscan") ||
           says(image, "interlaced");
}

static void describe(const struct job *job, struct rmx_image *image)
{
    image->holds_all = holds_all(job->image);
    image->width = job->width;
    image->height = job->height;
    image->has_alpha = rmx_vips.image_hasalpha(job->image);
    image->bytes_per_channel = rmx_vips.image_get_format(job->image) == VIPS_FORMAT_UCHAR ? 1 : 2;
}

// What had only its header read until now.
static bool take_pixels(struct job *job, const char *path)
{
    if (job->reader != RMX_READER_SIMPLE)
        return true;
    VipsImage *image = rmx_simple_open(path);
    return image && rmx_convert_advance(&job->image, image);
}

// Lays out the whole pipeline; pixels flow only where rows must be had out of order. The sizes
// are taken from it in the end: libvips may round otherwise.
static bool prepare(struct job *job)
{
    VipsImage **image = &job->image;
    bool lying = rmx_vips.image_get_orientation_swap(*image);
    int width = lying ? job->height : job->width, height = lying ? job->width : job->height;
    if (!rmx_convert_to_srgb(image) ||
        !rmx_convert_to_size(image, width, height, &job->pack.premultiplied) ||
        !rmx_convert_upright(image))
        return false;
    job->width = rmx_vips.image_get_width(*image);
    job->height = rmx_vips.image_get_height(*image);
    job->pack.bands = rmx_vips.image_get_bands(*image);
    job->pack.bytes_per_channel = rmx_vips.image_get_format(*image) == VIPS_FORMAT_USHORT ? 2 : 1;
    return true;
}

// Where rows go: the last one first.
struct sink {
    const struct rmx_pack *pack;
    struct rmx_image *image;
    struct rmx_patience *patience;
};

static int take_rows(VipsRegion *region, VipsRect *area, void *data)
{
    struct sink *sink = data;
    struct rmx_image *image = sink->image;
    if (rmx_patience_is_over(sink->patience))
        return -1;
    size_t stride = (size_t)image->width * 4 * (size_t)image->bytes_per_channel;
    for (int y = area->top; y < area->top + area->height; y++) {
        unsigned char *row = image->pixels + stride * (size_t)(image->height - 1 - y);
        size_t down = (size_t)(y - region->valid.top) * (size_t)region->bpl;
        rmx_pack_row(sink->pack, region->data + down, row, image->width);
    }
    return 0;
}

static bool read_pixels(struct job *job, struct rmx_image *image)
{
    describe(job, image);
    image->pixels = rmx_pages_alloc((size_t)image->width * (size_t)image->height * 4 *
                                    (size_t)image->bytes_per_channel);
    if (!image->pixels) {
        rmx_vips.error("remontage", "not enough memory for %d x %d pixels", image->width,
                       image->height);
        return false;
    }
    struct sink sink = {&job->pack, image, job->patience};
    // libvips's own threads even for a decoder that gives row after row: packing overlaps with it,
    // and libvips keeps its buffers from one strip to the next only there.
    return rmx_vips.sink_disc(job->image, take_rows, &sink) == 0;
}

static enum rmx_image_status open_checked(const struct rmx_image_params *params, struct job *job,
                                          char *why, size_t why_size)
{
    char words[128];
    bool has_started = rmx_media_start(); // what clears its words afterwards wants it, too
    enum rmx_file_status file = rmx_file_check(params->path);
    if (file != RMX_FILE_OK) {
        rmx_words_say(why, why_size, rmx_file_status_text(file));
        return RMX_IMAGE_UNREADABLE;
    }
    struct stat about = {0};
    if (rmx_roots_stat(params->path, &about) && about.st_size == 0) {
        rmx_words_say(why, why_size, "the file is empty");
        return RMX_IMAGE_UNREADABLE;
    }
    if (claims_too_much(params->path, (long long)about.st_size)) {
        rmx_words_say(why, why_size, "its end names more bytes than the file can hold");
        return RMX_IMAGE_UNREADABLE;
    }
    const struct rmx_file_format *format = rmx_format_of(params->path);
    if (format && format->kind != RMX_FORMAT_READ) {
        snprintf(words, sizeof(words), "it is %s, which is not read here", format->name);
        rmx_words_say(why, why_size, words);
        return RMX_IMAGE_UNREADABLE;
    }
    job->reader = format ? format->reader : RMX_READER_VIPS;
    job->most_pixels =
        params->most_pixels ? params->most_pixels : rmx_image_most_pixels(params->path);
    if (!has_started) {
        rmx_words_say(why, why_size, "the picture library does not start");
        return RMX_IMAGE_UNREADABLE;
    }
    job->image = open_image(job, params->path, "");
    if (!job->image) {
        const char *unknown = rmx_format_why_unknown(params->path);
        rmx_words_say(why, why_size, unknown ? unknown : "");
        return RMX_IMAGE_UNREADABLE;
    }
    long long pixels =
        (long long)rmx_vips.image_get_width(job->image) * rmx_vips.image_get_height(job->image);
    return pixels > job->most_pixels ? RMX_IMAGE_TOO_LARGE : RMX_IMAGE_OK;
}

// Takes libvips's words, unless something was said already: of what took too long it only knows
// that it failed.
static enum rmx_image_status finish(struct job *job, enum rmx_image_status status, char *why,
                                    size_t why_size)
{
    if (status == RMX_IMAGE_UNREADABLE && rmx_patience_was_late(job->patience)) {
        status = RMX_IMAGE_LATE;
        rmx_words_say(why, why_size, "");
    }
    if (status == RMX_IMAGE_UNREADABLE && why && why_size && !*why)
        rmx_words_take(why, why_size, "the file is cut short or damaged");
    g_clear_object(&job->image);
    rmx_vips_leave();
    return status;
}

static bool is_jpeg(const char *path)
{
    const struct rmx_file_format *format = rmx_format_of(path);
    return format && strcmp(format->name, "JPEG") == 0;
}

static bool probe_ordinary(const struct rmx_image_params *params, struct rmx_image *image,
                           int *file_width, int *file_height)
{
    if (!is_jpeg(params->path) || !rmx_ordinary_probe(params, image))
        return false;
    if (file_width)
        *file_width = image->width;
    if (file_height)
        *file_height = image->height;
    size_scaled(params, false, &image->width, &image->height);
    return true;
}

enum rmx_image_status rmx_read_probe(const struct rmx_image_params *params, struct rmx_image *image,
                                     int *file_width, int *file_height, char *why, size_t why_size)
{
    *image = (struct rmx_image){0};
    rmx_words_say(why, why_size, "");
    struct rmx_patience patience;
    struct job job = {.fail_on = VIPS_FAIL_ON_TRUNCATED, .patience = &patience};
    int width = 0, height = 0;
    double scale;
    rmx_patience_begin(&patience, params);
    if (probe_ordinary(params, image, file_width, file_height))
        return RMX_IMAGE_OK;
    enum rmx_image_status status = open_checked(params, &job, why, why_size);
    if (job.image)
        size_upright(job.image, &width, &height);
    if (status == RMX_IMAGE_OK && !plan_size(&job, params, &scale))
        status = RMX_IMAGE_UNREADABLE;
    if (status == RMX_IMAGE_OK)
        describe(&job, image);
    if (file_width)
        *file_width = width;
    if (file_height)
        *file_height = height;
    return finish(&job, status, why, why_size);
}

// A picture that is being read, and who waits for it.
struct reading {
    const struct rmx_image_params *params;
    struct rmx_image *image;
    bool *shrunk;
    char *why;
    size_t why_size;
    struct rmx_patience patience;
};

static enum rmx_image_status load(struct reading *reading, VipsFailOn fail_on)
{
    const struct rmx_image_params *params = reading->params;
    struct job job = {.fail_on = fail_on, .patience = &reading->patience};
    double scale = 1;
    enum rmx_image_status status = open_checked(params, &job, reading->why, reading->why_size);
    if (status == RMX_IMAGE_OK &&
        !(plan_size(&job, params, &scale) && take_pixels(&job, params->path) && prepare(&job) &&
          read_pixels(&job, reading->image))) {
        rmx_image_finish(reading->image);
        status = RMX_IMAGE_UNREADABLE;
    }
    if (reading->shrunk)
        *reading->shrunk = status == RMX_IMAGE_OK && scale < 1;
    return finish(&job, status, reading->why, reading->why_size);
}

// What a JPEG holds whose decoder warned: of an end marker amid the picture, of bytes that are
// missing there, or of trifles.
static enum rmx_jpeg_rest rest_of(struct reading *reading)
{
    char words[128];
    enum rmx_jpeg_rest rest =
        rmx_jpeg_rest(reading->params->path, &reading->patience, words, sizeof(words));
    if (rest == RMX_JPEG_CUT)
        rmx_words_say(reading->why, reading->why_size, words);
    return rest;
}

static enum rmx_image_status load_again(struct reading *reading, VipsFailOn fail_on)
{
    rmx_words_say(reading->why, reading->why_size, "");
    return load(reading, fail_on);
}

// Cameras and downloads leave a JPEG without its last bytes: that costs nothing of the picture.
static enum rmx_image_status load_jpeg(struct reading *reading)
{
    if (reading->shrunk)
        *reading->shrunk = false;
    if (rmx_ordinary_load(reading->params, &reading->patience, reading->image))
        return RMX_IMAGE_OK;
    if (rmx_patience_is_over(&reading->patience))
        return rmx_patience_was_late(&reading->patience) ? RMX_IMAGE_LATE : RMX_IMAGE_UNREADABLE;
    enum rmx_image_status status = load(reading, VIPS_FAIL_ON_WARNING);
    if (status != RMX_IMAGE_UNREADABLE)
        return status;
    enum rmx_jpeg_rest rest = rest_of(reading);
    if (rest == RMX_JPEG_CUT)
        return status;
    status = load_again(reading, VIPS_FAIL_ON_TRUNCATED);
    if (status != RMX_IMAGE_UNREADABLE || rest == RMX_JPEG_NONE)
        return status;
    status = load_again(reading, VIPS_FAIL_ON_NONE);
    reading->image->lacks_end = status == RMX_IMAGE_OK;
    return status;
}

enum rmx_image_status rmx_read_load(const struct rmx_image_params *params, struct rmx_image *image,
                                    bool *shrunk, char *why, size_t why_size)
{
    struct reading reading = {
        .params = params, .image = image, .shrunk = shrunk, .why = why, .why_size = why_size};
    *image = (struct rmx_image){0};
    rmx_words_say(why, why_size, "");
    rmx_patience_begin(&reading.patience, params);
    return is_jpeg(params->path) ? load_jpeg(&reading) : load(&reading, VIPS_FAIL_ON_TRUNCATED);
}
