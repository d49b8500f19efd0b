// SPDX-License-Identifier: GPL-3.0-or-later
// What came into a player from outside, row by row: kept as it comes, or played in its place.
//
// In:  rows of numbers, parallel to a scene's signals, in the order in which the player asks for
// them: once a frame, for each frame that was left out, and where a load is followed by another.
// Out: the same rows. Whoever keeps them takes them out after each frame.
// Thread: the player's.
#pragma once

#include <stdbool.h>

struct rmx_player;

struct rmx_tape {
    int width; // numbers in a row
    bool plays;
    // What the numbers before the first frame are made of (rmx_player_prepare): where that was.
    bool is_preparing, has_prepared;
    double *prepared;
    long long prepared_frame;
    double prepared_fps;
    // Kept: since they were last taken out.
    double *rows;
    int count, capacity;
    // Played: the rows of a frame, of whoever set them; the last one stands where there are too
    // few.
    const double *played;
    int played_count, at;
    bool ran_out; // there were too few
};

// For a player and those of the scenes within it, from before its first frame on.
void rmx_player_tape(struct rmx_player *player, bool plays);
void rmx_tape_destroy(struct rmx_tape *tape); // NULL is fine

// The row that holds: the same one, kept; or the one that is played in its place. Without a tape
// (NULL) the same one.
const double *rmx_tape_pass(struct rmx_tape *tape, const double *row);

// The player itself, then those of the scenes within it, depth first. `name`: that of the source;
// "" of the first.
void rmx_player_each(struct rmx_player *player,
                     void (*visit)(void *data, struct rmx_player *player, const char *name),
                     void *data);
