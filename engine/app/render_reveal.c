// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render_reveal.h"

#include "app/command.h"
#include "share/meter.h"
#include "share/reveal.h"

#include <stdlib.h>

struct rmx_render_reveal {
    struct rmx_typeset *typeset;
    struct rmx_reveal *reveal;
    struct rmx_meter *meter;
    int frames;
};

struct rmx_render_reveal *rmx_render_reveal_create(const struct rmx_options *options,
                                                   const struct rmx_settings *settings,
                                                   const struct rmx_generation *generation)
{
    const struct rmx_meter_params params = {.settings = settings, .context = generation->context};
    struct rmx_render_reveal *reveal = options->reveal ? calloc(1, sizeof(*reveal)) : NULL;
    if (!reveal)
        return NULL;
    reveal->typeset = rmx_typeset_create(false);
    reveal->reveal =
        rmx_reveal_create(rmx_context_device(generation->context), NULL, reveal->typeset);
    reveal->meter = rmx_meter_create(&params);
    if (rmx_meter_generation(reveal->meter)->status != RMX_LOADED)
        rmx_say(options, "the shares cannot be measured; the reveal goes without them");
    return reveal;
}

void rmx_render_reveal_destroy(struct rmx_render_reveal *reveal)
{
    if (!reveal)
        return;
    rmx_reveal_destroy(reveal->reveal);
    rmx_typeset_destroy(reveal->typeset);
    rmx_meter_destroy(reveal->meter);
    free(reveal);
}

bool rmx_render_reveal_draw(struct rmx_render_reveal *reveal, const struct rmx_player *player,
                            void *pixels)
{
    if (!reveal)
        return true;
    const struct rmx_frame_inputs *inputs = &player->frame_inputs;
    struct rmx_reveal_shown shown = {.player = player, .version = ++reveal->frames};
    if (rmx_meter_generation(reveal->meter)->status == RMX_LOADED)
        shown.shares = rmx_meter_measure(reveal->meter, inputs->frame, inputs->fps);
    if (shown.shares)
        shown.holders = rmx_meter_holders(reveal->meter);
    return rmx_reveal_draw_pixels(reveal->reveal, &shown, pixels);
}
