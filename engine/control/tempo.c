// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/tempo.h"

#include "control/analysis.h"

#include <math.h>
#include <string.h>

enum {
    EVERY = 16, // hops from one look to the next
    MULTIPLES = 4,
    LEAST_ONSETS = 5,
    LONGEST = 94, // hops in a beat, at 60 a minute
    LAGS = MULTIPLES * LONGEST + 2,
    LEAST_HOPS = 300, // three seconds
    STRANGERS = 4,    // looks until another tempo is believed
};
#define SHORTEST 28.0 // hops in a beat, at 200 a minute
#define CLAIM 0.3     // agreement from which a tempo is claimed
#define KEEP 0.2      // and down to which it is kept
#define SAME 0.04     // tempos so near are one
#define FOLLOW 0.3    // the part of a difference that one look corrects

static double grid_beat(int g)
{
    return SHORTEST + g * (LONGEST - SHORTEST) / (RMX_TEMPO_GRID - 1);
}

// Ellis's preference: a Gaussian over octaves around half a second.
void rmx_tempo_init(struct rmx_tempo *tempo)
{
    *tempo = (struct rmx_tempo){0};
    for (int g = 0; g < RMX_TEMPO_GRID; g++) {
        double octaves = log2(grid_beat(g) * RMX_HOP_S / 0.5);
        tempo->weights[g] = (float)exp(-0.5 * octaves * octaves / (0.9 * 0.9));
    }
}

static int hops_heard(const struct rmx_tempo *tempo)
{
    return tempo->hops < RMX_TEMPO_SPAN ? tempo->hops : RMX_TEMPO_SPAN;
}

// What was heard of the curve in order, the newest last, smoothed so that a beat may lie between
// two hops, about 0; before it 0.
static void lay_out(const struct rmx_tempo *tempo, float *curve)
{
    int first = RMX_TEMPO_SPAN - hops_heard(tempo);
    static const float kernel[5] = {1 / 9.0f, 2 / 9.0f, 3 / 9.0f, 2 / 9.0f, 1 / 9.0f};
    double sum = 0.0;
    for (int i = 0; i < RMX_TEMPO_SPAN; i++) {
        curve[i] = 0.0f;
        for (int k = -2; k <= 2; k++)
            if (i + k >= 0 && i + k < RMX_TEMPO_SPAN)
                curve[i] += kernel[k + 2] * tempo->curve[(tempo->next + i + k) % RMX_TEMPO_SPAN];
        sum += (double)curve[i];
    }
    for (int i = 0; i < RMX_TEMPO_SPAN; i++)
        curve[i] = i < first ? 0.0f : curve[i] - (float)(sum / (RMX_TEMPO_SPAN - first));
}

// By lag, 1 at 0, each for as many hops as lie over each other; 0 where these are few.
static void correlate(const float *curve, int heard, double *agreement)
{
    double own = 0.0;
    for (int lag = 0; lag < LAGS; lag++) {
        float sum = 0.0f;
        agreement[lag] = 0.0;
        if (4 * lag >= 3 * heard)
            continue;
        for (int i = RMX_TEMPO_SPAN - heard + lag; i < RMX_TEMPO_SPAN; i++)
            sum += curve[i] * curve[i - lag];
        double mean = (double)sum / (heard - lag);
        own = lag ? own : mean;
        agreement[lag] = own > 0 ? mean / own : 0.0;
    }
}

static double between(const double *values, double at)
{
    int whole = (int)at;
    return values[whole] + (at - whole) * (values[whole + 1] - values[whole]);
}

// How well the curve agrees with itself at a beat's multiples.
static double agreement_at(const double *agreement, double beat)
{
    double sum = 0.0;
    for (int m = 1; m <= MULTIPLES; m++)
        sum += between(agreement, m * beat);
    return sum / MULTIPLES;
}

static double find_beat(const struct rmx_tempo *tempo, const double *agreement, double *how_well)
{
    double best = 0.0, beat = 0.0;
    for (int g = 0; g < RMX_TEMPO_GRID; g++) {
        double well = agreement_at(agreement, grid_beat(g));
        if (well * (double)tempo->weights[g] <= best)
            continue;
        best = well * (double)tempo->weights[g];
        beat = grid_beat(g);
        *how_well = well;
    }
    return beat;
}

// Which part of a beat has passed since the last one: where combs of that beat meet most onsets.
static double find_phase(const float *curve, double beat)
{
    enum { STEPS = 64 };
    double best = -INFINITY, phase = 0.0;
    for (int s = 0; s < STEPS; s++) {
        double sum = 0.0, weight = 1.0;
        for (double back = s * beat / STEPS; back < RMX_TEMPO_SPAN - 1; back += beat) {
            sum += weight * (double)curve[RMX_TEMPO_SPAN - 1 - (int)(back + 0.5)];
            weight *= 0.9;
        }
        if (sum > best) {
            best = sum;
            phase = (double)s / STEPS;
        }
    }
    return phase;
}

static void follow(struct rmx_tempo *tempo, const float *curve, double beat)
{
    bool is_new = tempo->beat_hops == 0.0;
    bool is_same = !is_new && fabs(beat / tempo->beat_hops - 1.0) < SAME;
    tempo->strangers = is_new || is_same ? 0 : tempo->strangers + 1;
    if (is_new || tempo->strangers >= STRANGERS)
        tempo->beat_hops = beat;
    else if (is_same)
        tempo->beat_hops += FOLLOW * (beat - tempo->beat_hops);
    double behind = find_phase(curve, tempo->beat_hops) - tempo->phase;
    behind -= round(behind);
    tempo->phase += is_new ? behind : FOLLOW * behind;
    tempo->phase -= floor(tempo->phase);
}

static int count_onsets(const struct rmx_tempo *tempo)
{
    int count = 0;
    for (int i = 0; i < RMX_TEMPO_SPAN; i++)
        count += tempo->onsets[i];
    return count;
}

static void look(struct rmx_tempo *tempo)
{
    float curve[RMX_TEMPO_SPAN];
    double agreement[LAGS], well = 0.0;
    double beat = 0.0;
    int heard = hops_heard(tempo);
    if (heard >= LEAST_HOPS && count_onsets(tempo) >= LEAST_ONSETS) {
        lay_out(tempo, curve);
        correlate(curve, heard, agreement);
        beat = find_beat(tempo, agreement, &well);
    }
    if (beat > 0.0 && well >= (tempo->beat_hops > 0.0 ? KEEP : CLAIM))
        follow(tempo, curve, beat);
    else
        tempo->beat_hops = tempo->phase = 0.0;
}

void rmx_tempo_hop(struct rmx_tempo *tempo, double value, bool is_onset)
{
    tempo->curve[tempo->next] = (float)value;
    tempo->onsets[tempo->next] = is_onset;
    tempo->next = (tempo->next + 1) % RMX_TEMPO_SPAN;
    if (tempo->beat_hops > 0.0) {
        tempo->phase += 1.0 / tempo->beat_hops;
        tempo->phase -= floor(tempo->phase);
    }
    if (++tempo->hops % EVERY == 0)
        look(tempo);
}

double rmx_tempo_bpm(const struct rmx_tempo *tempo)
{
    return tempo->beat_hops > 0.0 ? 60.0 / (tempo->beat_hops * RMX_HOP_S) : 0.0;
}
