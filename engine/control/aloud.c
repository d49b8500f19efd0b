// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/aloud.h"

#include "base/clock.h"
#include "control/aloud_head.h"
#include "control/aloud_ring.h"
#include "control/pipewire.h"
#include "media/sound.h"

#include <math.h>
#include <pthread.h>
#include <spa/param/audio/format-utils.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum {
    MOST_CHANNELS = 8,
    CHUNK = RMX_ALOUD_RATE / 20,    // decoded at a time
    AHEAD = RMX_ALOUD_RATE * 3 / 2, // of what is heard now, kept ready: the way to a loudspeaker
    BEHIND = RMX_ALOUD_RATE / 4,    // of it, where decoding begins
    LOOK_MS = 20,                   // each so often more is decoded
    TURN_MS = 5,                    // time that is set elsewhere by more than that has jumped
};

struct rmx_aloud {
    char *path; // NULL: clicks alone
    struct stat status;
    int channels;  // that are played
    bool is_mixed; // to one, since nobody knows where they belong

    // What the show says: where time is, for all threads.
    _Atomic double begins_ms; // the clock at the file's time 0, while it goes on
    _Atomic double held_s;    // the file's time, while it is held
    atomic_bool runs;
    atomic_uint jumps;
    atomic_bool clicks;
    _Atomic double click_at_s;

    // The decoding thread's.
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    atomic_bool ends;
    struct rmx_sound_file *file;
    long long kept; // samples of the file before this one are forgotten

    struct rmx_aloud_ring *ring;
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

// --- Decoding, on a thread of its own.

static void read_chunk(struct rmx_aloud *aloud, long long first, float *chunk)
{
    float one[CHUNK];
    for (int c = 0; c < aloud->channels; c++) {
        if (aloud->file)
            rmx_sound_read(aloud->file, aloud->is_mixed ? RMX_SOUND_MIX : c, first, CHUNK, one);
        else
            memset(one, 0, sizeof(one));
        for (int i = 0; i < CHUNK; i++)
            chunk[i * aloud->channels + c] = one[i];
    }
}

// Nothing before `sample` is wanted any more; far on, what lies between is decoded and left.
static void let_go(struct rmx_aloud *aloud, long long sample)
{
    if (!aloud->file)
        return;
    for (; aloud->kept < sample && !atomic_load(&aloud->ends); aloud->kept += CHUNK) {
        rmx_sound_reach(aloud->file, aloud->kept);
        rmx_sound_forget(aloud->file, aloud->kept);
        if (rmx_sound_is_over(aloud->file))
            break;
    }
}

// What was forgotten is decoded anew. A file that is gone by now is silence. What is wrong with it
// was said before.
static void go_back(struct rmx_aloud *aloud, long long sample)
{
    char why[100];
    if (sample >= aloud->kept - CHUNK)
        return;
    rmx_sound_close(aloud->file);
    aloud->file = rmx_sound_open(aloud->path, RMX_ALOUD_RATE, why, sizeof(why));
    rmx_sound_hush(aloud->file);
    aloud->kept = 0;
}

// Not under a head that still fades out, unless nobody takes samples.
static void wait_for_silence(const struct rmx_aloud *aloud)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    for (int i = 0; i < 50 && !atomic_load(&aloud->is_silent); i++)
        nanosleep(&moment, NULL);
}

static void fill(struct rmx_aloud *aloud)
{
    float chunk[CHUNK * MOST_CHANNELS];
    long long now = llround(file_s(aloud, rmx_clock_ms()) * RMX_ALOUD_RATE);
    long long from = rmx_aloud_ring_from(aloud->ring), to = rmx_aloud_ring_to(aloud->ring);
    if (now < from || now > to) {
        wait_for_silence(aloud);
        go_back(aloud, now - BEHIND);
        let_go(aloud, now - BEHIND - CHUNK);
        rmx_aloud_ring_begin(aloud->ring, now - BEHIND);
    }
    while ((to = rmx_aloud_ring_to(aloud->ring)) < now + AHEAD) {
        read_chunk(aloud, to, chunk);
        rmx_aloud_ring_write(aloud->ring, chunk, CHUNK);
    }
    let_go(aloud, to - CHUNK);
}

static void *decode(void *data)
{
    struct rmx_aloud *aloud = data;
    pthread_mutex_lock(&aloud->lock);
    while (!aloud->ends) {
        pthread_mutex_unlock(&aloud->lock);
        fill(aloud);
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += LOOK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_mutex_lock(&aloud->lock);
        if (!aloud->ends)
            pthread_cond_timedwait(&aloud->wake, &aloud->lock, &until);
    }
    pthread_mutex_unlock(&aloud->lock);
    return NULL;
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

// In libav's order; 0 ends it.
static const uint32_t layouts[MOST_CHANNELS + 1][MOST_CHANNELS] = {
    [1] = {SPA_AUDIO_CHANNEL_MONO},
    [2] = {SPA_AUDIO_CHANNEL_FL, SPA_AUDIO_CHANNEL_FR},
    [4] = {SPA_AUDIO_CHANNEL_FL, SPA_AUDIO_CHANNEL_FR, SPA_AUDIO_CHANNEL_RL, SPA_AUDIO_CHANNEL_RR},
    [6] = {SPA_AUDIO_CHANNEL_FL, SPA_AUDIO_CHANNEL_FR, SPA_AUDIO_CHANNEL_FC, SPA_AUDIO_CHANNEL_LFE,
           SPA_AUDIO_CHANNEL_RL, SPA_AUDIO_CHANNEL_RR},
    [8] = {SPA_AUDIO_CHANNEL_FL, SPA_AUDIO_CHANNEL_FR, SPA_AUDIO_CHANNEL_FC, SPA_AUDIO_CHANNEL_LFE,
           SPA_AUDIO_CHANNEL_RL, SPA_AUDIO_CHANNEL_RR, SPA_AUDIO_CHANNEL_SL, SPA_AUDIO_CHANNEL_SR},
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

static bool open_file(struct rmx_aloud *aloud, const char *path, char *why, size_t why_size)
{
    aloud->channels = 1;
    if (!path)
        return true;
    stat(path, &aloud->status);
    aloud->path = strdup(path);
    aloud->file = aloud->path ? rmx_sound_open(path, RMX_ALOUD_RATE, why, why_size) : NULL;
    if (!aloud->file)
        return false;
    int channels = rmx_sound_channels(aloud->file);
    aloud->is_mixed = channels > MOST_CHANNELS || !layouts[channels][0];
    aloud->channels = aloud->is_mixed ? 1 : channels;
    return true;
}

struct rmx_aloud *rmx_aloud_create(const char *path, bool is_heard, char *why, size_t why_size)
{
    struct rmx_aloud *aloud = calloc(1, sizeof(*aloud));
    if (!aloud)
        abort();
    if (!open_file(aloud, path, why, why_size)) {
        free(aloud->path);
        free(aloud);
        return NULL;
    }
    if (is_heard)
        rmx_sound_hush(aloud->file);
    atomic_store(&aloud->is_silent, true);
    aloud->ring = rmx_aloud_ring_create(aloud->channels);
    pthread_mutex_init(&aloud->lock, NULL);
    pthread_cond_init(&aloud->wake, NULL);
    if (pthread_create(&aloud->thread, NULL, decode, aloud) != 0)
        abort();
    aloud->user = (struct rmx_pipewire_user){.data = aloud, .up = up, .down = down};
    rmx_pipewire_join(&aloud->user);
    return aloud;
}

void rmx_aloud_destroy(struct rmx_aloud *aloud)
{
    if (!aloud)
        return;
    rmx_pipewire_leave(&aloud->user);
    pthread_mutex_lock(&aloud->lock);
    aloud->ends = true;
    pthread_cond_signal(&aloud->wake);
    pthread_mutex_unlock(&aloud->lock);
    pthread_join(aloud->thread, NULL);
    pthread_cond_destroy(&aloud->wake);
    pthread_mutex_destroy(&aloud->lock);
    rmx_aloud_ring_destroy(aloud->ring);
    rmx_sound_close(aloud->file);
    free(aloud->path);
    free(aloud);
}
