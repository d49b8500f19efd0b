// SPDX-License-Identifier: GPL-3.0-or-later
#include "write/still.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "media/encode.h"
#include "write/chunk.h"
#include "write/plain.h"
#include "write/png.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *ending;
    enum rmx_still_format format;
} endings[] = {
    {".png", RMX_STILL_PNG},   {".jpg", RMX_STILL_JPEG}, {".jpeg", RMX_STILL_JPEG},
    {".webp", RMX_STILL_WEBP}, {".tif", RMX_STILL_TIFF}, {".tiff", RMX_STILL_TIFF},
    {".bmp", RMX_STILL_BMP},   {".tga", RMX_STILL_TGA},  {".hdr", RMX_STILL_HDR},
};

static bool is_stdout(const char *path)
{
    return strcmp(path, "-") == 0;
}

enum rmx_still_format rmx_still_format_from_path(const char *path)
{
    if (is_stdout(path))
        return RMX_STILL_PNG;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (rmx_has_suffix(path, endings[i].ending))
            return endings[i].format;
    return RMX_STILL_UNKNOWN;
}

const char *rmx_still_endings(void)
{
    return "png, jpg, webp, tif, bmp, tga, hdr";
}

enum rmx_pixel_format rmx_still_picture_format(enum rmx_still_format format, int depth)
{
    if (format == RMX_STILL_HDR || (format == RMX_STILL_TIFF && depth == 32))
        return RMX_PIXELS_RGBA32F;
    bool deep = format == RMX_STILL_PNG || format == RMX_STILL_TIFF;
    return deep && depth > 8 ? RMX_PIXELS_RGBA16 : RMX_PIXELS_RGBA8;
}

bool rmx_still_keeps_alpha(enum rmx_still_format format)
{
    return format != RMX_STILL_JPEG && format != RMX_STILL_HDR;
}

// A write under way: where to, what, and the words for a failure.
struct still {
    const struct rmx_picture *picture;
    const struct rmx_still_params *params;
    enum rmx_still_format format;
    char words[200]; // of libvips; errno speaks where there are none
};

static struct rmx_encode_params encode_params(const struct still *still,
                                              enum rmx_encode_format format)
{
    static const enum rmx_encode_channel channels[] = {RMX_ENCODE_8, RMX_ENCODE_16,
                                                       RMX_ENCODE_FLOAT};
    return (struct rmx_encode_params){.format = format,
                                      .channel = channels[still->picture->format],
                                      .width = still->picture->width,
                                      .height = still->picture->height,
                                      .pixels = still->picture->pixels,
                                      .alpha = still->picture->alpha,
                                      .ground = still->params->ground,
                                      .quality = still->params->quality,
                                      .compress = still->params->compress,
                                      .dpi = still->params->dpi,
                                      .xmp = still->params->xmp};
}

static bool put(FILE *file, const unsigned char *bytes, size_t length)
{
    return fwrite(bytes, 1, length, file) == length;
}

// Nothing where none is given.
static bool put_xmp(FILE *file, const char *packet)
{
    size_t length = 0;
    unsigned char *chunk = packet ? rmx_chunk_xmp(packet, &length) : NULL;
    if (packet && !chunk)
        errno = ENOMEM;
    bool whole = !packet || (chunk && put(file, chunk, length));
    free(chunk);
    return whole;
}

// libvips writes pHYs itself, but no sRGB chunk: it goes behind the header, and the XMP behind it.
static bool write_deep_png(struct still *still, FILE *file)
{
    enum { SIGNATURE_AND_HEADER = 8 + 25 };
    struct rmx_encode_params params = encode_params(still, RMX_ENCODE_PNG);
    unsigned char chunk[RMX_CHUNK_FRAME + 1];
    size_t length, srgb = rmx_chunk_srgb(chunk);
    unsigned char *bytes = rmx_encode_memory(&params, &length, still->words, sizeof still->words);
    if (!bytes)
        return false;
    bool whole = put(file, bytes, SIGNATURE_AND_HEADER) && put(file, chunk, srgb) &&
                 put_xmp(file, params.xmp) &&
                 put(file, bytes + SIGNATURE_AND_HEADER, length - SIGNATURE_AND_HEADER);
    whole = fflush(file) == 0 && whole;
    rmx_encode_free(bytes);
    return whole;
}

static bool write_png(struct still *still, FILE *file)
{
    const struct rmx_picture *picture = still->picture;
    if (picture->format == RMX_PIXELS_RGBA16)
        return write_deep_png(still, file);
    return rmx_png_write(fileno(file), &(struct rmx_png_params){.width = picture->width,
                                                                .height = picture->height,
                                                                .pixels = picture->pixels,
                                                                .alpha = picture->alpha,
                                                                .compress = still->params->compress,
                                                                .dpi = still->params->dpi,
                                                                .xmp = still->params->xmp});
}

static bool write_opened(struct still *still, FILE *file)
{
    return still->format == RMX_STILL_PNG
               ? write_png(still, file)
               : rmx_plain_write(file, still->format, still->picture, still->params->ground);
}

// libvips says that it could not write: the system, asked once more, says why.
static void ask_why(struct still *still, const char *part)
{
    static const char nothing[1 << 16];
    ssize_t written = 0;
    int file = open(part, O_WRONLY | O_APPEND | O_CLOEXEC);
    for (int i = 0; file >= 0 && i < 2 && written >= 0; i++) // where little is left, a part fits
        written = write(file, nothing, sizeof(nothing));
    if (written < 0)
        snprintf(still->words, sizeof(still->words), "%s", strerror(errno));
    if (file >= 0)
        close(file);
}

static bool write_named(struct still *still, const char *part)
{
    if (still->format == RMX_STILL_JPEG || still->format == RMX_STILL_WEBP ||
        still->format == RMX_STILL_TIFF) {
        struct rmx_encode_params params =
            encode_params(still, still->format == RMX_STILL_JPEG   ? RMX_ENCODE_JPEG
                                 : still->format == RMX_STILL_WEBP ? RMX_ENCODE_WEBP
                                                                   : RMX_ENCODE_TIFF);
        bool whole = rmx_encode_file(part, &params, still->words, sizeof still->words);
        if (!whole)
            ask_why(still, part);
        return whole;
    }
    FILE *file = fopen(part, "wbe");
    if (!file)
        return false;
    bool whole = write_opened(still, file);
    int keep = errno;
    if (fclose(file) == 0)
        errno = keep;
    else
        whole = false;
    return whole;
}

static bool write_beside(struct still *still, const char *path)
{
    struct rmx_arena *arena = rmx_arena_create();
    char *part = rmx_file_begin(arena, path);
    bool whole = part && write_named(still, part);
    if (part && !whole)
        rmx_file_abandon(part);
    whole = whole && rmx_file_commit(part, path);
    int keep = errno;
    rmx_arena_destroy(arena);
    errno = keep;
    return whole;
}

static bool write_whole(struct still *still, const char *path)
{
    return is_stdout(path) ? write_png(still, stdout) : write_beside(still, path);
}

bool rmx_still_write(const char *path, const struct rmx_picture *picture,
                     const struct rmx_still_params *params, char *why, size_t why_size)
{
    struct still still = {
        .picture = picture, .params = params, .format = rmx_still_format_from_path(path)};
    assert(still.format != RMX_STILL_UNKNOWN);
    bool out = is_stdout(path);
    bool whole = write_whole(&still, path);
    if (whole || !why || !why_size)
        return whole;
    snprintf(why, why_size, "cannot write %s: %s", out ? "to the standard output" : path,
             *still.words ? still.words : strerror(errno));
    return false;
}

bool rmx_still_write_png(FILE *file, const struct rmx_picture *picture,
                         const struct rmx_still_params *params)
{
    return write_png(&(struct still){.picture = picture, .params = params}, file);
}
