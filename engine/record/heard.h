// SPDX-License-Identifier: GPL-3.0-or-later
// Sound that effects drew in a second of a show, as a part of a block of ticks, and back.
//
// In:  hops of a device's sound, what was new in each window. Out: bytes, and the same again. Pure.
#pragma once

#include "record/bytes.h"

// The windows of one player, in their order.
struct rmx_heard_sound {
    int hop_samples; // in a hop, of all channels, two of them interleaved; 0: nothing was heard
    int total;       // windows
    int *windows;    // of each tick; NULL where total is 0
    float *gains;    // of each window, and so is the next one
    int *hops;       // that are new in it
    size_t hop_total;
    int16_t *samples; // of all of these hops
};

void rmx_heard_write(struct rmx_text *out, const struct rmx_heard_sound *heard, int ticks);
// Into the arena; nonsense breaks the cursor.
void rmx_heard_read(struct rmx_cursor *cursor, struct rmx_arena *arena, int ticks,
                    struct rmx_heard_sound *heard);
