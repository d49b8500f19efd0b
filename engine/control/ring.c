// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/ring.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// Who reads copies first and looks then whether the writer had claimed what was copied. A word is
// released after its claim and acquired before the claim is looked at: who has a new word sees its
// claim, too.
struct rmx_ring {
    atomic_llong claimed, written; // the writer's: will be, are there
    _Atomic uint32_t words[RMX_RING_MOMENTS];
};

static int index_of(long long moment)
{
    return (int)(moment & (RMX_RING_MOMENTS - 1));
}

struct rmx_ring *rmx_ring_create(void)
{
    struct rmx_ring *ring = calloc(1, sizeof(*ring));
    if (!ring)
        abort();
    return ring;
}

void rmx_ring_destroy(struct rmx_ring *ring)
{
    free(ring);
}

void rmx_ring_write(struct rmx_ring *ring, const int16_t *moments, long long count)
{
    long long first = atomic_load_explicit(&ring->written, memory_order_relaxed);
    long long end = first + count, kept = end - RMX_RING_MOMENTS;
    atomic_store_explicit(&ring->claimed, end, memory_order_relaxed);
    for (long long i = kept > first ? kept : first; i < end; i++) {
        uint32_t word;
        memcpy(&word, moments + RMX_RING_CHANNELS * (i - first), sizeof(word));
        atomic_store_explicit(&ring->words[index_of(i)], word, memory_order_release);
    }
    atomic_store_explicit(&ring->written, end, memory_order_release);
}

long long rmx_ring_written(const struct rmx_ring *ring)
{
    return atomic_load_explicit(&ring->written, memory_order_acquire);
}

// The oldest moment that no claim has reached.
static long long oldest(const struct rmx_ring *ring)
{
    long long claimed = atomic_load_explicit(&ring->claimed, memory_order_relaxed);
    return claimed > RMX_RING_MOMENTS ? claimed - RMX_RING_MOMENTS : 0;
}

static int copy(const struct rmx_ring *ring, long long first, int16_t *moments, int most)
{
    long long there = rmx_ring_written(ring) - first;
    int count = there < most ? (int)there : most;
    for (int i = 0; i < count; i++) {
        uint32_t word =
            atomic_load_explicit(&ring->words[index_of(first + i)], memory_order_acquire);
        memcpy(moments + RMX_RING_CHANNELS * i, &word, sizeof(word));
    }
    return count;
}

int rmx_ring_read(const struct rmx_ring *ring, long long *next, int16_t *moments, int most)
{
    for (;;) {
        long long first = oldest(ring);
        first = first > *next ? first : *next;
        int count = copy(ring, first, moments, most);
        if (count > 0 && oldest(ring) > first)
            continue; // the writer came round meanwhile
        *next = first + (count > 0 ? count : 0);
        return count > 0 ? count : 0;
    }
}
