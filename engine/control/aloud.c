// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/aloud.h"

#include "base/clock.h"
#include "control/aloud_feed.h"
#include "control/aloud_head.h"
#include "control/pipewire.h"

#include <math.h>
#include <spa/param/audio/format-utils.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { TURN_MS = 5 }; // time that is set elsewhere by more than that has jumped

struct rmx_aloud {
    char *path; // NULL: clicks alone
    struct stat status;
    int channels;

    // What the show says: where time is, for all threads.
    _Atomic double begins_ms; // the clock at the file's time 0, while it goes on
    _Atomic double held_s;    // the file's time, while it is held
    atomic_bool runs;
    atomic_uint jumps;
    atomic_bool clicks;
    _Atomic double click_at_s;

    struct rmx_aloud_feed *feed;
    struct rmx_aloud_ring *ring; // its
    atomic_bool is_silent;

    // PipeWire's threads'.
    struct rmx_pipewire_user user;
    struct pw_stream *stream;
    struct spa_hook listener;
    struct rmx_aloud_head head;
    atomic_bool has_server;
};

// --- Where the file is to be.

static double file_s(const struct rmx_aloud *aloud, double clock_ms)
{
    return atomic_load(&aloud->runs) ? (clock_ms - atomic_load(&aloud->begins_ms)) / 1000
                                     : atomic_load(&aloud->held_s);
}

void rmx_aloud_follow(struct rmx_aloud *aloud, double at_s, double clock_ms, bool runs)
{
    double begins_ms = clock_ms - at_s * 1000;
    bool ran = atomic_load(&aloud->runs);
    atomic_store(&aloud->held_s, at_s);
    if (runs && (!ran || fabs(begins_ms - atomic_load(&aloud->begins_ms)) > TURN_MS))
        atomic_fetch_add(&aloud->jumps, 1);
    atomic_store(&aloud->begins_ms, begins_ms);
    atomic_store(&aloud->runs, runs);
}

void rmx_aloud_click(struct rmx_aloud *aloud, bool clicks, double at_s)
{
    atomic_store(&aloud->click_at_s, at_s);
    atomic_store(&aloud->clicks, clicks);
}

bool rmx_aloud_is_silent(const struct rmx_aloud *aloud)
{
    return atomic_load(&aloud->is_silent);
}

bool rmx_aloud_has_server(const struct rmx_aloud *aloud)
{
    return atomic_load(&aloud->has_server);
}

// --- Decoding, on the feed's thread.

static long long place(void *data)
{
    return llround(file_s(data, rmx_clock_ms()) * RMX_ALOUD_RATE);
}

static bool is_silent(void *data)
{
    return rmx_aloud_is_silent(data);
}

// --- Playing, on PipeWire's own thread: no lock, no memory, no file.

// A short tone that dies away at once: its beginning is the click.
static float click(double since_s)
{
    return since_s < 0 || since_s > 0.03
               ? 0
               : (float)(0.5 * sin(6.283185307 * 2000 * since_s) * exp(-since_s / 0.004));
}

static void add_click(const struct rmx_aloud *aloud, double at, float *out)
{
    double since_s = at / RMX_ALOUD_RATE - atomic_load(&aloud->click_at_s);
    float tick = click(since_s - floor(since_s));
    for (int c = 0; c < aloud->channels; c++)
        out[c] = 0.2f * out[c] + tick;
}

static void play(struct rmx_aloud *aloud, double heard_ms, float *out, int count)
{
    struct rmx_aloud_head *head = &aloud->head;
    long long from, to;
    struct rmx_aloud_wish wish = {.jumps = atomic_load(&aloud->jumps),
                                  .at = file_s(aloud, heard_ms) * RMX_ALOUD_RATE};
    bool clicks = atomic_load(&aloud->clicks);
    rmx_aloud_ring_enter(aloud->ring, &from, &to);
    double begins = rmx_aloud_head_is_silent(head) ? wish.at : head->at;
    bool is_there = begins - 2 >= (double)from && begins + 1.01 * count + 4 <= (double)to;
    wish.is_heard = is_there && atomic_load(&aloud->runs);
    rmx_aloud_head_turn(head, &wish, count);
    for (int i = 0; i < count; i++, out += aloud->channels) {
        float gain;
        double at = rmx_aloud_head_next(head, &gain);
        for (int c = 0; c < aloud->channels; c++)
            out[c] = is_there && gain > 0 ? gain * rmx_aloud_ring_at(aloud->ring, c, at) : 0;
        if (clicks && gain > 0)
            add_click(aloud, at, out);
    }
    rmx_aloud_ring_leave(aloud->ring);
    atomic_store(&aloud->is_silent, rmx_aloud_head_is_silent(head));
}

// When what is queued now reaches the loudspeaker.
static double heard_at_ms(struct pw_stream *stream)
{
    struct pw_time time = {0};
    if (pw_stream_get_time_n(stream, &time, sizeof(time)) < 0 || time.now <= 0)
        return rmx_clock_ms();
    double device_s = time.rate.denom ? (double)time.delay * time.rate.num / time.rate.denom : 0;
    double ours_s = (double)(time.queued + time.buffered) / RMX_ALOUD_RATE;
    return (double)time.now * 1e-6 + (device_s + ours_s) * 1000;
}

static void on_process(void *data)
{
    struct rmx_aloud *aloud = data;
    struct pw_buffer *buffer = pw_stream_dequeue_buffer(aloud->stream);
    if (!buffer)
        return;
    struct spa_data *bytes = &buffer->buffer->datas[0];
    uint32_t stride = (uint32_t)aloud->channels * sizeof(float);
    uint32_t count = bytes->maxsize / stride;
    if (buffer->requested && buffer->requested < count)
        count = (uint32_t)buffer->requested;
    if (bytes->data)
        play(aloud, heard_at_ms(aloud->stream), bytes->data, (int)count);
    bytes->chunk->offset = 0;
    bytes->chunk->stride = (int32_t)stride;
    bytes->chunk->size = count * stride;
    buffer->size = count;
    pw_stream_queue_buffer(aloud->stream, buffer);
}

static const struct pw_stream_events stream_events = {PW_VERSION_STREAM_EVENTS,
                                                      .process = on_process};

// What they mean, by how many there are, in libav's order.
#define C(name) SPA_AUDIO_CHANNEL_##name
static const uint32_t layouts[RMX_ALOUD_CHANNELS + 1][RMX_ALOUD_CHANNELS] = {
    [1] = {C(MONO)},
    [2] = {C(FL), C(FR)},
    [4] = {C(FL), C(FR), C(RL), C(RR)},
    [6] = {C(FL), C(FR), C(FC), C(LFE), C(RL), C(RR)},
    [8] = {C(FL), C(FR), C(FC), C(LFE), C(RL), C(RR), C(SL), C(SR)},
};

static void connect_stream(struct rmx_aloud *aloud)
{
    uint8_t room[1024];
    struct spa_pod_builder builder = SPA_POD_BUILDER_INIT(room, sizeof(room));
    struct spa_audio_info_raw info = {.format = SPA_AUDIO_FORMAT_F32,
                                      .rate = RMX_ALOUD_RATE,
                                      .channels = (uint32_t)aloud->channels};
    memcpy(info.position, layouts[aloud->channels], sizeof(layouts[0]));
    const struct spa_pod *params[] = {
        spa_format_audio_raw_build(&builder, SPA_PARAM_EnumFormat, &info)};
    pw_stream_connect(aloud->stream, PW_DIRECTION_OUTPUT, PW_ID_ANY,
                      PW_STREAM_FLAG_AUTOCONNECT | PW_STREAM_FLAG_MAP_BUFFERS |
                          PW_STREAM_FLAG_RT_PROCESS,
                      params, 1);
}

static void up(void *data, struct pw_core *core)
{
    struct rmx_aloud *aloud = data;
    atomic_store(&aloud->has_server, true);
    struct pw_properties *properties =
        pw_properties_new(PW_KEY_MEDIA_TYPE, "Audio", PW_KEY_MEDIA_CATEGORY, "Playback",
                          PW_KEY_MEDIA_ROLE, "Music", PW_KEY_NODE_NAME, "remontage",
                          PW_KEY_MEDIA_NAME, aloud->path ? aloud->path : "clicks", NULL);
    aloud->stream = pw_stream_new(core, "remontage", properties);
    if (!aloud->stream)
        return;
    aloud->head = (struct rmx_aloud_head){0};
    pw_stream_add_listener(aloud->stream, &aloud->listener, &stream_events, aloud);
    connect_stream(aloud);
}

static void down(void *data)
{
    struct rmx_aloud *aloud = data;
    atomic_store(&aloud->has_server, false);
    if (aloud->stream)
        pw_stream_destroy(aloud->stream);
    aloud->stream = NULL;
    atomic_store(&aloud->is_silent, true);
}

// --- Its life.

bool rmx_aloud_is_of(const struct rmx_aloud *aloud, const char *path)
{
    struct stat now;
    if (!path || !aloud->path)
        return path == aloud->path;
    const struct stat *then = &aloud->status;
    return strcmp(path, aloud->path) == 0 && stat(path, &now) == 0 && now.st_dev == then->st_dev &&
           now.st_ino == then->st_ino && now.st_size == then->st_size &&
           now.st_mtim.tv_sec == then->st_mtim.tv_sec &&
           now.st_mtim.tv_nsec == then->st_mtim.tv_nsec;
}

struct rmx_aloud *rmx_aloud_create(const char *path, bool is_heard, char *why, size_t why_size)
{
    struct rmx_aloud *aloud = calloc(1, sizeof(*aloud));
    if (!aloud)
        abort();
    const struct rmx_aloud_feed_params params = {
        .path = path, .is_hushed = is_heard, .data = aloud, .place = place, .is_silent = is_silent};
    atomic_store(&aloud->is_silent, true);
    if (path)
        stat(path, &aloud->status);
    aloud->feed = rmx_aloud_feed_create(&params, why, why_size);
    if (!aloud->feed) {
        free(aloud);
        return NULL;
    }
    aloud->path = path ? strdup(path) : NULL;
    aloud->channels = rmx_aloud_feed_channels(aloud->feed);
    aloud->ring = rmx_aloud_feed_ring(aloud->feed);
    aloud->user = (struct rmx_pipewire_user){.data = aloud, .up = up, .down = down};
    rmx_pipewire_join(&aloud->user);
    return aloud;
}

void rmx_aloud_destroy(struct rmx_aloud *aloud)
{
    if (!aloud)
        return;
    rmx_pipewire_leave(&aloud->user);
    rmx_aloud_feed_destroy(aloud->feed);
    free(aloud->path);
    free(aloud);
}
