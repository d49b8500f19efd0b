// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/simple.h"

#include "base/arena.h"
#include "base/file.h"
#include "media/bmp_rle.h"
#include "media/vips.h"

#include <limits.h>
#include <stdlib.h>

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_BMP
#define STBI_ONLY_TGA
#define STBI_NO_STDIO
#include <stb_image.h>

// A file's bytes, for as long as they are read.
struct bytes {
    struct rmx_arena *arena;
    const stbi_uc *at;
    int length;
};

static bool read_bytes(struct bytes *bytes, const char *path)
{
    char *at;
    size_t length;
    enum rmx_file_status status = rmx_file_read(bytes->arena, path, INT_MAX, &at, &length);
    if (status != RMX_FILE_OK) {
        rmx_vips.error("remontage", "%s", rmx_file_status_text(status));
        return false;
    }
    bytes->at = (const stbi_uc *)at;
    bytes->length = (int)length;
    return true;
}

static int word_at(const struct bytes *bytes, int i)
{
    return bytes->at[i] | bytes->at[i + 1] << 8;
}

static long long long_at(const struct bytes *bytes, int i)
{
    return word_at(bytes, i) | (long long)word_at(bytes, i + 2) << 16;
}

// How much of the pixels is there, and how much there should be, in any unit; all 0: unknown.
struct extent {
    long long there, all;
};

static struct extent extent_from(const struct bytes *bytes, long long from, long long all)
{
    return (struct extent){bytes->length > from ? bytes->length - from : 0, all};
}

static struct extent extent_of_bmp(const struct bytes *bytes)
{
    enum { BITMAP = 14, CORE = 12, LEAST = BITMAP + 40, LONGEST = 1 << 24, DEEPEST = 32 };
    if (bytes->length < LEAST)
        return (struct extent){0};
    bool is_core = long_at(bytes, BITMAP) == CORE;
    long long width = is_core ? word_at(bytes, 18) : long_at(bytes, 18);
    long long height = is_core ? word_at(bytes, 20) : llabs((long long)(int)long_at(bytes, 22));
    int bits = word_at(bytes, is_core ? 24 : 28);
    long long row = (width * bits + 31) / 32 * 4;
    bool is_plain = is_core || long_at(bytes, 30) == 0 || long_at(bytes, 30) == 3;
    if (!is_plain || width > LONGEST || height < 1 || height > LONGEST || bits > DEEPEST)
        return (struct extent){0};
    return extent_from(bytes, long_at(bytes, 10), row * (height - 1) + (width * bits + 7) / 8);
}

// Packets: a count, and as many pixels or one for all.
static struct extent extent_of_packets(const struct bytes *bytes, long long at, long long pixels,
                                       int pixel)
{
    struct extent extent = {.all = pixels};
    while (at < bytes->length && extent.there < pixels) {
        int count = (bytes->at[at] & 127) + 1;
        at += 1 + (bytes->at[at] & 128 ? pixel : count * pixel);
        extent.there += at <= bytes->length ? count : 0;
    }
    return extent;
}

static struct extent extent_of_tga(const struct bytes *bytes)
{
    enum { HEADER = 18, PACKED = 8 };
    if (bytes->length < HEADER)
        return (struct extent){0};
    long long palette = bytes->at[1] ? word_at(bytes, 5) * ((bytes->at[7] + 7LL) / 8) : 0;
    long long from = HEADER + bytes->at[0] + palette;
    long long pixels = (long long)word_at(bytes, 12) * word_at(bytes, 14);
    int pixel = (bytes->at[16] + 7) / 8;
    return bytes->at[2] & PACKED ? extent_of_packets(bytes, from, pixels, pixel)
                                 : extent_from(bytes, from, pixels * pixel);
}

// What stb_image would fill with zeros.
static bool is_cut(const struct bytes *bytes)
{
    bool is_bmp = bytes->length > 1 && bytes->at[0] == 'B' && bytes->at[1] == 'M';
    struct extent pixels = is_bmp ? extent_of_bmp(bytes) : extent_of_tga(bytes);
    if (pixels.there >= pixels.all)
        return false;
    rmx_vips.error(is_bmp ? "BMP" : "TGA", "the file ends too early: %d %% of the picture is there",
                   (int)(100 * pixels.there / pixels.all));
    return true;
}

static VipsImage *dressed(VipsImage *plain)
{
    VipsImage *image = NULL;
    bool grey = plain && rmx_vips.image_get_bands(plain) < 3;
    if (plain)
        rmx_vips.copy(plain, &image, "interpretation",
                      grey ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB, NULL);
    g_clear_object(&plain);
    return image;
}

// False after words, where it is cut or no picture can be made of it.
static bool open_packed(struct rmx_bmp_rle *bmp, const struct bytes *bytes)
{
    const char *why = rmx_bmp_rle_open(bmp, bytes->at, (size_t)bytes->length);
    int rows = why ? 0 : rmx_bmp_rle_rows(bmp, NULL);
    if (why)
        rmx_vips.error("BMP", "%s", why);
    else if (rows < bmp->height)
        rmx_vips.error("BMP", "the file ends too early: %d %% of the picture is there",
                       (int)(100LL * rows / bmp->height));
    return !why && rows == bmp->height;
}

static VipsImage *packed_header(const struct bytes *bytes)
{
    struct rmx_bmp_rle bmp;
    VipsImage *black = NULL;
    if (open_packed(&bmp, bytes))
        rmx_vips.black(&black, bmp.width, bmp.height, "bands", 3, NULL);
    return dressed(black);
}

static VipsImage *header(const struct bytes *bytes)
{
    if (rmx_bmp_rle_is(bytes->at, (size_t)bytes->length))
        return packed_header(bytes);
    int width, height, bands;
    VipsImage *black = NULL;
    if (!stbi_info_from_memory(bytes->at, bytes->length, &width, &height, &bands))
        rmx_vips.error("BMP, TGA", "%s", stbi_failure_reason());
    else if (!is_cut(bytes))
        rmx_vips.black(&black, width, height, "bands", bands, NULL);
    return dressed(black);
}

// Many programs leave a channel of zeros where they have no alpha.
static void fill_empty_alpha(stbi_uc *pixels, size_t count, int bands)
{
    stbi_uc any = 0;
    if (bands != 2 && bands != 4)
        return;
    size_t step = (size_t)bands, last = step - 1;
    for (size_t i = 0; i < count; i++)
        any |= pixels[i * step + last];
    for (size_t i = 0; !any && i < count; i++)
        pixels[i * step + last] = 255;
}

static void free_pixels(VipsImage *image, void *pixels)
{
    (void)image;
    stbi_image_free(pixels);
}

// Takes the pixels, which may be NULL.
static VipsImage *of_pixels(stbi_uc *pixels, int width, int height, int bands)
{
    size_t size = (size_t)width * (size_t)height * (size_t)bands;
    VipsImage *plain = pixels ? rmx_vips.image_new_from_memory(pixels, size, width, height, bands,
                                                               VIPS_FORMAT_UCHAR)
                              : NULL;
    if (plain)
        g_signal_connect(plain, "postclose", G_CALLBACK(free_pixels), pixels);
    else
        stbi_image_free(pixels);
    return dressed(plain);
}

static VipsImage *decode_packed(const struct bytes *bytes)
{
    struct rmx_bmp_rle bmp;
    if (!open_packed(&bmp, bytes))
        return NULL;
    stbi_uc *pixels = malloc(3 * (size_t)bmp.width * (size_t)bmp.height);
    if (pixels)
        rmx_bmp_rle_rows(&bmp, pixels);
    else
        rmx_vips.error("BMP", "not enough memory");
    return of_pixels(pixels, bmp.width, bmp.height, 3);
}

static VipsImage *decode(const struct bytes *bytes)
{
    int width, height, bands;
    if (rmx_bmp_rle_is(bytes->at, (size_t)bytes->length))
        return decode_packed(bytes);
    if (is_cut(bytes))
        return NULL;
    stbi_uc *pixels = stbi_load_from_memory(bytes->at, bytes->length, &width, &height, &bands, 0);
    if (!pixels) {
        rmx_vips.error("BMP, TGA", "%s", stbi_failure_reason());
        return NULL;
    }
    size_t count = (size_t)width * (size_t)height;
    fill_empty_alpha(pixels, count, bands);
    return of_pixels(pixels, width, height, bands);
}

static VipsImage *with_bytes(const char *path, VipsImage *(*make)(const struct bytes *))
{
    struct bytes bytes = {.arena = rmx_arena_create()};
    VipsImage *image = read_bytes(&bytes, path) ? make(&bytes) : NULL;
    rmx_arena_destroy(bytes.arena);
    return image;
}

VipsImage *rmx_simple_header(const char *path)
{
    return with_bytes(path, header);
}

VipsImage *rmx_simple_open(const char *path)
{
    return with_bytes(path, decode);
}
