// SPDX-License-Identifier: GPL-3.0-or-later
// render --reveal: how each picture is made, drawn over it before it is written.
#pragma once

#include "app/render_meter.h"
#include "runtime/player.h"

struct rmx_render_reveal;

// NULL without --reveal. Options, generation and meter outlive it.
struct rmx_render_reveal *rmx_render_reveal_create(const struct rmx_options *options,
                                                   const struct rmx_generation *generation,
                                                   struct rmx_render_meter *meter);
void rmx_render_reveal_destroy(struct rmx_render_reveal *reveal); // NULL is fine

// Over pixels that rmx_player_read gave. False: logged. NULL changes nothing.
bool rmx_render_reveal_draw(struct rmx_render_reveal *reveal, const struct rmx_player *player,
                            void *pixels);
