// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/onsets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COMPRESSION 1000.0
enum { RECENT = 5 }; // hops
#define RISE 1.5     // over the mean of those: noise that dies away rises and falls in each
#define SPREADS 8.0  // from the lower quartile to the median, above which an onset stands

void rmx_onsets_init(struct rmx_onsets *onsets, double from_hz, double to_hz, double least,
                     double rest_s)
{
    *onsets = (struct rmx_onsets){
        .first = rmx_spectrum_bin(from_hz),
        .end = rmx_spectrum_bin(to_hz),
        .least = least,
        .rest = (int)ceil(rest_s / RMX_HOP_S),
    };
}

static double take_flux(struct rmx_onsets *onsets, const float *magnitudes, double gain)
{
    double sum = 0.0;
    float scale = (float)(COMPRESSION * gain);
    for (int k = onsets->first; k < onsets->end; k++) {
        float now = log1pf(scale * magnitudes[k]);
        sum += fmax(0.0, (double)(now - onsets->before[k]));
        onsets->before[k] = now;
    }
    return sum / (onsets->end - onsets->first);
}

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static double threshold(struct rmx_onsets *onsets)
{
    float sorted[RMX_ONSET_SPAN];
    int count = onsets->count;
    if (!count)
        return 0.0;
    memcpy(sorted, onsets->fluxes, sizeof(*sorted) * (size_t)count);
    qsort(sorted, (size_t)count, sizeof(*sorted), compare);
    onsets->median = (double)sorted[count / 2];
    return onsets->median + SPREADS * (onsets->median - (double)sorted[count / 4]);
}

static double recent(const struct rmx_onsets *onsets)
{
    double sum = 0.0;
    for (int i = 1; i <= RECENT; i++)
        sum += (double)onsets->fluxes[(onsets->next + RMX_ONSET_SPAN - i) % RMX_ONSET_SPAN];
    return sum / RECENT;
}

bool rmx_onsets_hop(struct rmx_onsets *onsets, const float *magnitudes, double gain)
{
    double least = fmax(threshold(onsets), RISE * recent(onsets));
    onsets->flux = take_flux(onsets, magnitudes, gain);
    onsets->fluxes[onsets->next] = (float)onsets->flux;
    onsets->next = (onsets->next + 1) % RMX_ONSET_SPAN;
    onsets->count += onsets->count < RMX_ONSET_SPAN;
    onsets->resting -= onsets->resting > 0;
    if (onsets->resting || onsets->flux < fmax(least, onsets->median + onsets->least))
        return false;
    onsets->resting = onsets->rest;
    return true;
}
