// SPDX-License-Identifier: GPL-3.0-or-later
// What the reveal needs beside the drawing: texts that are set, programs, and shares, measured at a
// bounded cost on the loader's thread while the reveal is shown.
//
// In:  the show's loader, frames as they are shown, what is provided in them. Out: measurements: of
// the survey that feeds the player (share/survey.h), where that measures its scene, else its own.
// Thread: the stage's; the work is done as jobs of the loader (show/reload.h). Nothing is made
// before the first call of rmx_metering_turn, and no thread.
#pragma once

#include "runtime/player.h"
#include "share/kept.h"
#include "share/reveal.h"
#include "show/reload.h"

struct rmx_metering;

// The loader outlives it.
struct rmx_metering *rmx_metering_create(struct rmx_reload *reload);
// Its GL objects go on the loader's thread, before that ends. NULL is fine.
void rmx_metering_destroy(struct rmx_metering *metering);

// Once a shown frame: `load` is another number for another load of the scene. True: there is
// something new to be shown.
bool rmx_metering_turn(struct rmx_metering *metering, const struct rmx_player *player, int load);

// Before a player of those turns is given back to the loader (rmx_reload_give_back): its generation
// is measured no more. NULL is fine.
void rmx_metering_let_go(struct rmx_metering *metering);

struct rmx_typeset *rmx_metering_typeset(struct rmx_metering *metering);
// NULL: not compiled yet.
const struct rmx_reveal_programs *rmx_metering_programs(struct rmx_metering *metering);
// The newest measurement of the load that the last turn named; NULL: none yet. It lives until the
// next turn. `version`: another number for another one.
const struct rmx_kept_shares *rmx_metering_newest(const struct rmx_metering *metering,
                                                  int *version);

struct rmx_metering_counts {
    int meters, measured, jobs, texts; // texts: that were set
    double work_ms;                    // that the loader's thread has spent on measuring
};
struct rmx_metering_counts rmx_metering_counts(struct rmx_metering *metering);
