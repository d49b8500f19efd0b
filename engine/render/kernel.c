// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/kernel.h"

#include <math.h>

enum { NEAR = 2 };

static double lanczos(double x, int lobes)
{
    double turn = M_PI * x;
    if (fabs(x) >= lobes)
        return 0;
    return fabs(x) < 1e-9 ? 1 : lobes * sin(turn) * sin(turn / lobes) / (turn * turn);
}

// How many pixels of the picture a new one stands for; where the picture is enlarged, one.
static double step_of(const struct rmx_kernel_params *params)
{
    return fmax(params->scale * params->from / params->to, 1);
}

// From a half on two will do, as for mip levels (render/mips.h): three sharpen more than they spare
// in rings.
static int lobes_of(double step)
{
    return step < 1.999 ? 3 : 2;
}

int rmx_kernel_at(const struct rmx_kernel_params *params, int pixel)
{
    int last = params->from - 1;
    if (params->repeats)
        return (pixel % params->from + params->from) % params->from;
    return pixel < 0 ? 0 : pixel > last ? last : pixel;
}

static double coverage(const struct rmx_kernel_params *params, int i)
{
    double first = -params->offset / params->scale * params->to;
    double last = first + params->to / params->scale;
    return params->has_bars ? fmin(fmax(fmin(i + 1, last) - fmax(i, first), 0), 1) : 1;
}

// The middle of a new pixel, in pixels of the picture.
static double middle_of(const struct rmx_kernel_params *params, int i)
{
    double middle = ((i + 0.5) / params->to * params->scale + params->offset) * params->from;
    return params->repeats ? middle - params->from * floor(middle / params->from) : middle;
}

static void fill(const struct rmx_kernel *kernel, int i, float *shares)
{
    struct rmx_kernel_pixel *pixel = &kernel->pixels[i];
    double step = step_of(&kernel->params), middle = middle_of(&kernel->params, i), sum = 0;
    int lobes = lobes_of(step);
    pixel->shares = shares;
    pixel->first = (int)ceil(middle - lobes * step - 0.5);
    pixel->near = (int)ceil(middle - NEAR * step - 0.5) - pixel->first;
    int near_end = (int)floor(middle + NEAR * step - 0.5) - pixel->first + 1;
    pixel->near_end = near_end < kernel->count ? near_end : kernel->count; // both are rounded
    for (int k = 0; k < kernel->count; k++)
        sum += lanczos((pixel->first + k + 0.5 - middle) / step, lobes);
    for (int k = 0; k < kernel->count; k++)
        shares[k] = (float)(lanczos((pixel->first + k + 0.5 - middle) / step, lobes) / sum);
}

struct rmx_kernel rmx_kernel_make(struct rmx_arena *arena, const struct rmx_kernel_params *params)
{
    struct rmx_kernel kernel = {.params = *params,
                                .count =
                                    (int)floor(2 * lobes_of(step_of(params)) * step_of(params)) + 1,
                                .pixels = RMX_NEW(arena, struct rmx_kernel_pixel, params->to)};
    float *shares = RMX_NEW(arena, float, params->to *kernel.count);
    for (int i = 0; i < params->to; i++) {
        struct rmx_kernel_pixel *pixel = &kernel.pixels[i];
        pixel->coverage = (float)coverage(params, i);
        if (pixel->coverage <= 0)
            continue;
        fill(&kernel, i, shares + (size_t)i * (size_t)kernel.count);
        kernel.low = pixel->first < kernel.low ? pixel->first : kernel.low;
        kernel.high = pixel->first + kernel.count - 1 > kernel.high
                          ? pixel->first + kernel.count - 1
                          : kernel.high;
    }
    return kernel;
}
