// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/ears.h"

#include "control/hearing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct rmx_ears {
    struct rmx_hearing *hearing;
    double offset_s;
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
    struct rmx_hearing *hearing = rmx_hearing_take(params->path, &analysis, why, why_size);
    if (!hearing)
        return NULL;
    struct rmx_ears *ears = calloc(1, sizeof(*ears));
    if (!ears)
        abort();
    *ears = (struct rmx_ears){hearing, params->offset_s};
    return ears;
}

void rmx_ears_close(struct rmx_ears *ears)
{
    if (ears)
        rmx_hearing_give_back(ears->hearing);
    free(ears);
}

// The hop at a time of the scene; negative before the file's beginning. A frame's time is a
// quotient, which may lie a hair before the hop that it means.
static long long hop_at(const struct rmx_ears *ears, double time_s)
{
    return llround(floor((time_s + ears->offset_s) / RMX_HOP_S + 1e-6));
}

void rmx_ears_hear(struct rmx_ears *ears, double time_s, double frame_s, float numbers[RMX_HEARD])
{
    long long hop = ears ? hop_at(ears, time_s) : -1;
    memset(numbers, 0, sizeof(*numbers) * RMX_HEARD);
    numbers[RMX_HEARD_SILENCE] = (float)fmax(time_s, 0.0);
    numbers[RMX_HEARD_SMOOTH + RMX_HEARD_SILENCE] = numbers[RMX_HEARD_SILENCE];
    if (hop < 0)
        return;
    struct rmx_heard row = rmx_hearing_row(ears->hearing, hop);
    memcpy(numbers, row.numbers, sizeof(*numbers) * RMX_HEARD);
    rmx_hearing_events(ears->hearing, hop_at(ears, time_s - frame_s) + 1, hop, numbers);
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

const struct rmx_sound *rmx_ears_sound(struct rmx_ears *ears, double time_s, bool with_bins,
                                       struct rmx_ears_window *window)
{
    if (!ears)
        return NULL;
    long long hop = hop_at(ears, time_s);
    float gain = hop < 0 ? 0.0f : rmx_hearing_row(ears->hearing, hop).gain;
    make_room(window, rmx_hearing_channels(ears->hearing));
    for (int c = 0; c < window->channels; c++) {
        rmx_hearing_window(ears->hearing, hop, c, window->samples + (size_t)c * RMX_WINDOW);
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
