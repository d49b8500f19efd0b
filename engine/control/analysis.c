// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/analysis.h"

#include "control/gain.h"
#include "control/onsets.h"
#include "control/tempo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BANDS = 4 };

static const double corners[BANDS + 1] = {RMX_BASS_HZ, RMX_LOW_HZ, RMX_MID_HZ, RMX_HIGH_HZ,
                                          RMX_TOP_HZ};

struct rmx_analysis {
    struct rmx_analysis_params params;
    struct rmx_spectrum *spectrum;
    float window[RMX_WINDOW]; // the newest last
    float magnitudes[RMX_BINS];
    struct rmx_gain whole, bands[BANDS];
    struct rmx_onsets onsets, kicks, snares;
    struct rmx_tempo tempo;
    double silent_s;
    struct rmx_heard heard; // of the last hop
};

struct rmx_analysis *rmx_analysis_create(const struct rmx_analysis_params *params)
{
    struct rmx_analysis *analysis = calloc(1, sizeof(*analysis));
    if (!analysis)
        abort();
    analysis->params = *params;
    analysis->spectrum = rmx_spectrum_create();
    rmx_gain_init(&analysis->whole);
    for (int b = 0; b < BANDS; b++)
        rmx_gain_init(&analysis->bands[b]);
    rmx_onsets_init(&analysis->onsets, RMX_BASS_HZ, RMX_TOP_HZ, 0.01, 0.06);
    rmx_onsets_init(&analysis->kicks, RMX_BASS_HZ, RMX_LOW_HZ, 0.3, 0.1);
    rmx_onsets_init(&analysis->snares, RMX_SNARE_HZ, RMX_SNARE_TOP_HZ, 0.05, 0.1);
    rmx_tempo_init(&analysis->tempo);
    return analysis;
}

void rmx_analysis_destroy(struct rmx_analysis *analysis)
{
    if (analysis)
        rmx_spectrum_destroy(analysis->spectrum);
    free(analysis);
}

static void shift_in(struct rmx_analysis *analysis, const float *samples)
{
    float *newest = analysis->window + RMX_WINDOW - RMX_HOP;
    memmove(analysis->window, analysis->window + RMX_HOP, sizeof(float) * (RMX_WINDOW - RMX_HOP));
    for (int i = 0; i < RMX_HOP; i++)
        newest[i] = isfinite(samples[i]) ? samples[i] : 0.0f;
}

// A sine has half of its magnitude in the bins beside its own, hence 1.5 (Hann's noise bandwidth).
static double level_between(const float *magnitudes, double from_hz, double to_hz)
{
    double power = 0.0;
    for (int k = rmx_spectrum_bin(from_hz); k < rmx_spectrum_bin(to_hz); k++)
        power += (double)magnitudes[k] * (double)magnitudes[k];
    return sqrt(power / 1.5);
}

static double gain_of(const struct rmx_analysis *analysis, struct rmx_gain *gain, double level,
                      double floor)
{
    double followed = rmx_gain_follow(gain, level, floor, RMX_HOP_S);
    return analysis->params.gain > 0 ? analysis->params.gain : followed;
}

static float unit(double number)
{
    return (float)fmin(fmax(number, 0.0), 1.0);
}

// Bands have gains of their own: in music the high ones are far below the low ones.
static void measure_levels(struct rmx_analysis *analysis, struct rmx_heard *heard)
{
    const float *magnitudes = analysis->magnitudes;
    double level = level_between(magnitudes, 1.0, RMX_HEARING_RATE / 2.0);
    double gain = gain_of(analysis, &analysis->whole, level, RMX_GAIN_FLOOR);
    heard->gain = (float)gain;
    heard->numbers[RMX_HEARD_LEVEL] = unit(gain * level);
    for (int b = 0; b < BANDS; b++) {
        double band = level_between(magnitudes, corners[b], corners[b + 1]);
        double floor = RMX_GAIN_BAND * analysis->whole.loudest;
        heard->numbers[RMX_HEARD_BASS + b] =
            unit(band * gain_of(analysis, &analysis->bands[b], band, floor));
    }
    analysis->silent_s = level < RMX_SILENT_LEVEL ? analysis->silent_s + RMX_HOP_S : 0.0;
    heard->numbers[RMX_HEARD_SILENCE] = (float)analysis->silent_s;
}

static void measure_peak(const struct rmx_analysis *analysis, struct rmx_heard *heard)
{
    float peak = 0.0f;
    for (int i = RMX_WINDOW - RMX_HOP; i < RMX_WINDOW; i++)
        peak = fmaxf(peak, fabsf(analysis->window[i]));
    heard->numbers[RMX_HEARD_PEAK] = unit((double)heard->gain * (double)peak);
}

// The spectrum's centre of mass, in octaves.
static void measure_brightness(const struct rmx_analysis *analysis, struct rmx_heard *heard)
{
    double mass = 0.0, moment = 0.0;
    for (int k = 1; k < RMX_BINS; k++) {
        mass += (double)analysis->magnitudes[k];
        moment += (double)analysis->magnitudes[k] * k;
    }
    if (analysis->silent_s > 0.0 || mass <= 0.0)
        return;
    double hz = moment / mass * RMX_HEARING_RATE / RMX_WINDOW;
    heard->numbers[RMX_HEARD_BRIGHTNESS] =
        unit(log2(hz / RMX_DARK_HZ) / log2(RMX_BRIGHT_HZ / RMX_DARK_HZ));
}

static void find_events(struct rmx_analysis *analysis, struct rmx_heard *heard)
{
    const float *magnitudes = analysis->magnitudes;
    double gain = (double)heard->gain;
    bool is_onset = rmx_onsets_hop(&analysis->onsets, magnitudes, gain);
    heard->numbers[RMX_HEARD_ONSET] = is_onset;
    heard->numbers[RMX_HEARD_KICK] = rmx_onsets_hop(&analysis->kicks, magnitudes, gain);
    heard->numbers[RMX_HEARD_SNARE] = rmx_onsets_hop(&analysis->snares, magnitudes, gain);
    double rise = fmax(0.0, analysis->onsets.flux - analysis->onsets.median);
    rmx_tempo_hop(&analysis->tempo, rise, is_onset);
    heard->numbers[RMX_HEARD_TEMPO] = (float)rmx_tempo_bpm(&analysis->tempo);
    heard->numbers[RMX_HEARD_BEAT] = (float)analysis->tempo.phase;
}

static double step_towards(double time_constant_s)
{
    return time_constant_s > 0 ? 1.0 - exp(-RMX_HOP_S / time_constant_s) : 1.0;
}

static void smooth(const struct rmx_analysis *analysis, struct rmx_heard *heard)
{
    double attack = step_towards(analysis->params.attack_s);
    double release = step_towards(analysis->params.release_s);
    for (int i = 0; i < RMX_HEARD_SMOOTH; i++) {
        double now = (double)heard->numbers[i];
        double before = (double)analysis->heard.numbers[RMX_HEARD_SMOOTH + i];
        double part = now > before ? attack : release;
        heard->numbers[RMX_HEARD_SMOOTH + i] = (float)(before + part * (now - before));
    }
}

void rmx_analysis_hop(struct rmx_analysis *analysis, const float *samples, struct rmx_heard *heard)
{
    *heard = (struct rmx_heard){0};
    shift_in(analysis, samples);
    rmx_spectrum_take(analysis->spectrum, analysis->window, analysis->magnitudes);
    measure_levels(analysis, heard);
    measure_peak(analysis, heard);
    measure_brightness(analysis, heard);
    find_events(analysis, heard);
    smooth(analysis, heard);
    analysis->heard = *heard;
}
