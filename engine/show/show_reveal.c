// SPDX-License-Identifier: GPL-3.0-or-later
// The reveal in a show: its key, and what it needs from the loader's thread.
#include "base/clock.h"
#include "show/show_parts.h"

enum { HOLD_MS = 350 }; // longer than a tap

void rmx_show_press_reveal(struct rmx_show *show)
{
    struct rmx_show_reveal *reveal = &show->reveal;
    reveal->is_held = !reveal->is_shown;
    reveal->is_shown = !reveal->is_shown;
    reveal->pressed_ms = rmx_clock_ms();
}

void rmx_show_release_reveal(struct rmx_show *show)
{
    struct rmx_show_reveal *reveal = &show->reveal;
    if (reveal->is_held && rmx_clock_ms() - reveal->pressed_ms >= HOLD_MS)
        reveal->is_shown = false;
    reveal->is_held = false;
}

void rmx_show_set_reveal(struct rmx_show *show, bool is_shown)
{
    show->reveal.is_shown = is_shown;
    show->reveal.is_held = false;
}

// Of a frame that was drawn: its numbers are what the reveal tells.
bool rmx_show_turn_reveal(struct rmx_show *show)
{
    struct rmx_show_reveal *reveal = &show->reveal;
    if (!reveal->is_shown || !show->player || show->player->frame_inputs.fps <= 0)
        return false;
    if (!reveal->metering)
        reveal->metering = rmx_metering_create(show->reload);
    return rmx_metering_turn(reveal->metering, show->player, show->counts.swaps);
}

const struct rmx_output_reveal *rmx_show_reveal(struct rmx_show *show)
{
    struct rmx_show_reveal *reveal = &show->reveal;
    const struct rmx_reveal_programs *programs =
        reveal->is_shown && reveal->metering ? rmx_metering_programs(reveal->metering) : NULL;
    if (!programs || !show->player)
        return NULL;
    int version;
    const struct rmx_kept_shares *measured = rmx_metering_newest(reveal->metering, &version);
    reveal->now = (struct rmx_output_reveal){
        .programs = programs,
        .typeset = rmx_metering_typeset(reveal->metering),
        .shown = {.player = show->player,
                  .holders = measured ? &measured->holders : NULL,
                  .shares = measured ? &measured->shares : NULL,
                  .load = show->counts.swaps,
                  .version = version},
    };
    return &reveal->now;
}

void rmx_show_let_go_reveal(struct rmx_show *show)
{
    rmx_metering_let_go(show->reveal.metering);
}

void rmx_show_drop_reveal(struct rmx_show *show)
{
    rmx_metering_destroy(show->reveal.metering);
    show->reveal.metering = NULL;
}
