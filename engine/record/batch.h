// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks as they come in, kept until they are written.
//
// In:  a tick and each player's rows of numbers. Out: struct rmx_ticks.
// Thread: one at a time.
#pragma once

#include "record/ticks.h"

// A player's rows in one tick.
struct rmx_rows {
    int width, count;
    const double *numbers;               // row by row
    const struct rmx_heard_sound *heard; // without the windows of ticks; NULL: it hears nothing
};

struct rmx_batch_room {
    size_t numbers, windows, samples; // for so many there is room
};

struct rmx_batch {
    struct rmx_ticks ticks;
    int tick_capacity;
    struct rmx_batch_room *rooms; // of the lanes
    size_t bytes;                 // roughly what it holds
};

struct rmx_batch *rmx_batch_create(void);
void rmx_batch_destroy(struct rmx_batch *batch); // NULL is fine
// False: it is of other players, another rate or another size, or full, or a second after the first
// one; it belongs to the next one.
bool rmx_batch_add(struct rmx_batch *batch, const struct rmx_ticks *like,
                   const struct rmx_tick *tick, const struct rmx_rows *rows);
