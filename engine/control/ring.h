// SPDX-License-Identifier: GPL-3.0-or-later
// Sound on its way from the thread that a device serves to the one that listens: no lock, no
// memory, no wait on either side.
//
// In:  moments of sound: two channels of 16 bits. Out: the same moments, in their order; who is so
// late that they were written over loses the oldest. Moments are counted from 0.
// Thread: one writes; each that reads has its own place.
#pragma once

#include <stdint.h>

enum {
    RMX_RING_MOMENTS = 1 << 16, // so many are kept: 1.4 s at 48 kHz
    RMX_RING_CHANNELS = 2,
};

struct rmx_ring;

struct rmx_ring *rmx_ring_create(void);
void rmx_ring_destroy(struct rmx_ring *ring); // NULL is fine

// `moments`: RMX_RING_CHANNELS samples each. Safe in a real-time callback.
void rmx_ring_write(struct rmx_ring *ring, const int16_t *moments, long long count);
// So many were written.
long long rmx_ring_written(const struct rmx_ring *ring);
// Copies up to `most` moments from number `*next` on, and moves it behind them: first to the oldest
// one that is still there. Returns how many.
int rmx_ring_read(const struct rmx_ring *ring, long long *next, int16_t *moments, int most);
