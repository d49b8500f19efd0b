// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/encode.h"

#include "media/image.h"
#include "media/vips.h"
#include "media/words.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum { USUAL_QUALITY = 92 };

static VipsImage *wrap(const struct rmx_encode_params *params)
{
    static const VipsBandFormat formats[] = {VIPS_FORMAT_UCHAR, VIPS_FORMAT_USHORT,
                                             VIPS_FORMAT_FLOAT};
    static const size_t bytes[] = {1, 2, 4};
    size_t size = (size_t)params->width * (size_t)params->height * 4 * bytes[params->channel];
    return rmx_vips.image_new_from_memory(params->pixels, size, params->width, params->height, 4,
                                          formats[params->channel]);
}

static VipsImage *rows_from_top(VipsImage *in)
{
    VipsImage *out;
    return rmx_vips.flip(in, &out, VIPS_DIRECTION_VERTICAL, NULL) == 0 ? out : NULL;
}

static VipsImage *colours(VipsImage *in, bool alpha)
{
    VipsImage *out;
    return rmx_vips.extract_band(in, &out, 0, "n", alpha ? 4 : 3, NULL) == 0 ? out : NULL;
}

static void lay(const uint8_t *in, uint8_t *out, int count, const double *ground)
{
    for (int i = 0; i < count; i++, in += 4, out += 3) {
        double alpha = in[3] / 255.0;
        for (int c = 0; c < 3; c++)
            out[c] = (uint8_t)(in[c] * alpha + 255.0 * ground[c] * (1.0 - alpha) + 0.5);
    }
}

// From its column `x` on; VIPS_REGION_ADDR calls what is loaded late.
static VipsPel *row_of(const VipsRegion *region, int x, int y)
{
    return region->data + (ptrdiff_t)(y - region->valid.top) * region->bpl +
           (ptrdiff_t)(x - region->valid.left) * region->im->Bands;
}

// Encoded values are mixed, as a layer is laid on another.
static int lay_rows(VipsRegion *to, void *region, void *image, void *data, gboolean *stop)
{
    VipsRegion *from = region;
    const struct rmx_encode_params *params = data;
    const VipsRect *area = &to->valid;
    (void)image, (void)stop;
    if (rmx_vips.region_prepare(from, area) != 0)
        return -1;
    for (int y = area->top; y < area->top + area->height; y++)
        lay(row_of(from, area->left, y), row_of(to, area->left, y), area->width, params->ground);
    return 0;
}

static void drop(VipsImage *laid, void *image)
{
    (void)laid;
    g_object_unref(image);
}

// A few rows at a time, as the encoder asks for them: the picture does not stand there twice.
static VipsImage *laid_on_ground(VipsImage *in, const struct rmx_encode_params *params)
{
    VipsImage *out = rmx_vips.image_new();
    g_signal_connect(out, "close", G_CALLBACK(drop), g_object_ref(in));
    if (rmx_vips.image_pipelinev(out, VIPS_DEMAND_STYLE_THINSTRIP, in, NULL) == 0) {
        out->Bands = 3;
        if (rmx_vips.image_generate(out, rmx_vips.start_one, lay_rows, rmx_vips.stop_one, in,
                                    (void *)params) == 0)
            return out;
    }
    g_object_unref(out);
    return NULL;
}

// A header of its own, so that it may be changed.
static VipsImage *described(VipsImage *in, const struct rmx_encode_params *params)
{
    VipsImage *out;
    double per_mm = params->dpi > 0 ? params->dpi / 25.4 : in->Xres;
    VipsInterpretation kind =
        params->channel == RMX_ENCODE_16 ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB;
    if (rmx_vips.copy(in, &out, "xres", per_mm, "yres", per_mm, "interpretation", kind, NULL))
        return NULL;
    if (params->dpi > 0)
        rmx_vips.image_set_string(out, VIPS_META_RESOLUTION_UNIT, "in");
    if (params->xmp && params->format != RMX_ENCODE_PNG)
        rmx_vips.image_set_blob_copy(out, VIPS_META_XMP_NAME, params->xmp, strlen(params->xmp));
    return out;
}

static VipsImage *pipeline(const struct rmx_encode_params *params)
{
    bool is_laid = params->alpha && params->format == RMX_ENCODE_JPEG;
    VipsImage *memory = rmx_media_start() ? wrap(params) : NULL;
    VipsImage *flipped = memory ? rows_from_top(memory) : NULL;
    VipsImage *banded = !flipped  ? NULL
                        : is_laid ? laid_on_ground(flipped, params)
                                  : colours(flipped, params->alpha);
    VipsImage *image = banded ? described(banded, params) : NULL;
    g_clear_object(&banded);
    g_clear_object(&flipped);
    g_clear_object(&memory);
    return image;
}

static int save_tiff(VipsImage *image, const char *path, const struct rmx_encode_params *params)
{
    VipsForeignTiffPredictor predictor = params->channel == RMX_ENCODE_FLOAT
                                             ? VIPS_FOREIGN_TIFF_PREDICTOR_FLOAT
                                             : VIPS_FOREIGN_TIFF_PREDICTOR_HORIZONTAL;
    // Offsets of 32 bits end there, and deflating may not shrink at all.
    gboolean big = (double)params->width * params->height * 16 > 4e9;
    return rmx_vips.tiffsave(image, path, "compression", VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE,
                             "predictor", predictor, "bigtiff", big, "profile", "srgb", NULL);
}

static int save(VipsImage *image, const char *path, const struct rmx_encode_params *params)
{
    int quality = params->quality ? params->quality : USUAL_QUALITY;
    switch (params->format) {
    case RMX_ENCODE_JPEG:
        return rmx_vips.jpegsave(image, path, "Q", quality, "optimize_coding", TRUE, "profile",
                                 "srgb", NULL);
    case RMX_ENCODE_WEBP:
        return rmx_vips.webpsave(image, path, "Q", quality, "profile", "srgb", NULL);
    case RMX_ENCODE_TIFF: return save_tiff(image, path, params);
    case RMX_ENCODE_PNG: break;
    }
    return -1;
}

bool rmx_encode_file(const char *path, const struct rmx_encode_params *params, char *why,
                     size_t why_size)
{
    assert(params->format != RMX_ENCODE_PNG);
    assert(params->format != RMX_ENCODE_JPEG || !params->xmp ||
           strlen(params->xmp) <= RMX_ENCODE_MOST_JPEG_XMP);
    VipsImage *image = pipeline(params);
    bool whole = image && save(image, path, params) == 0;
    rmx_words_take(why, why_size, whole ? "" : "libvips does not say why");
    g_clear_object(&image);
    rmx_vips_leave();
    return whole;
}

unsigned char *rmx_encode_memory(const struct rmx_encode_params *params, size_t *length, char *why,
                                 size_t why_size)
{
    assert(params->format == RMX_ENCODE_PNG);
    static const int levels[] = {1, 3, 6, 9}; // of zlib
    void *bytes = NULL;
    VipsImage *image = pipeline(params);
    if (image &&
        rmx_vips.pngsave_buffer(image, &bytes, length, "compression", levels[params->compress],
                                "filter", VIPS_FOREIGN_PNG_FILTER_UP, NULL) != 0)
        bytes = NULL;
    rmx_words_take(why, why_size, bytes ? "" : "libvips does not say why");
    g_clear_object(&image);
    rmx_vips_leave();
    return bytes;
}

void rmx_encode_free(unsigned char *bytes)
{
    g_free(bytes);
}
