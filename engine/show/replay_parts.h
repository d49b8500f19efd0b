// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of a replay share; others include show/replay.h.
#pragma once

#include "base/texts.h"
#include "render/context.h"
#include "render/store.h"
#include "runtime/player.h"
#include "show/replay.h"

struct rmx_replay_taken {
    size_t rows, windows, hops;
};

struct rmx_replay {
    struct rmx_arena *arena; // of the whole replay; this struct too
    struct rmx_record_reader *reader;
    struct rmx_record_counts counts;
    struct rmx_replay_params params;
    int width, height; // of the pictures
    struct rmx_context *context;
    struct rmx_store *store;
    char why[512];
    struct rmx_generation *failed;
    // Where it is:
    int64_t next; // the tick that is played next
    struct rmx_texts *texts;
    int texts_count; // of the loads from the first one on
    int load;        // that plays; -1: none
    bool goes_on;    // it did so from the one before
    struct rmx_player *player;
    bool draws; // pictures of frames that are not read are needed
    // The block that was read last:
    struct rmx_arena *block_arena;
    int block; // -1: none
    struct rmx_ticks ticks;
    struct rmx_replay_taken *taken; // of each lane, up to tick `taken_to` of the block
    int taken_to;
};

// A tick, with the block that it is in.
struct rmx_replay_at {
    const struct rmx_tick *tick;
    int block, index; // within it
    int load;         // -1: none yet
    double fps;
};

// False where the block is broken: `why` says so.
bool rmx_replay_find(struct rmx_replay *replay, int64_t tick, struct rmx_replay_at *at);

// replay_load.c: what plays that load, entered, with nothing before it; replay->load and goes_on
// are its own then. NULL: `why`.
struct rmx_player *rmx_replay_make(struct rmx_replay *replay, int load);
bool rmx_replay_info(struct rmx_replay *replay, struct rmx_arena *arena, int load,
                     struct rmx_evening_load *info);
void rmx_replay_unload(struct rmx_player *player); // NULL is fine

// replay_seek.c: what a frame of a load depends on.
struct rmx_replay_needs {
    bool pictures, numbers; // of frames before it
    long long count;        // of them; -1: all
};
struct rmx_replay_needs rmx_replay_needs(const struct rmx_player *player, double fps);
// Where to begin so that tick `first` is as it was shown; the load that plays it is
// made. -1: `why`.
int64_t rmx_replay_seek(struct rmx_replay *replay, int64_t first);
