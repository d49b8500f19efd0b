// SPDX-License-Identifier: GPL-3.0-or-later
// What came into a player from outside, row by row: kept as it comes, or played in its place.
//
// In:  rows of numbers, parallel to a scene's signals, in the order in which the player asks for
// them: once a frame, for each frame that was left out, and where a load is followed by another.
// Out: the same rows. The caller that keeps them takes them out after each frame.
// Thread: the player's.
#pragma once

#include "base/sound.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rmx_ears;
struct rmx_ears_window;
struct rmx_player;

// Windows of a device (and silent ones of a file), each as the hops that are new in it.
struct rmx_tape_sound {
    int count; // windows
    float *gains;
    int *hops;
    size_t hop_count; // of all
    int16_t *moments;
};

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
    // Played: the rows of a frame, with what set them; the last one stands where there are too
    // few.
    const double *played;
    int played_count, at;
    bool ran_out; // there were too few
    // Kept as the rows are; or played.
    struct rmx_tape_sound sound;
    int sound_capacity;
    long long last_hop; // that was kept; -1: none yet
    int sound_at;       // the window that is played next
    size_t hop_at;      // its first hop
    int16_t *window;    // the moments that stand in it
};

// For a player and those of the scenes within it, from before its first frame on.
void rmx_player_tape(struct rmx_player *player, bool plays);
void rmx_tape_destroy(struct rmx_tape *tape); // NULL is fine

// The row that holds: the same one, kept; or the one that is played in its place. Without a tape
// (NULL) the same one.
const double *rmx_tape_pass(struct rmx_tape *tape, const double *row);

// What was kept was taken out.
void rmx_tape_taken(struct rmx_tape *tape);
// What effects hear in a frame, as rmx_ears_sound says it; that of a device, and the silence of a
// file that is behind, is kept, or played.
const struct rmx_sound *rmx_tape_hear(struct rmx_tape *tape, struct rmx_ears *ears, double time_s,
                                      bool with_bins, struct rmx_ears_window *window);
// Those windows are over that are played next: they are heard, not drawn.
void rmx_tape_pass_over(struct rmx_tape *tape);

// The player itself, then those of the scenes within it, depth first. `name`: that of the source;
// "" of the first.
void rmx_player_each(struct rmx_player *player,
                     void (*visit)(void *data, struct rmx_player *player, const char *name),
                     void *data);
