// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/ears.h"

#include "control/hearing.h"
#include "control/listening.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// Where a device's hops lie in a show's time.
struct place {
    double time_s;
    long long hop; // the newest one that is heard then
};
enum { PLACES = 512 };

_Static_assert(RMX_EARS_HOP == RMX_HOP * RMX_LISTENING_CHANNELS, "a hop of a device");
_Static_assert(RMX_EARS_WINDOW *RMX_HOP == RMX_WINDOW, "a window of hops");

// One of the first two is NULL.
struct rmx_ears {
    struct rmx_hearing *hearing;
    struct rmx_listening *listening;
    double offset_s;
    atomic_bool is_behind;       // a file; the thread of its hearing goes to where time is
    pthread_mutex_t lock;        // of the places
    struct place places[PLACES]; // a ring, in the order of time
    long long place_count;
};

struct rmx_ears_window {
    struct rmx_sound sound;
    struct rmx_spectrum *spectrum; // NULL until bins are wanted
    float *samples, *bins;         // a row a channel
    int channels;
};

struct rmx_ears *rmx_ears_open(const struct rmx_ears_params *params, char *why, size_t why_size)
{
    const struct rmx_analysis_params analysis = {
        .gain = params->gain, .attack_s = params->attack_s, .release_s = params->release_s};
    struct rmx_hearing *hearing =
        params->path ? rmx_hearing_take(params->path, &analysis, why, why_size) : NULL;
    if (params->path && !hearing)
        return NULL;
    struct rmx_ears *ears = calloc(1, sizeof(*ears));
    if (!ears)
        abort();
    ears->hearing = hearing;
    if (!params->path)
        ears->listening = rmx_listening_take(params->kind, params->device, &analysis);
    ears->offset_s = params->offset_s;
    pthread_mutex_init(&ears->lock, NULL);
    return ears;
}

void rmx_ears_close(struct rmx_ears *ears)
{
    if (!ears)
        return;
    if (ears->hearing)
        rmx_hearing_give_back(ears->hearing);
    if (ears->listening)
        rmx_listening_give_back(ears->listening);
    pthread_mutex_destroy(&ears->lock);
    free(ears);
}

// --- Times of a show.

// Times are quotients of frame numbers: they are the same where they differ by less.
#define SAME_S 1e-6

static struct place *last_place(struct rmx_ears *ears)
{
    return ears->place_count ? &ears->places[(ears->place_count - 1) % PLACES] : NULL;
}

static void put_place(struct rmx_ears *ears, double time_s, long long hop)
{
    ears->places[ears->place_count++ % PLACES] = (struct place){time_s, hop};
}

// By how many hops a device is heard later.
static long long delay(const struct rmx_ears *ears)
{
    return llround(-ears->offset_s / RMX_HOP_S);
}

// The last hop that was heard before a frame, of which `now` is the last: no more than a second
// ago, since what is older is over.
static long long hop_before(struct rmx_ears *ears, double frames_s, long long now)
{
    const struct place *last = last_place(ears);
    long long second = now - llround(1.0 / RMX_HOP_S);
    if (!last)
        return now - llround(frames_s / RMX_HOP_S);
    return last->hop < second ? second : last->hop > now ? now : last->hop;
}

static void add_places(struct rmx_ears *ears, double time_s, double frame_s, int left_out,
                       long long now)
{
    const struct place *last = last_place(ears);
    double frames_s = (left_out + 1) * frame_s, since_s = last ? time_s - last->time_s : -1.0;
    long long before = hop_before(ears, frames_s, now);
    bool jumps = fabs(since_s - frames_s) > SAME_S;
    if (jumps)
        ears->place_count = 0;
    if (jumps || last->hop != before) // else the last place says it
        put_place(ears, time_s - frames_s, before);
    for (int i = left_out; i >= 0; i--)
        put_place(ears, time_s - i * frame_s, now - (now - before) * i / (left_out + 1));
}

static long long hop_at(struct rmx_ears *ears, double time_s);

// So much of a file is analysed on the way, some ten milliseconds long; and always what two frames
// need, so that those of the slowest show hear something.
#define FAR_S 2.0

static void go_to(struct rmx_ears *ears, double time_s, double frame_s)
{
    long long most = llround(fmax(FAR_S, 2 * frame_s) / RMX_HOP_S);
    ears->is_behind = !rmx_hearing_is_near(ears->hearing, hop_at(ears, time_s), most);
}

void rmx_ears_frame(struct rmx_ears *ears, double time_s, double frame_s, int left_out,
                    double now_ms)
{
    if (!ears)
        return;
    if (ears->hearing) {
        go_to(ears, time_s, frame_s);
        return;
    }
    pthread_mutex_lock(&ears->lock);
    const struct place *last = last_place(ears);
    if (!last || fabs(time_s - last->time_s) > SAME_S)
        add_places(ears, time_s, frame_s, left_out,
                   rmx_listening_pull(ears->listening, now_ms) - delay(ears));
    pthread_mutex_unlock(&ears->lock);
}

bool rmx_ears_are_behind(const struct rmx_ears *ears)
{
    return ears && ears->is_behind;
}

void rmx_ears_follow(struct rmx_ears *ears, struct rmx_ears *from)
{
    if (!ears || !from || ears == from || !ears->listening || !from->listening ||
        !rmx_listening_is_same_device(ears->listening, from->listening))
        return;
    pthread_mutex_lock(&from->lock);
    pthread_mutex_lock(&ears->lock);
    memcpy(ears->places, from->places, sizeof(ears->places));
    ears->place_count = from->place_count;
    for (int i = 0; i < PLACES; i++)
        ears->places[i].hop += delay(from) - delay(ears);
    pthread_mutex_unlock(&ears->lock);
    pthread_mutex_unlock(&from->lock);
}

// Of the last place that is not behind the time, or of the first one.
static long long device_hop(struct rmx_ears *ears, double time_s)
{
    long long hop;
    pthread_mutex_lock(&ears->lock);
    long long oldest = ears->place_count > PLACES ? ears->place_count - PLACES : 0;
    long long at = ears->place_count - 1;
    while (at > oldest && ears->places[at % PLACES].time_s > time_s + SAME_S)
        at--;
    hop = at >= 0 ? ears->places[at % PLACES].hop
                  : rmx_listening_newest(ears->listening) - delay(ears);
    pthread_mutex_unlock(&ears->lock);
    return hop;
}

// The hop at a time of the scene; negative before the beginning. A frame's time is a quotient,
// which may lie a hair before the hop that it means.
static long long hop_at(struct rmx_ears *ears, double time_s)
{
    if (ears->listening)
        return device_hop(ears, time_s);
    return llround(floor((time_s + ears->offset_s) / RMX_HOP_S + 1e-6));
}

// --- What is heard.

static struct rmx_heard row_of(struct rmx_ears *ears, long long hop)
{
    return ears->listening ? rmx_listening_row(ears->listening, hop)
                           : rmx_hearing_row(ears->hearing, hop);
}

void rmx_ears_hear(struct rmx_ears *ears, double time_s, double frame_s, float numbers[RMX_HEARD])
{
    long long hop = ears && !ears->is_behind ? hop_at(ears, time_s) : -1;
    memset(numbers, 0, sizeof(*numbers) * RMX_HEARD);
    numbers[RMX_HEARD_SILENCE] = (float)fmax(time_s, 0.0);
    numbers[RMX_HEARD_SMOOTH + RMX_HEARD_SILENCE] = numbers[RMX_HEARD_SILENCE];
    if (hop < 0)
        return;
    struct rmx_heard row = row_of(ears, hop);
    memcpy(numbers, row.numbers, sizeof(*numbers) * RMX_HEARD);
    long long first = hop_at(ears, time_s - frame_s) + 1;
    if (ears->listening)
        rmx_listening_events(ears->listening, first, hop, numbers);
    else
        rmx_hearing_events(ears->hearing, first, hop, numbers);
}

void rmx_ears_reach(struct rmx_ears *ears, double time_s)
{
    if (!ears || !ears->hearing)
        return;
    go_to(ears, time_s, 0);
    long long hop = hop_at(ears, time_s);
    if (hop >= 0 && !ears->is_behind)
        rmx_hearing_row(ears->hearing, hop);
}

struct rmx_ears_window *rmx_ears_window_create(void)
{
    struct rmx_ears_window *window = calloc(1, sizeof(*window));
    if (!window)
        abort();
    return window;
}

void rmx_ears_window_destroy(struct rmx_ears_window *window)
{
    if (!window)
        return;
    rmx_spectrum_destroy(window->spectrum);
    free(window->samples);
    free(window->bins);
    free(window);
}

static void make_room(struct rmx_ears_window *window, int channels)
{
    if (window->channels == channels)
        return;
    free(window->samples);
    free(window->bins);
    window->channels = channels;
    window->samples = calloc((size_t)channels * RMX_WINDOW, sizeof(float));
    window->bins = calloc((size_t)channels * RMX_BINS, sizeof(float));
    if (!window->samples || !window->bins)
        abort();
}

static void fill_bins(struct rmx_ears_window *window, int channel, float gain)
{
    float *bins = window->bins + (size_t)channel * RMX_BINS;
    if (!window->spectrum)
        window->spectrum = rmx_spectrum_create();
    rmx_spectrum_take(window->spectrum, window->samples + (size_t)channel * RMX_WINDOW, bins);
    for (int k = 0; k < RMX_BINS; k++) {
        double decibels = 20.0 * log10((double)(gain * bins[k]) + 1e-12);
        bins[k] = (float)fmin(fmax(1.0 + decibels / RMX_BINS_DB, 0.0), 1.0);
    }
}

static void fill_samples(struct rmx_ears_window *window, int channel, float gain)
{
    float *samples = window->samples + (size_t)channel * RMX_WINDOW;
    for (int i = 0; i < RMX_WINDOW; i++)
        samples[i] = fminf(fmaxf(gain * samples[i], -1.0f), 1.0f);
}

// Of the samples that stand in it.
static const struct rmx_sound *finish_window(struct rmx_ears_window *window, float gain,
                                             bool with_bins)
{
    for (int c = 0; c < window->channels; c++) {
        if (with_bins)
            fill_bins(window, c, gain);
        fill_samples(window, c, gain);
    }
    window->sound = (struct rmx_sound){
        .channels = window->channels,
        .samples = window->samples,
        .sample_count = RMX_WINDOW,
        .bins = with_bins ? window->bins : NULL,
        .bin_count = with_bins ? RMX_BINS : 0,
    };
    return &window->sound;
}

static const int16_t silence[RMX_WINDOW * RMX_LISTENING_CHANNELS];

const struct rmx_sound *rmx_ears_sound(struct rmx_ears *ears, double time_s, bool with_bins,
                                       struct rmx_ears_window *window)
{
    if (!ears)
        return NULL;
    if (ears->is_behind)
        return rmx_ears_sound_of(silence, 0, with_bins, window);
    long long hop = hop_at(ears, time_s);
    float gain = hop < 0 ? 0.0f : row_of(ears, hop).gain;
    make_room(window,
              ears->listening ? RMX_LISTENING_CHANNELS : rmx_hearing_channels(ears->hearing));
    for (int c = 0; c < window->channels; c++) {
        float *samples = window->samples + (size_t)c * RMX_WINDOW;
        if (ears->listening)
            rmx_listening_window(ears->listening, hop, c, samples);
        else
            rmx_hearing_window(ears->hearing, hop, c, samples);
    }
    return finish_window(window, gain, with_bins);
}

int rmx_ears_moments(struct rmx_ears *ears, double time_s, double frame_s, int16_t *moments,
                     int most)
{
    if (!ears || !ears->listening)
        return 0;
    long long last = hop_at(ears, time_s), first = hop_at(ears, time_s - frame_s) + 1;
    first = first > last - most + 1 ? first : last - most + 1;
    int count = (int)(last - first + 1);
    rmx_listening_moments(ears->listening, first, count, moments);
    return count;
}

long long rmx_ears_newest(struct rmx_ears *ears, double time_s, int count, int16_t *moments)
{
    if (!ears || !ears->listening)
        return -1;
    long long last = hop_at(ears, time_s);
    if (count > 0)
        rmx_listening_moments(ears->listening, last - count + 1, count, moments);
    return last;
}

float rmx_ears_gain(struct rmx_ears *ears, double time_s)
{
    long long hop = ears ? hop_at(ears, time_s) : -1;
    return hop < 0 ? 0.0f : row_of(ears, hop).gain;
}

const struct rmx_sound *rmx_ears_sound_of(const int16_t *moments, float gain, bool with_bins,
                                          struct rmx_ears_window *window)
{
    make_room(window, RMX_LISTENING_CHANNELS);
    for (int c = 0; c < window->channels; c++)
        for (int i = 0; i < RMX_WINDOW; i++)
            window->samples[c * RMX_WINDOW + i] =
                (float)moments[RMX_LISTENING_CHANNELS * i + c] / 32768.0f;
    return finish_window(window, gain, with_bins);
}
