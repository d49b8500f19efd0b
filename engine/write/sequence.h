// SPDX-License-Identifier: GPL-3.0-or-later
// A sequence of stills: names by frame number, written on a thread while the next frame is drawn.
//
// In:  frames in any order, each in a buffer that the sequence lends. Out: whole files or none.
// Thread: one caller; the writing has its own.
#pragma once

#include "base/arena.h"
#include "write/loop.h"
#include "write/still.h"

// The file's name holds the number's place once: %d, or %05d for leading zeros; %% is a percent.
bool rmx_sequence_is_pattern(const char *path);
// The pattern's path for a frame.
char *rmx_sequence_path(struct rmx_arena *arena, const char *pattern, long long frame);

struct rmx_sequence;

// `pixel_bytes` is what one frame needs. NULL where memory or threads are short.
struct rmx_sequence *rmx_sequence_create(const struct rmx_still_params *params, size_t pixel_bytes);
// From now on all pictures go into one file, which stays the caller's, in place of their paths.
void rmx_sequence_into(struct rmx_sequence *sequence, struct rmx_loop *loop);
// Waits for what was put, then frees all. NULL is fine.
void rmx_sequence_destroy(struct rmx_sequence *sequence);

// A buffer for the next frame, the sequence's own; waits until one is free. NULL once a file could
// not be written.
void *rmx_sequence_buffer(struct rmx_sequence *sequence);
// Hands over a picture, whose pixels are the buffer that was lent last, for writing to `path`.
void rmx_sequence_put(struct rmx_sequence *sequence, const char *path,
                      const struct rmx_picture *picture);
// Waits until all is written. False where a file could not be; `why` says which.
bool rmx_sequence_wait(struct rmx_sequence *sequence, char *why, size_t why_size);
// Spent on writing, in milliseconds; after rmx_sequence_wait.
double rmx_sequence_ms(const struct rmx_sequence *sequence);
