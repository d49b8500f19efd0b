// SPDX-License-Identifier: GPL-3.0-or-later
// Samples around a moment of a sound file, from the thread that decodes to one that must not wait.
//
// In:  samples in order, all channels of one, then of the next. Out: any that are there.
// Thread: one writes, one reads. Neither takes a lock; the writer waits while the other reads.
#pragma once

#include <stdbool.h>

struct rmx_aloud_ring;

enum { RMX_ALOUD_RING = 1 << 17 }; // samples of a channel that it holds: 2.7 s

struct rmx_aloud_ring *rmx_aloud_ring_create(int channels);
void rmx_aloud_ring_destroy(struct rmx_aloud_ring *ring); // NULL is fine

// --- The writer's.
// It is empty then, and goes on at that sample of the file.
void rmx_aloud_ring_begin(struct rmx_aloud_ring *ring, long long sample);
// The next ones; the oldest go. `count`: at most half of what it holds.
void rmx_aloud_ring_write(struct rmx_aloud_ring *ring, const float *samples, int count);
long long rmx_aloud_ring_from(const struct rmx_aloud_ring *ring); // the oldest
long long rmx_aloud_ring_to(const struct rmx_aloud_ring *ring);   // behind the newest

// --- The reader's. Between the two calls what is there stays there.
void rmx_aloud_ring_enter(struct rmx_aloud_ring *ring, long long *from, long long *to);
void rmx_aloud_ring_leave(struct rmx_aloud_ring *ring);
// `at` from `from` + 1 to `to` - 3, between two samples: a curve through the four around it.
float rmx_aloud_ring_at(const struct rmx_aloud_ring *ring, int channel, double at);
