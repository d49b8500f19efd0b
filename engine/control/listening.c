// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/listening.h"

#include "control/capture.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOMENTS = RMX_LISTENING_HOPS * RMX_HOP,
    WARM_HOPS = 750, // that a further analysis hears first: its tempo and gain stand at once
};
// For so long nothing may come before it is silence.
#define PATIENCE_MS 250.0

struct device {
    struct device *next; // of all that are heard
    enum rmx_sound_kind kind;
    char *name;
    int takers;
    struct rmx_ring *ring;
    struct rmx_capture *capture;
    pthread_mutex_t lock; // of what follows, and of its listenings
    long long ring_next;
    long long count;                       // of moments
    int16_t (*moments)[RMX_RING_CHANNELS]; // MOMENTS of them, a ring
    double heard_ms; // the clock's time that `count` belongs to; NAN: none was pulled
};

struct rmx_listening {
    struct rmx_listening *next; // of all
    struct device *device;
    struct rmx_analysis_params params;
    int takers;
    bool is_warm; // under the device's lock
    struct rmx_analysis *analysis;
    struct rmx_heard *rows; // RMX_LISTENING_HOPS of them, a ring
    long long first, count; // of hops: those from `first` to `count` - 1 were analysed
};

static pthread_mutex_t all_lock = PTHREAD_MUTEX_INITIALIZER; // taken before a device's
static struct device *devices;
static struct rmx_listening *listenings;

// --- Moments.

static void append(struct device *device, const int16_t *moments, int count)
{
    for (int i = 0; i < count; i++) {
        int16_t *to = device->moments[device->count++ % MOMENTS];
        for (int c = 0; c < RMX_RING_CHANNELS; c++)
            to[c] = moments ? moments[RMX_RING_CHANNELS * i + c] : 0;
    }
}

static bool take_from_ring(struct device *device)
{
    enum { MOST = 2048 };
    int16_t moments[RMX_RING_CHANNELS * MOST];
    bool any = false;
    int count;
    while ((count = rmx_ring_read(device->ring, &device->ring_next, moments, MOST)) > 0) {
        append(device, moments, count);
        any = true;
    }
    return any;
}

static void pull(struct device *device, double now_ms)
{
    bool is_first = isnan(device->heard_ms);
    if (take_from_ring(device) || is_first) {
        device->heard_ms = now_ms;
        return;
    }
    double owed = (now_ms - device->heard_ms - PATIENCE_MS) * RMX_HEARING_RATE / 1000.0;
    int count = (int)fmin(floor(owed), MOMENTS);
    if (count <= 0)
        return;
    append(device, NULL, count);
    device->heard_ms = now_ms - PATIENCE_MS;
}

static float sample_at(const struct device *device, long long moment, int channel)
{
    bool is_kept = moment >= 0 && moment < device->count && moment >= device->count - MOMENTS;
    return is_kept ? (float)device->moments[moment % MOMENTS][channel] / 32768.0f : 0.0f;
}

// --- Analysis.

static void analyse(struct rmx_listening *listening, const int16_t (*moments)[RMX_RING_CHANNELS])
{
    float samples[RMX_HOP];
    for (int i = 0; i < RMX_HOP; i++)
        samples[i] = (float)(moments[i][0] + moments[i][1]) / (2 * 32768.0f);
    rmx_analysis_hop(listening->analysis, samples,
                     &listening->rows[listening->count++ % RMX_LISTENING_HOPS]);
}

// After a long pause only what is kept.
static void catch_up(struct rmx_listening *listening)
{
    const struct device *device = listening->device;
    if (!listening->is_warm)
        return;
    long long whole = device->count / RMX_HOP, kept = whole - RMX_LISTENING_HOPS + 1;
    if (listening->count < kept)
        listening->first = listening->count = kept;
    // A hop never lies across the ring's end: MOMENTS is a multiple of it.
    while (listening->count < whole)
        analyse(listening, (const int16_t(*)[RMX_RING_CHANNELS])device->moments +
                               listening->count * RMX_HOP % MOMENTS);
}

// Hears the last seconds, without keeping others from the device meanwhile.
static void warm(struct rmx_listening *listening)
{
    struct device *device = listening->device;
    pthread_mutex_lock(&device->lock);
    long long whole = device->count / RMX_HOP;
    long long first = whole > WARM_HOPS ? whole - WARM_HOPS : 0;
    size_t count = (size_t)(whole - first);
    int16_t(*moments)[RMX_RING_CHANNELS] = malloc((count * RMX_HOP + 1) * sizeof(*moments));
    if (!moments)
        abort();
    for (size_t i = 0; i < count * RMX_HOP; i++)
        memcpy(moments[i], device->moments[((size_t)first * RMX_HOP + i) % MOMENTS],
               sizeof(*moments));
    pthread_mutex_unlock(&device->lock);
    listening->first = listening->count = first;
    for (size_t hop = 0; hop < count; hop++)
        analyse(listening, (const int16_t(*)[RMX_RING_CHANNELS])moments + hop * RMX_HOP);
    free(moments);
    pthread_mutex_lock(&device->lock);
    listening->is_warm = true;
    catch_up(listening);
    pthread_mutex_unlock(&device->lock);
}

// --- Taking and giving back.

static bool is_same_name(const char *one, const char *two)
{
    return one && two ? strcmp(one, two) == 0 : one == two;
}

// `all_lock` is held, as in those that follow.
static struct device *take_device(enum rmx_sound_kind kind, const char *name)
{
    for (struct device *it = devices; it; it = it->next)
        if (it->kind == kind && is_same_name(it->name, name)) {
            it->takers++;
            return it;
        }
    struct device *device = calloc(1, sizeof(*device));
    if (!device || (name && !(device->name = strdup(name))) ||
        !(device->moments = calloc(MOMENTS, sizeof(*device->moments))))
        abort();
    device->kind = kind;
    device->takers = 1;
    device->ring = rmx_ring_create();
    device->heard_ms = NAN;
    pthread_mutex_init(&device->lock, NULL);
    device->next = devices;
    return devices = device;
}

static struct rmx_listening *find(const struct device *device,
                                  const struct rmx_analysis_params *params)
{
    for (struct rmx_listening *it = listenings; it; it = it->next)
        if (it->device == device && it->params.gain == params->gain &&
            it->params.attack_s == params->attack_s && it->params.release_s == params->release_s)
            return it;
    return NULL;
}

static struct rmx_listening *create(struct device *device, const struct rmx_analysis_params *params)
{
    struct rmx_listening *listening = calloc(1, sizeof(*listening));
    if (!listening || !(listening->rows = calloc(RMX_LISTENING_HOPS, sizeof(*listening->rows))))
        abort();
    listening->device = device;
    listening->params = *params;
    listening->analysis = rmx_analysis_create(params);
    listening->next = listenings;
    return listenings = listening;
}

struct rmx_listening *rmx_listening_take(enum rmx_sound_kind kind, const char *name,
                                         const struct rmx_analysis_params *params)
{
    pthread_mutex_lock(&all_lock);
    struct device *device = take_device(kind, name);
    struct rmx_listening *listening = find(device, params);
    bool starts = device->takers == 1 && kind >= RMX_SOUND_INPUT, is_new = !listening;
    if (is_new)
        listening = create(device, params);
    listening->takers++;
    pthread_mutex_unlock(&all_lock);
    if (starts)
        device->capture = rmx_capture_start(kind, name, device->ring);
    if (is_new)
        warm(listening);
    return listening;
}

static void destroy(struct rmx_listening *listening)
{
    rmx_analysis_destroy(listening->analysis);
    free(listening->rows);
    free(listening);
}

static void destroy_device(struct device *device)
{
    rmx_capture_stop(device->capture);
    rmx_ring_destroy(device->ring);
    pthread_mutex_destroy(&device->lock);
    free(device->moments);
    free(device->name);
    free(device);
}

static void unlink_listening(struct rmx_listening *listening)
{
    struct rmx_listening **at = &listenings;
    while (*at != listening)
        at = &(*at)->next;
    *at = listening->next;
}

static void unlink_device(struct device *device)
{
    struct device **at = &devices;
    while (*at != device)
        at = &(*at)->next;
    *at = device->next;
}

void rmx_listening_give_back(struct rmx_listening *listening)
{
    struct device *device = listening->device;
    pthread_mutex_lock(&all_lock);
    bool is_last = --listening->takers == 0, is_device_last = --device->takers == 0;
    if (is_last)
        unlink_listening(listening);
    if (is_device_last)
        unlink_device(device);
    pthread_mutex_unlock(&all_lock);
    if (is_last)
        destroy(listening);
    if (is_device_last)
        destroy_device(device);
}

bool rmx_listening_is_same_device(const struct rmx_listening *a, const struct rmx_listening *b)
{
    return a->device == b->device;
}

struct rmx_ring *rmx_listening_ring(struct rmx_listening *listening)
{
    return listening->device->ring;
}

// --- What is heard.

long long rmx_listening_pull(struct rmx_listening *listening, double now_ms)
{
    struct device *device = listening->device;
    pthread_mutex_lock(&device->lock);
    pull(device, now_ms);
    long long newest = device->count / RMX_HOP - 1;
    catch_up(listening);
    pthread_mutex_unlock(&device->lock);
    return newest;
}

long long rmx_listening_newest(struct rmx_listening *listening)
{
    struct device *device = listening->device;
    pthread_mutex_lock(&device->lock);
    long long newest = device->count / RMX_HOP - 1;
    pthread_mutex_unlock(&device->lock);
    return newest;
}

// The hop itself where its row is kept, or the nearest one; -1: there is none.
static long long kept(const struct rmx_listening *listening, long long hop)
{
    if (!listening->is_warm)
        return -1;
    long long newest = listening->count - 1, oldest = listening->count - RMX_LISTENING_HOPS;
    oldest = oldest > listening->first ? oldest : listening->first;
    if (newest < oldest)
        return -1;
    return hop < oldest ? oldest : hop > newest ? newest : hop;
}

struct rmx_heard rmx_listening_row(struct rmx_listening *listening, long long hop)
{
    struct rmx_heard row = {0};
    pthread_mutex_lock(&listening->device->lock);
    catch_up(listening);
    long long there = kept(listening, hop);
    if (there >= 0)
        row = listening->rows[there % RMX_LISTENING_HOPS];
    pthread_mutex_unlock(&listening->device->lock);
    return row;
}

void rmx_listening_events(struct rmx_listening *listening, long long first, long long last,
                          float numbers[RMX_HEARD])
{
    pthread_mutex_lock(&listening->device->lock);
    catch_up(listening);
    for (int i = RMX_HEARD_ONSET; i < RMX_HEARD; i++)
        numbers[i] = 0;
    for (long long hop = first; hop <= last; hop++)
        for (int i = RMX_HEARD_ONSET; i < RMX_HEARD; i++)
            if (kept(listening, hop) == hop && hop >= 0 &&
                listening->rows[hop % RMX_LISTENING_HOPS].numbers[i] > 0)
                numbers[i] = 1;
    pthread_mutex_unlock(&listening->device->lock);
}

void rmx_listening_window(struct rmx_listening *listening, long long hop, int channel,
                          float *samples)
{
    struct device *device = listening->device;
    long long first = (hop + 1) * RMX_HOP - RMX_WINDOW;
    pthread_mutex_lock(&device->lock);
    for (int i = 0; i < RMX_WINDOW; i++)
        samples[i] = sample_at(device, first + i, channel);
    pthread_mutex_unlock(&device->lock);
}

void rmx_listening_moments(struct rmx_listening *listening, long long first, int count,
                           int16_t *moments)
{
    const struct device *device = listening->device;
    long long from = first * RMX_HOP;
    pthread_mutex_lock(&listening->device->lock);
    for (long long i = 0; i < (long long)count * RMX_HOP; i++) {
        long long at = from + i;
        bool is_kept = at >= 0 && at < device->count && at >= device->count - MOMENTS;
        for (int c = 0; c < RMX_RING_CHANNELS; c++)
            moments[RMX_RING_CHANNELS * i + c] = is_kept ? device->moments[at % MOMENTS][c] : 0;
    }
    pthread_mutex_unlock(&listening->device->lock);
}
