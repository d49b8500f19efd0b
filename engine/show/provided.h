// SPDX-License-Identifier: GPL-3.0-or-later
// What is provided to a player in a frame, kept to be provided to another one of the same scene.
//
// In:  a player's last frame. Out: the numbers of its controls, and the shares and auras of the
// scenes within it, which is not surveyed for the other one.
// Thread: the player's; then the other one's.
#pragma once

#include "runtime/player.h"

struct rmx_provided;

struct rmx_provided *rmx_provided_create(const struct rmx_player *player);
void rmx_provided_destroy(struct rmx_provided *provided); // NULL is fine
// From now on they hold for that player, whose generation is like the first one's; they outlive it,
// or others take their place.
void rmx_provided_give(const struct rmx_provided *provided, struct rmx_player *player);
