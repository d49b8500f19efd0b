// SPDX-License-Identifier: GPL-3.0-or-later
// What a player's pixels are.
#include "runtime/player.h"

static enum rmx_pixel_format pixel_format(const struct rmx_player *player)
{
    switch (player->generation->plan->output_depth) {
    case 8: return RMX_PIXELS_RGBA8;
    case 16: return RMX_PIXELS_RGBA16;
    default: return RMX_PIXELS_RGBA32F;
    }
}

size_t rmx_player_bytes(const struct rmx_player *player)
{
    return (size_t)player->generation->width * (size_t)player->generation->height *
           rmx_picture_pixel_bytes(pixel_format(player));
}

struct rmx_picture rmx_player_picture(const struct rmx_player *player, const void *pixels)
{
    return (struct rmx_picture){
        .width = player->generation->width,
        .height = player->generation->height,
        .format = pixel_format(player),
        .pixels = pixels,
        .alpha =
            player->generation->scene->background[3] < 1 &&
            !player->generation->plan->steps[player->generation->plan->step_count - 1].is_opaque,
    };
}
