// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/osc_packets.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 1024, MOST_BYTES = 4 << 20, WAIT_NS = 100000000 };

struct packet {
    void *bytes;
    size_t size;
};

struct rmx_osc_packets {
    pthread_mutex_t lock;
    pthread_cond_t has_room;
    struct packet waiting[MOST]; // a ring
    int first, count;
    size_t bytes;
};

struct rmx_osc_packets *rmx_osc_packets_create(void)
{
    struct rmx_osc_packets *packets = calloc(1, sizeof(*packets));
    pthread_condattr_t attributes;
    if (!packets)
        abort();
    pthread_mutex_init(&packets->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&packets->has_room, &attributes);
    pthread_condattr_destroy(&attributes);
    return packets;
}

void rmx_osc_packets_destroy(struct rmx_osc_packets *packets)
{
    size_t size;
    void *bytes;
    if (!packets)
        return;
    while ((bytes = rmx_osc_packets_take(packets, &size)))
        free(bytes);
    pthread_cond_destroy(&packets->has_room);
    pthread_mutex_destroy(&packets->lock);
    free(packets);
}

static bool has_room(const struct rmx_osc_packets *packets, size_t size)
{
    return packets->count == 0 || (packets->count < MOST && packets->bytes + size <= MOST_BYTES);
}

static void add(struct rmx_osc_packets *packets, const void *bytes, size_t size)
{
    void *copy = malloc(size + 1);
    if (!copy)
        abort();
    memcpy(copy, bytes, size);
    packets->waiting[(packets->first + packets->count++) % MOST] = (struct packet){copy, size};
    packets->bytes += size;
}

bool rmx_osc_packets_put(struct rmx_osc_packets *packets, const void *bytes, size_t size)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += WAIT_NS;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&packets->lock);
    bool fits = has_room(packets, size);
    while (!fits && pthread_cond_timedwait(&packets->has_room, &packets->lock, &until) != ETIMEDOUT)
        fits = has_room(packets, size);
    fits = fits || has_room(packets, size);
    if (fits)
        add(packets, bytes, size);
    pthread_mutex_unlock(&packets->lock);
    return fits;
}

void *rmx_osc_packets_take(struct rmx_osc_packets *packets, size_t *size)
{
    struct packet packet = {0};
    pthread_mutex_lock(&packets->lock);
    if (packets->count) {
        packet = packets->waiting[packets->first];
        packets->first = (packets->first + 1) % MOST;
        packets->count--;
        packets->bytes -= packet.size;
        pthread_cond_broadcast(&packets->has_room);
    }
    pthread_mutex_unlock(&packets->lock);
    *size = packet.size;
    return packet.bytes;
}
