// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/aloud_feed.h"

#include "control/aloud_head.h"
#include "media/sound.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    CHUNK = RMX_ALOUD_RATE / 20,    // decoded at a time
    AHEAD = RMX_ALOUD_RATE * 3 / 2, // of what is heard now, kept ready: the way to a loudspeaker
    BEHIND = RMX_ALOUD_RATE / 4,    // of it, where decoding begins
    LOOK_MS = 20,                   // each so often more is decoded
};

struct rmx_aloud_feed {
    struct rmx_aloud_feed_params params;
    char *path;
    int channels;
    bool is_mixed; // all in one, since it is unknown where they belong
    struct rmx_aloud_ring *ring;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    atomic_bool ends;
    struct rmx_sound_file *file; // the thread's
    long long kept;              // its samples before this one are forgotten
};

static void read_chunk(struct rmx_aloud_feed *feed, long long first, float *chunk)
{
    float one[CHUNK];
    for (int c = 0; c < feed->channels; c++) {
        if (feed->file)
            rmx_sound_read(feed->file, feed->is_mixed ? RMX_SOUND_MIX : c, first, CHUNK, one);
        else
            memset(one, 0, sizeof(one));
        for (int i = 0; i < CHUNK; i++)
            chunk[i * feed->channels + c] = one[i];
    }
}

// Nothing before `sample` is wanted any more; far on, what lies between is decoded and left.
static void let_go(struct rmx_aloud_feed *feed, long long sample)
{
    if (!feed->file)
        return;
    for (; feed->kept < sample && !atomic_load(&feed->ends); feed->kept += CHUNK) {
        rmx_sound_reach(feed->file, feed->kept);
        rmx_sound_forget(feed->file, feed->kept);
        if (rmx_sound_is_over(feed->file))
            break;
    }
}

// What was forgotten is decoded anew. A file that is gone by now is silence. What is wrong with it
// was said before.
static void go_back(struct rmx_aloud_feed *feed, long long sample)
{
    char why[100];
    if (!feed->path || feed->kept <= CHUNK || sample >= feed->kept - CHUNK)
        return;
    rmx_sound_close(feed->file);
    feed->file = rmx_sound_open(feed->path, RMX_ALOUD_RATE, why, sizeof(why));
    rmx_sound_hush(feed->file);
    feed->kept = 0;
}

// Not under a head that still fades out, unless no one takes samples.
static void wait_for_silence(const struct rmx_aloud_feed *feed)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    for (int i = 0; i < 50 && !feed->params.is_silent(feed->params.data); i++)
        nanosleep(&moment, NULL);
}

static void fill(struct rmx_aloud_feed *feed)
{
    float chunk[CHUNK * RMX_ALOUD_CHANNELS];
    long long now = feed->params.place(feed->params.data);
    long long from = rmx_aloud_ring_from(feed->ring), to = rmx_aloud_ring_to(feed->ring);
    if (now < from || now > to) {
        wait_for_silence(feed);
        go_back(feed, now - BEHIND);
        let_go(feed, now - BEHIND - CHUNK);
        rmx_aloud_ring_begin(feed->ring, now - BEHIND);
    }
    while ((to = rmx_aloud_ring_to(feed->ring)) < now + AHEAD) {
        read_chunk(feed, to, chunk);
        rmx_aloud_ring_write(feed->ring, chunk, CHUNK);
    }
    let_go(feed, to - CHUNK);
}

static struct timespec soon(void)
{
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    at.tv_nsec += LOOK_MS * 1000000L;
    at.tv_sec += at.tv_nsec / 1000000000L;
    at.tv_nsec %= 1000000000L;
    return at;
}

static void *decode(void *data)
{
    struct rmx_aloud_feed *feed = data;
    while (!atomic_load(&feed->ends)) {
        fill(feed);
        struct timespec until = soon();
        pthread_mutex_lock(&feed->lock);
        if (!atomic_load(&feed->ends))
            pthread_cond_timedwait(&feed->wake, &feed->lock, &until);
        pthread_mutex_unlock(&feed->lock);
    }
    return NULL;
}

// --- Its life.

static bool open_file(struct rmx_aloud_feed *feed, const char *path, char *why, size_t why_size)
{
    feed->channels = 1;
    if (!path)
        return true;
    feed->path = strdup(path);
    feed->file = feed->path ? rmx_sound_open(path, RMX_ALOUD_RATE, why, why_size) : NULL;
    if (!feed->file)
        return false;
    if (feed->params.is_hushed)
        rmx_sound_hush(feed->file);
    int channels = rmx_sound_channels(feed->file);
    feed->is_mixed = channels > RMX_ALOUD_CHANNELS || (channels > 1 && channels % 2);
    feed->channels = feed->is_mixed ? 1 : channels;
    return true;
}

struct rmx_aloud_feed *rmx_aloud_feed_create(const struct rmx_aloud_feed_params *params, char *why,
                                             size_t why_size)
{
    struct rmx_aloud_feed *feed = calloc(1, sizeof(*feed));
    if (!feed)
        abort();
    feed->params = *params;
    if (!open_file(feed, params->path, why, why_size)) {
        free(feed->path);
        free(feed);
        return NULL;
    }
    feed->ring = rmx_aloud_ring_create(feed->channels);
    pthread_mutex_init(&feed->lock, NULL);
    pthread_cond_init(&feed->wake, NULL);
    if (pthread_create(&feed->thread, NULL, decode, feed) != 0)
        abort();
    return feed;
}

void rmx_aloud_feed_destroy(struct rmx_aloud_feed *feed)
{
    if (!feed)
        return;
    pthread_mutex_lock(&feed->lock);
    atomic_store(&feed->ends, true);
    pthread_cond_signal(&feed->wake);
    pthread_mutex_unlock(&feed->lock);
    pthread_join(feed->thread, NULL);
    pthread_cond_destroy(&feed->wake);
    pthread_mutex_destroy(&feed->lock);
    rmx_aloud_ring_destroy(feed->ring);
    rmx_sound_close(feed->file);
    free(feed->path);
    free(feed);
}

struct rmx_aloud_ring *rmx_aloud_feed_ring(const struct rmx_aloud_feed *feed)
{
    return feed->ring;
}

int rmx_aloud_feed_channels(const struct rmx_aloud_feed *feed)
{
    return feed->channels;
}
