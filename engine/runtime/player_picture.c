// SPDX-License-Identifier: GPL-3.0-or-later
// What a player's pixels are, and what they were on another background.
#include "runtime/player.h"

#include <string.h>

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

static void put_background(const struct rmx_player *player, const double background[4])
{
    const struct rmx_plan *plan = player->generation->plan;
    float colour[4];
    for (int c = 0; c < 4; c++)
        colour[c] = (float)background[c];
    for (int p = 0; p < plan->pass_count; p++) {
        const struct rmx_pass *pass = &plan->passes[p];
        for (int i = 0; i < pass->slot_count; i++) {
            const struct rmx_slot *slot = &pass->slots[i];
            if (slot->kind == RMX_SLOT_INPUT &&
                plan->steps[slot->step].value_source == RMX_VALUES_BACKGROUND)
                memcpy(player->block + pass->block_offset + slot->offset, colour, sizeof(colour));
        }
    }
}

// What is drawn has 32 bits where samples are added up; their mean has those of the pixels.
static bool draw_one_sample(const struct rmx_player *player)
{
    struct rmx_renderer *renderer = player->generation->renderer;
    bool averages = player->generation->settings.samples > 1;
    if (averages && !rmx_renderer_accumulate_begin(renderer, 1))
        return false;
    rmx_renderer_draw(renderer, player->block);
    if (averages) {
        rmx_renderer_accumulate(renderer);
        rmx_renderer_accumulate_resolve(renderer);
    }
    return true;
}

bool rmx_player_read_on(struct rmx_player *player, const double background[4], void *pixels)
{
    put_background(player, background);
    bool read = draw_one_sample(player) && rmx_renderer_read(player->generation->renderer, pixels);
    put_background(player, player->generation->scene->background);
    return read;
}
