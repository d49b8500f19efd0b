// SPDX-License-Identifier: GPL-3.0-or-later
#include "write/plain.h"

#include "base/light.h"
#include "media/alpha.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image_write.h>

static void flip_rows(void)
{
    stbi_flip_vertically_on_write(1);
}

static void to_file(void *file, void *bytes, int length)
{
    fwrite(bytes, 1, (size_t)length, file); // rmx_plain_write asks the file for its errors
}

static unsigned char *without_alpha(const struct rmx_picture *picture)
{
    size_t width = (size_t)picture->width, height = (size_t)picture->height;
    const unsigned char *in = picture->pixels;
    unsigned char *copy = malloc(width * height * 3);
    for (size_t y = 0; copy && y < height; y++)
        rmx_alpha_drop(in + y * width * 4, copy + y * width * 3, picture->width);
    return copy;
}

// Encoded values are mixed, as a layer is laid on another.
static float laid_on(float value, float alpha, double ground)
{
    return value * alpha + (float)ground * (1.0f - alpha);
}

static float *in_linear_light(const struct rmx_picture *picture, const double ground[3])
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    const float *in = picture->pixels;
    float *copy = malloc(count * 3 * sizeof *copy);
    for (size_t i = 0; copy && i < count; i++, in += 4) {
        float alpha = picture->alpha ? fminf(fmaxf(in[3], 0.0f), 1.0f) : 1.0f;
        for (size_t c = 0; c < 3; c++)
            copy[3 * i + c] = (float)rmx_light_of((double)laid_on(in[c], alpha, ground[c]));
    }
    return copy;
}

static int write_bytes(FILE *file, enum rmx_still_format format, const struct rmx_picture *picture)
{
    unsigned char *copy = picture->alpha ? NULL : without_alpha(picture);
    const void *pixels = picture->alpha ? picture->pixels : copy;
    int channels = picture->alpha ? 4 : 3;
    int done = 0;
    if (pixels)
        done = (format == RMX_STILL_BMP ? stbi_write_bmp_to_func : stbi_write_tga_to_func)(
            to_file, file, picture->width, picture->height, channels, pixels);
    free(copy);
    return done;
}

static int write_floats(FILE *file, const struct rmx_picture *picture, const double ground[3])
{
    float *copy = in_linear_light(picture, ground);
    int done =
        copy && stbi_write_hdr_to_func(to_file, file, picture->width, picture->height, 3, copy);
    free(copy);
    return done;
}

// stb counts in int, and TGA keeps its sides in 16 bits.
static bool fits(enum rmx_still_format format, const struct rmx_picture *picture)
{
    long long values = 4LL * picture->width * picture->height;
    bool small = picture->width <= 65535 && picture->height <= 65535;
    return values < INT_MAX - 1024 && (small || format == RMX_STILL_BMP);
}

bool rmx_plain_write(FILE *file, enum rmx_still_format format, const struct rmx_picture *picture,
                     const double ground[3])
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, flip_rows);
    if (!fits(format, picture)) {
        errno = EFBIG;
        return false;
    }
    errno = ENOMEM; // the only way in which stb itself fails
    int done = format == RMX_STILL_HDR ? write_floats(file, picture, ground)
                                       : write_bytes(file, format, picture);
    return done && fflush(file) == 0 && !ferror(file);
}
