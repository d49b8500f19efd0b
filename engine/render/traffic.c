// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/traffic.h"

#include <string.h>

static long long bytes_of(const struct rmx_texture *texture)
{
    static const int pixel[] = {[RMX_FORMAT_RGBA8] = 4,
                                [RMX_FORMAT_RGBA16] = 8,
                                [RMX_FORMAT_RGBA16F] = 8,
                                [RMX_FORMAT_RGBA32F] = 16};
    return (long long)texture->width * texture->height * pixel[texture->format];
}

// The engine's copy into another size, format or range is none in this sense.
static bool is_copy(const struct rmx_plan *plan, const struct rmx_pass *pass,
                    const struct rmx_texture *drawn, const struct rmx_texture *first)
{
    if (pass->step_count != 1 || strcmp(plan->steps[pass->root].effect->name, "copy") != 0)
        return false;
    return first->format == drawn->format && first->width == drawn->width &&
           first->height == drawn->height && !plan->steps[pass->textures[0].step].is_float;
}

void rmx_traffic_pass(struct rmx_traffic *traffic, const struct rmx_plan *plan,
                      const struct rmx_pass *pass, const struct rmx_texture *drawn,
                      const struct rmx_texture *first)
{
    traffic->written += bytes_of(drawn);
    if (is_copy(plan, pass, drawn, first))
        traffic->copied += bytes_of(drawn) + bytes_of(first);
}

void rmx_traffic_read(struct rmx_traffic *traffic, const struct rmx_texture *texture)
{
    traffic->read += bytes_of(texture);
}

void rmx_traffic_mips(struct rmx_traffic *traffic, const struct rmx_texture *texture)
{
    traffic->mips += bytes_of(texture) / 3; // a quarter, a quarter of that, and so on
}
