// SPDX-License-Identifier: GPL-3.0-or-later
// A show without a window: a recording's frames again, as they were shown, at any size.
//
// In:  a recording (show/recorder.h), a size, ticks: frames that were presented, counted from 0.
// Out: their pictures. Texts come from the recording, pictures and sounds from their files.
// Thread: the one whose context is made by rmx_replay_begin.
#pragma once

#include "media/picture.h"
#include "record/reader.h"
#include "runtime/generation.h"

struct rmx_replay;

// NULL with one sentence in `why`.
struct rmx_replay *rmx_replay_open(const char *path, char *why, size_t why_size);
void rmx_replay_close(struct rmx_replay *replay); // NULL is fine
struct rmx_record_reader *rmx_replay_reader(struct rmx_replay *replay);

// A file that is shown between two ticks and is not what it was.
struct rmx_replay_source {
    const char *path;
    bool is_missing; // else it has another hash
};
// The list is of the arena.
const struct rmx_replay_source *rmx_replay_changed(struct rmx_replay *replay,
                                                   struct rmx_arena *arena, int64_t first,
                                                   int64_t last, int *count);

struct rmx_replay_params {
    int64_t first;             // tick
    struct rmx_size_wish size; // of the pictures; zero: as the first of them was shown
    int depth;                 // 0: as shown, 8 bits
};
// How many frames are run before the first one, because it depends on them. -1 after an error: then
// rmx_replay_why, and rmx_replay_errors where a load has them.
int64_t rmx_replay_begin(struct rmx_replay *replay, const struct rmx_replay_params *params);
const char *rmx_replay_why(const struct rmx_replay *replay);
const struct rmx_generation *rmx_replay_failed(const struct rmx_replay *replay); // NULL: none has

// Of every picture; the bytes of the largest.
void rmx_replay_size(const struct rmx_replay *replay, int *width, int *height);
size_t rmx_replay_bytes(const struct rmx_replay *replay);
// What is shown; NULL: nothing yet.
const struct rmx_scene *rmx_replay_scene(const struct rmx_replay *replay);
// The picture of a tick, at or after the one before. False: as rmx_replay_begin.
bool rmx_replay_read(struct rmx_replay *replay, int64_t tick, void *pixels,
                     struct rmx_picture *picture);
