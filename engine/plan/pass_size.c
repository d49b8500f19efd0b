// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan/pass_size.h"

#include <math.h>

enum { LONGEST_SIDE = 16384, MOST_PIXELS = 32 * 1024 * 1024 };

static double whole(double pixels)
{
    pixels = floor(pixels);
    return pixels >= 1.0 ? pixels : 1.0; // NaN compares false
}

double rmx_pass_most_pixels(int canvas_width, int canvas_height)
{
    return fmax(MOST_PIXELS, (double)canvas_width * canvas_height);
}

bool rmx_pass_size(double size[2], double most_pixels)
{
    bool fits = true;
    for (int i = 0; i < 2; i++) {
        size[i] = isinf(size[i]) ? 1.0 : whole(size[i]);
        fits = fits && size[i] <= LONGEST_SIDE;
        size[i] = fmin(size[i], LONGEST_SIDE);
    }
    double pixels = size[0] * size[1];
    if (pixels <= most_pixels)
        return fits;
    for (int i = 0; i < 2; i++)
        size[i] = whole(size[i] * sqrt(most_pixels / pixels));
    return false;
}
