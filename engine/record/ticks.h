// SPDX-License-Identifier: GPL-3.0-or-later
// What came in over a second of a show, frame by frame, as the payload of a block, and back.
//
// In:  ticks (a frame that was presented each) and the numbers of each player.
// Out: bytes, and the same ticks again, to the last bit. Pure.
//
// A player takes a row of numbers (parallel to its scene's signals) each time that it makes a
// frame's numbers: once a frame, not at all where nothing was drawn, more often where frames were
// left out. Numbers stand in columns, a signal each, so that what stands still takes no room.
#pragma once

#include "record/heard.h"

enum { RMX_TICKS_NUMBERS = 1 << 22 }; // the most that a block has, of all lanes

enum rmx_tick_flag {
    RMX_TICK_BLACK = 1,
    RMX_TICK_FROZEN = 2,
    RMX_TICK_HELD = 4,    // time is
    RMX_TICK_RESTART = 8, // before this frame
    RMX_TICK_RESET = 16,  // of the GPU, before this frame
    RMX_TICK_SWAP = 32,   // the block's generation was swapped in before this frame
    RMX_TICK_DRAWN = 64,  // else what was drawn last stands, or black
};

struct rmx_tick {
    int64_t time_us; // of the evening's clock
    int64_t frame;   // of the scene
    unsigned flags;
};

// The rows of one player.
struct rmx_lane {
    int width;       // numbers in a row
    int *rows;       // of each tick
    size_t total;    // of all
    double *numbers; // row by row
    struct rmx_heard_sound heard;
};

struct rmx_ticks {
    double fps;        // of the scene
    int width, height; // of the window
    int count;
    struct rmx_tick *items;
    int lane_count; // the scene's own, then those within it, depth first
    struct rmx_lane *lanes;
};

void rmx_ticks_write(struct rmx_text *out, const struct rmx_ticks *ticks);
// Into the arena. False: the bytes are none.
bool rmx_ticks_read(struct rmx_arena *arena, const char *payload, size_t length,
                    struct rmx_ticks *ticks);
