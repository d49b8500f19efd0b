// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/render_reveal.h"

#include "app/command.h"
#include "share/reveal.h"

#include <stdlib.h>

struct rmx_render_reveal {
    const struct rmx_options *options;
    struct rmx_typeset *typeset;
    struct rmx_reveal *reveal;
    struct rmx_render_meter *meter;
    int frames;
};

struct rmx_render_reveal *rmx_render_reveal_create(const struct rmx_options *options,
                                                   const struct rmx_generation *generation,
                                                   struct rmx_render_meter *meter)
{
    struct rmx_render_reveal *reveal = options->reveal ? calloc(1, sizeof(*reveal)) : NULL;
    if (!reveal)
        return NULL;
    reveal->options = options;
    reveal->meter = meter;
    reveal->typeset = rmx_typeset_create(false);
    reveal->reveal =
        rmx_reveal_create(rmx_context_device(generation->context), NULL, reveal->typeset);
    return reveal;
}

void rmx_render_reveal_destroy(struct rmx_render_reveal *reveal)
{
    if (!reveal)
        return;
    rmx_reveal_destroy(reveal->reveal);
    rmx_typeset_destroy(reveal->typeset);
    free(reveal);
}

bool rmx_render_reveal_draw(struct rmx_render_reveal *reveal, const struct rmx_player *player,
                            void *pixels)
{
    if (!reveal)
        return true;
    struct rmx_reveal_shown shown = {.player = player, .version = ++reveal->frames};
    shown.shares = rmx_render_meter_measure(reveal->meter, player->frame_inputs.frame);
    shown.holders = rmx_render_meter_holders(reveal->meter);
    if (!shown.shares && reveal->frames == 1)
        rmx_say(reveal->options, "the shares cannot be measured; the reveal goes without them");
    return rmx_reveal_draw_pixels(reveal->reveal, &shown, pixels);
}
