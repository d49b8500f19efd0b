// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/convert.h"

#include "media/profile.h"
#include "media/vips.h"

bool rmx_convert_advance(VipsImage **image, VipsImage *next)
{
    g_object_unref(*image);
    *image = next;
    return true;
}

// Floats come from formats that hold light; with a profile beside them they are encoded values,
// which the transform wants as integers.
static bool encoded_floats_to_16(VipsImage **image)
{
    VipsImage *scaled = NULL, *cast = NULL;
    bool done = rmx_vips.linear1(*image, &scaled, 65535, 0, NULL) == 0 &&
                rmx_vips.cast(scaled, &cast, VIPS_FORMAT_USHORT, NULL) == 0;
    g_clear_object(&scaled);
    if (!done)
        return false;
    bool grey = rmx_vips.image_get_bands(cast) < 3;
    rmx_convert_advance(image, cast);
    return rmx_vips.copy(*image, &cast, "interpretation",
                         grey ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_RGB16,
                         NULL) == 0 &&
           rmx_convert_advance(image, cast);
}

static bool is_float(VipsImage *image)
{
    return rmx_vips.image_get_format(image) == VIPS_FORMAT_FLOAT ||
           rmx_vips.image_get_format(image) == VIPS_FORMAT_DOUBLE;
}

// A profile that does not fit its picture is ignored, as browsers do.
static void apply_profile(VipsImage **image)
{
    const void *profile;
    size_t length;
    if (!rmx_vips.image_get_typeof(*image, VIPS_META_ICC_NAME) ||
        rmx_vips.image_get_blob(*image, VIPS_META_ICC_NAME, &profile, &length) != 0)
        return;
    if (is_float(*image) && !encoded_floats_to_16(image))
        return;
    if (rmx_profile_is_srgb(profile, length))
        return;
    VipsImage *next;
    int depth = rmx_vips.image_get_format(*image) == VIPS_FORMAT_UCHAR ? 8 : 16;
    if (rmx_vips.icc_transform(*image, &next, "srgb", "embedded", TRUE, "depth", depth, "intent",
                               VIPS_INTENT_RELATIVE, "black_point_compensation", TRUE, NULL) == 0)
        rmx_convert_advance(image, next);
    else
        rmx_vips.error_clear();
}

bool rmx_convert_to_srgb(VipsImage **image)
{
    apply_profile(image);
    VipsInterpretation kind = rmx_vips.image_guess_interpretation(*image);
    VipsBandFormat format = rmx_vips.image_get_format(*image);
    bool deep = format != VIPS_FORMAT_UCHAR;
    bool plain = !deep && (kind == VIPS_INTERPRETATION_sRGB || kind == VIPS_INTERPRETATION_B_W);
    plain |= format == VIPS_FORMAT_USHORT &&
             (kind == VIPS_INTERPRETATION_RGB16 || kind == VIPS_INTERPRETATION_GREY16);
    VipsImage *next;
    if (!plain) {
        if (rmx_vips.colourspace(*image, &next,
                                 deep ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB, NULL))
            return false;
        rmx_convert_advance(image, next);
    }
    if (rmx_vips.image_get_bands(*image) > 4)
        return rmx_vips.extract_band(*image, &next, 0, "n", 4, NULL) == 0 &&
               rmx_convert_advance(image, next);
    return true;
}

// Resizing wants colours multiplied by alpha, else the hidden colours of clear pixels bleed.
static bool premultiply(VipsImage **image)
{
    VipsImage *next;
    return rmx_vips.premultiply(*image, &next, NULL) == 0 && rmx_convert_advance(image, next);
}

static bool round_to(VipsImage **image, VipsBandFormat format)
{
    VipsImage *next;
    return rmx_vips.rint(*image, &next, NULL) == 0 && rmx_convert_advance(image, next) &&
           rmx_vips.cast(*image, &next, format, NULL) == 0 && rmx_convert_advance(image, next);
}

static bool to_memory(VipsImage **image)
{
    VipsImage *copy = rmx_vips.image_copy_memory(*image);
    return copy && rmx_convert_advance(image, copy);
}

// libvips reduces by the kernel that it is told, and enlarges by its bicubic one whatever it is
// told.
static bool resample(VipsImage **image, int width, int height)
{
    double across = (double)width / rmx_vips.image_get_width(*image);
    double up = (double)height / rmx_vips.image_get_height(*image);
    VipsImage *next;
    return rmx_vips.resize(*image, &next, across, "vscale", up, "kernel", VIPS_KERNEL_LANCZOS3,
                           NULL) == 0 &&
           rmx_convert_advance(image, next);
}

bool rmx_convert_to_size(VipsImage **image, int width, int height, bool *premultiplied)
{
    VipsBandFormat format = rmx_vips.image_get_format(*image);
    bool enlarged =
        width > rmx_vips.image_get_width(*image) || height > rmx_vips.image_get_height(*image);
    *premultiplied = false;
    if (!enlarged && width == rmx_vips.image_get_width(*image) &&
        height == rmx_vips.image_get_height(*image))
        return true;
    *premultiplied = rmx_vips.image_hasalpha(*image);
    return (!enlarged || to_memory(image)) && (!*premultiplied || premultiply(image)) &&
           resample(image, width, height) && (!*premultiplied || round_to(image, format));
}

bool rmx_convert_upright(VipsImage **image)
{
    VipsImage *next;
    return rmx_vips.image_get_orientation(*image) <= 1 ||
           (to_memory(image) && rmx_vips.autorot(*image, &next, NULL) == 0 &&
            rmx_convert_advance(image, next));
}
