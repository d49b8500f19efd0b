// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/image.h"

#include "base/file.h"
#include "base/formats.h"
#include "media/apart.h"
#include "media/ordinary.h"
#include "media/read.h"
#include "media/words.h"

#include <math.h>
#include <stdlib.h>

static const long long MOST_PIXELS = 512LL * 1024 * 1024, MOST_WHOLE_PIXELS = 128LL * 1024 * 1024;

// Some decoders hold a picture as a whole, several bytes a channel.
long long rmx_image_most_pixels(const char *path)
{
    const struct rmx_file_format *format = rmx_format_of(path);
    return format && format->is_whole ? MOST_WHOLE_PIXELS : MOST_PIXELS;
}

double rmx_image_patience_s(const struct rmx_image_params *params)
{
    return params->patience_s > 0 ? params->patience_s : RMX_PATIENCE_S;
}

int rmx_image_longest_side(const struct rmx_image_params *params)
{
    return params->longest_side ? params->longest_side : 16384;
}

// 1 where the picture covers enough pixels of its place, else how often it must be enlarged.
static double enlargement(const struct rmx_image_params *params, int width, int height)
{
    if (params->place_width <= 0 || params->place_height <= 0)
        return 1;
    double across = (double)params->place_width / width;
    double up = (double)params->place_height / height;
    return fmax(1, params->cover ? fmax(across, up) : fmin(across, up));
}

double rmx_image_scale(const struct rmx_image_params *params, bool is_drawing, int width,
                       int height)
{
    double most = (double)rmx_image_longest_side(params) / (width > height ? width : height);
    bool keeps_size = params->only_drawings && !is_drawing;
    return fmin(most, keeps_size ? 1 : enlargement(params, width, height));
}

void rmx_image_prepare(const struct rmx_image_params *params)
{
    struct rmx_image image;
    if (!rmx_ordinary_probe(params, &image))
        rmx_media_start();
}

enum rmx_image_status rmx_image_probe(const struct rmx_image_params *params,
                                      struct rmx_image *image, int *file_width, int *file_height,
                                      char *why, size_t why_size)
{
    struct rmx_apart_out out;
    if (!rmx_apart_wants(params->path))
        return rmx_read_probe(params, image, file_width, file_height, why, why_size);
    enum rmx_image_status status = rmx_apart_read(&(struct rmx_apart_params){params, false}, &out);
    *image = out.image;
    if (file_width)
        *file_width = out.file_width;
    if (file_height)
        *file_height = out.file_height;
    rmx_words_say(why, why_size, out.why);
    return status;
}

enum rmx_image_status rmx_image_load(const struct rmx_image_params *params, struct rmx_image *image,
                                     bool *shrunk, char *why, size_t why_size)
{
    struct rmx_apart_out out;
    if (!rmx_apart_wants(params->path))
        return rmx_read_load(params, image, shrunk, why, why_size);
    enum rmx_image_status status = rmx_apart_read(&(struct rmx_apart_params){params, true}, &out);
    *image = out.image;
    if (shrunk)
        *shrunk = out.shrunk;
    rmx_words_say(why, why_size, out.why);
    return status;
}

void rmx_image_finish(struct rmx_image *image)
{
    free(image->pixels);
    *image = (struct rmx_image){0};
}
