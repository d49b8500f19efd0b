// SPDX-License-Identifier: GPL-3.0-or-later
// What a scene gets that was left alone for two seconds: programs in which its numbers that stand
// still are constants (runtime/specialise.h), found on the loader's thread and taken between two
// frames. Any load of the scene ends that: it is drawn by its general programs from its first frame
// on, and the two seconds begin anew.
//
// Thread: the stage's.
#pragma once

#include "runtime/player.h"
#include "show/reload.h"

struct rmx_standing;

struct rmx_standing *rmx_standing_create(struct rmx_reload *reload);
void rmx_standing_destroy(struct rmx_standing *standing); // NULL is fine; before the loader ends
// Once a turn: `load` tells loads apart.
void rmx_standing_turn(struct rmx_standing *standing, struct rmx_player *player, int load);
// Before the player is given back.
void rmx_standing_let_go(struct rmx_standing *standing); // NULL is fine
// Of the load of the last turn.
struct rmx_standing_counts {
    int passes;   // that are drawn with constants
    bool is_over; // all was tried
};
struct rmx_standing_counts rmx_standing_counts(const struct rmx_standing *standing);
