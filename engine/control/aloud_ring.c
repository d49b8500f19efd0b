// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/aloud_ring.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// What is to be overwritten is taken out of the range first; then the reader has left, or has
// entered since and knows. All in one order, so that one of the two always sees the other.
struct rmx_aloud_ring {
    int channels;
    atomic_llong from, to;
    atomic_uint turns; // of the reader: odd while it reads
    float *samples;
};

struct rmx_aloud_ring *rmx_aloud_ring_create(int channels)
{
    struct rmx_aloud_ring *ring = calloc(1, sizeof(*ring));
    if (!ring)
        abort();
    ring->channels = channels;
    ring->samples = calloc((size_t)RMX_ALOUD_RING * (size_t)channels, sizeof(float));
    if (!ring->samples)
        abort();
    return ring;
}

void rmx_aloud_ring_destroy(struct rmx_aloud_ring *ring)
{
    if (ring)
        free(ring->samples);
    free(ring);
}

static void wait_for_reader(const struct rmx_aloud_ring *ring)
{
    const struct timespec moment = {.tv_nsec = 100000};
    unsigned turn = atomic_load(&ring->turns);
    while (turn % 2 && atomic_load(&ring->turns) == turn)
        nanosleep(&moment, NULL);
}

void rmx_aloud_ring_begin(struct rmx_aloud_ring *ring, long long sample)
{
    atomic_store(&ring->to, LLONG_MIN / 2); // empty, whatever `from` is
    wait_for_reader(ring);
    atomic_store(&ring->from, sample);
    atomic_store(&ring->to, sample);
}

static float *slot(const struct rmx_aloud_ring *ring, long long sample)
{
    return ring->samples + (size_t)(sample & (RMX_ALOUD_RING - 1)) * (size_t)ring->channels;
}

void rmx_aloud_ring_write(struct rmx_aloud_ring *ring, const float *samples, int count)
{
    long long to = atomic_load(&ring->to), oldest = to + count - RMX_ALOUD_RING;
    if (oldest > atomic_load(&ring->from)) {
        atomic_store(&ring->from, oldest);
        wait_for_reader(ring);
    }
    for (int i = 0; i < count; i++)
        memcpy(slot(ring, to + i), samples + (size_t)i * (size_t)ring->channels,
               (size_t)ring->channels * sizeof(float));
    atomic_store(&ring->to, to + count);
}

long long rmx_aloud_ring_from(const struct rmx_aloud_ring *ring)
{
    return atomic_load(&ring->from);
}

long long rmx_aloud_ring_to(const struct rmx_aloud_ring *ring)
{
    return atomic_load(&ring->to);
}

void rmx_aloud_ring_enter(struct rmx_aloud_ring *ring, long long *from, long long *to)
{
    atomic_fetch_add(&ring->turns, 1);
    *to = atomic_load(&ring->to);
    *from = atomic_load(&ring->from);
}

void rmx_aloud_ring_leave(struct rmx_aloud_ring *ring)
{
    atomic_fetch_add(&ring->turns, 1);
}

// Catmull and Rom's.
static float curve(float a, float b, float c, float d, float t)
{
    float first = c - a, second = 2 * a - 5 * b + 4 * c - d, third = 3 * (b - c) + d - a;
    return b + 0.5f * t * (first + t * (second + t * third));
}

float rmx_aloud_ring_at(const struct rmx_aloud_ring *ring, int channel, double at)
{
    long long sample = (long long)at; // not below 0 but for what stands before a file
    sample -= (double)sample > at;
    float part = (float)(at - (double)sample);
    float middle = slot(ring, sample)[channel];
    if (part <= 0)
        return middle;
    return curve(slot(ring, sample - 1)[channel], middle, slot(ring, sample + 1)[channel],
                 slot(ring, sample + 2)[channel], part);
}
