// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/tap_tempo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BOUNCE_MS = 150, PAUSE_MS = 2000, AGREEING = 3 };

static double interval(const struct rmx_tap_tempo *taps, int back)
{
    return taps->ms[taps->count - 1 - back] - taps->ms[taps->count - 2 - back];
}

static int compare(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

// Of the last `count` intervals. Of two that lie in the middle and apart it is the longer one: a
// tap too many is likelier than one too few.
static double median(const struct rmx_tap_tempo *taps, int count)
{
    double sorted[RMX_TAP_TEMPO];
    for (int i = 0; i < count; i++)
        sorted[i] = interval(taps, i);
    qsort(sorted, (size_t)count, sizeof(*sorted), compare);
    double low = sorted[(count - 1) / 2], high = sorted[count / 2];
    return high - low < 0.15 * high ? (low + high) / 2 : high;
}

static void drop_oldest(struct rmx_tap_tempo *taps, int kept)
{
    memmove(taps->ms, taps->ms + taps->count - kept, sizeof(*taps->ms) * (size_t)kept);
    taps->count = kept;
}

// Three intervals that agree with each other and not with those before are a new tempo. Two can be
// one tap too many.
static void follow_change(struct rmx_tap_tempo *taps)
{
    if (taps->count <= AGREEING + 1)
        return;
    double newer = median(taps, AGREEING), all = median(taps, taps->count - 1);
    for (int i = 0; i < AGREEING; i++)
        if (fabs(interval(taps, i) - newer) > 0.15 * newer)
            return;
    if (fabs(newer - all) > 0.25 * fmin(newer, all))
        drop_oldest(taps, AGREEING + 1);
}

// How far behind the last tap the beat is that all taps share, in beats, -0.5 to 0.5: the mean of
// their angles, which one tap between two beats does not turn.
static double lag(const struct rmx_tap_tempo *taps, double beat_ms)
{
    double x = 0, y = 0;
    for (int i = 0; i < taps->count; i++) {
        double angle = (taps->ms[i] - taps->ms[taps->count - 1]) / beat_ms * 2 * M_PI;
        x += cos(angle);
        y += sin(angle);
    }
    return atan2(y, x) / (2 * M_PI);
}

// The straight line, by least squares, through those taps that lie near a beat: steadier than the
// median and the mean, which it begins with. `grid_ms`: a beat.
static void fit(const struct rmx_tap_tempo *taps, double *beat_ms, double *grid_ms)
{
    double n = 0, k_sum = 0, ms_sum = 0, kk = 0, kms = 0;
    for (int i = 0; i < taps->count; i++) {
        double ms = taps->ms[i] - *grid_ms, k = round(ms / *beat_ms);
        if (fabs(ms - k * *beat_ms) > 0.25 * *beat_ms)
            continue;
        n++;
        k_sum += k;
        ms_sum += ms;
        kk += k * k;
        kms += k * ms;
    }
    double wide = n * kk - k_sum * k_sum;
    if (wide <= 0)
        return;
    *beat_ms = (n * kms - k_sum * ms_sum) / wide;
    *grid_ms += (ms_sum - *beat_ms * k_sum) / n;
}

static struct rmx_tapped begin(struct rmx_tap_tempo *taps, double now_ms)
{
    *taps = (struct rmx_tap_tempo){.ms = {now_ms}, .count = 1, .grid_ms = now_ms};
    return (struct rmx_tapped){.counts = true};
}

struct rmx_tapped rmx_tap_tempo_add(struct rmx_tap_tempo *taps, double now_ms)
{
    double passed_ms = taps->count ? now_ms - taps->ms[taps->count - 1] : 0;
    if (!taps->count || passed_ms < 0 || passed_ms > PAUSE_MS)
        return begin(taps, now_ms);
    if (passed_ms < BOUNCE_MS)
        return (struct rmx_tapped){0};
    if (taps->count == RMX_TAP_TEMPO)
        drop_oldest(taps, RMX_TAP_TEMPO - 1);
    taps->ms[taps->count++] = now_ms;
    follow_change(taps);
    double beat_ms = median(taps, taps->count - 1);
    double grid_ms = now_ms + lag(taps, beat_ms) * beat_ms;
    fit(taps, &beat_ms, &grid_ms);
    grid_ms += round((now_ms - grid_ms) / beat_ms) * beat_ms;
    taps->grid_beat += round((grid_ms - taps->grid_ms) / beat_ms);
    taps->grid_ms = grid_ms;
    return (struct rmx_tapped){true, 60000 / beat_ms,
                               taps->grid_beat + (now_ms - grid_ms) / beat_ms};
}
