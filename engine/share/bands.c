// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/bands.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = 180 };
// Who never held more than that has no band: it would be thinner than a line.
static const double LEAST_SHARE = 0.002;

// --- Which holders have a band

static int rank_of_kind(const struct rmx_ledger_row *row)
{
    enum rmx_holder_kind kind = row->holder->kind;
    return kind == RMX_HOLDER_BACKGROUND ? 0 : kind == RMX_HOLDER_EFFECTS ? 1 : 2;
}

// From the bottom.
static int compare_rows(const void *a, const void *b)
{
    const struct rmx_ledger_row *left = *(struct rmx_ledger_row *const *)a;
    const struct rmx_ledger_row *right = *(struct rmx_ledger_row *const *)b;
    if (rank_of_kind(left) != rank_of_kind(right))
        return rank_of_kind(left) - rank_of_kind(right);
    if (left->share != right->share)
        return left->share < right->share ? -1 : 1;
    return left > right ? -1 : left < right;
}

// Who has a band, from the bottom.
struct order {
    const struct rmx_ledger_row **rows;
    int count;
    int below;  // how many of them are no sources
    int others; // how many above these share a band
};

// Background and effects where they can be seen, and all sources that held anything.
static void sort_rows(struct rmx_arena *arena, const struct rmx_ledger *ledger, struct order *order)
{
    order->rows = RMX_NEW(arena, const struct rmx_ledger_row *, ledger->holders->count);
    for (int i = 0; i < ledger->holders->count; i++) {
        const struct rmx_ledger_row *row = &ledger->rows[i];
        bool is_source = rank_of_kind(row) == 2;
        if (is_source ? row->largest > 0 : row->largest >= LEAST_SHARE) {
            order->rows[order->count++] = row;
            order->below += !is_source;
        }
    }
    qsort(order->rows, (size_t)order->count, sizeof(*order->rows), compare_rows);
}

// The smallest sources share a band where they are too thin for their own, or too many; where even
// together they are thinner than a line they have none.
static struct order order_of(struct rmx_arena *arena, const struct rmx_ledger *ledger)
{
    struct order order = {0};
    double sum = 0;
    int first, last;
    sort_rows(arena, ledger, &order);
    first = last = order.below;
    while (last < order.count && order.rows[last]->largest < LEAST_SHARE)
        sum += order.rows[last++]->share;
    if (sum < LEAST_SHARE) {
        order.count -= last - first;
        memmove(order.rows + first, order.rows + last,
                (size_t)(order.count - first) * sizeof(*order.rows));
        last = first;
    }
    order.others = last - first;
    if (order.count - order.others + (order.others > 0) > RMX_BANDS_MOST)
        order.others = order.count - RMX_BANDS_MOST + 1;
    return order;
}

// --- Points

// Several samples make a point where there are many: their mean, at the first one's time.
static double mean_share(const struct rmx_ledger *ledger, int holder, int first, int count)
{
    double sum = 0, seconds = 0;
    for (int i = first; i < first + count && i < ledger->sample_count; i++) {
        sum += ledger->samples[i].shares[holder] * ledger->samples[i].seconds;
        seconds += ledger->samples[i].seconds;
    }
    return sum / seconds;
}

static int samples_in_point(const struct rmx_ledger *ledger)
{
    return (ledger->sample_count + MOST_POINTS - 1) / MOST_POINTS;
}

// The last sample holds until the end of the span: one point more.
static void place_points(struct rmx_arena *arena, const struct rmx_ledger *ledger,
                         struct rmx_bands *bands)
{
    int step = samples_in_point(ledger), points = (ledger->sample_count + step - 1) / step;
    bands->point_count = points + 1;
    bands->times = RMX_NEW(arena, double, points + 1);
    for (int i = 0; i < points; i++)
        bands->times[i] =
            (ledger->samples[(size_t)i * (size_t)step].time_s - ledger->samples[0].time_s) /
            ledger->seconds;
    bands->times[points] = 1;
}

// How thick a holder's band is at a point.
static double thickness(const struct rmx_ledger *ledger, const struct rmx_bands *bands, int holder,
                        int point)
{
    int step = samples_in_point(ledger);
    int last = bands->point_count - 2;
    return mean_share(ledger, holder, (point < last ? point : last) * step, step);
}

// --- Edges

// The slope at a point between two others: none at a turn, else the harmonic mean.
static double slope_between(double before, double after)
{
    return before * after > 0 ? 2 * before * after / (before + after) : 0;
}

static double slope_at(const double *times, const double *values, int count, int i)
{
    if (i == 0 || i == count - 1)
        return 0;
    return slope_between((values[i] - values[i - 1]) / (times[i] - times[i - 1]),
                         (values[i + 1] - values[i]) / (times[i + 1] - times[i]));
}

// A band of that thickness, by itself: it stands on the ground for now.
static void set_thickness(const struct rmx_bands *bands, struct rmx_band *band,
                          const double *values)
{
    for (int i = 0; i < bands->point_count; i++) {
        band->upper[i] = values[i];
        band->slopes[i] = slope_at(bands->times, values, bands->point_count, i);
    }
}

// All bands together are the whole surface, so their slopes at a point add up to 0: those that go
// the way of the surplus are made less steep.
static void balance(const struct rmx_bands *bands, int point)
{
    double up = 0, down = 0;
    for (int b = 0; b < bands->count; b++) {
        double slope = bands->items[b].slopes[point];
        up += fmax(slope, 0);
        down += fmax(-slope, 0);
    }
    double less = fmin(up, down);
    for (int b = 0; b < bands->count; b++) {
        double *slope = &bands->items[b].slopes[point];
        double sum = *slope > 0 ? up : down;
        *slope = sum > 0 ? *slope * less / sum : 0;
    }
}

// Puts each band upon the one below it; those too thin to be drawn leave the topmost one more.
static void stack(const struct rmx_bands *bands)
{
    for (int i = 0; i < bands->point_count; i++) {
        balance(bands, i);
        for (int b = 1; b < bands->count; b++) {
            bands->items[b].upper[i] += bands->items[b - 1].upper[i];
            bands->items[b].slopes[i] += bands->items[b - 1].slopes[i];
        }
        bands->items[bands->count - 1].upper[i] = 1;
    }
}

static struct rmx_band *add_band(struct rmx_arena *arena, struct rmx_bands *bands, int holder)
{
    struct rmx_band *band = &bands->items[bands->count++];
    *band = (struct rmx_band){.holder = holder,
                              .upper = RMX_NEW(arena, double, bands->point_count),
                              .slopes = RMX_NEW(arena, double, bands->point_count)};
    return band;
}

struct rmx_bands rmx_bands_create(struct rmx_arena *arena, const struct rmx_ledger *ledger)
{
    struct rmx_bands bands = {.items = RMX_NEW(arena, struct rmx_band, RMX_BANDS_MOST)};
    const struct order order = order_of(arena, ledger);
    place_points(arena, ledger, &bands);
    double *values = RMX_NEW(arena, double, bands.point_count);
    for (int i = 0; i < order.count; i++) {
        bool is_other = i >= order.below && i < order.below + order.others;
        bool continues = is_other && i > order.below;
        int holder = (int)(order.rows[i] - ledger->rows);
        struct rmx_band *band = continues
                                    ? &bands.items[bands.count - 1]
                                    : add_band(arena, &bands, is_other ? RMX_BAND_OTHERS : holder);
        band->holders++;
        band->share += order.rows[i]->share;
        for (int k = 0; k < bands.point_count; k++)
            values[k] = (continues ? values[k] : 0) + thickness(ledger, &bands, holder, k);
        set_thickness(&bands, band, values);
    }
    stack(&bands);
    return bands;
}

double rmx_bands_edge(const struct rmx_bands *bands, int band, double time)
{
    if (band < 0)
        return 0;
    const double *upper = bands->items[band].upper, *slopes = bands->items[band].slopes;
    int i = 0;
    while (i < bands->point_count - 2 && bands->times[i + 1] <= time)
        i++;
    double length = bands->times[i + 1] - bands->times[i];
    double t = fmin(fmax((time - bands->times[i]) / length, 0), 1);
    double rest = 1 - t;
    return rest * rest * (1 + 2 * t) * upper[i] + t * rest * rest * length * slopes[i] +
           t * t * (3 - 2 * t) * upper[i + 1] - t * t * rest * length * slopes[i + 1];
}

// --- Names

static double middle_at(const struct rmx_bands *bands, int band, double time)
{
    return (rmx_bands_edge(bands, band, time) + rmx_bands_edge(bands, band - 1, time)) / 2;
}

// How much of the band lies on both sides of a line, at the least, along a stretch of it.
static double clearance(const struct rmx_bands *bands, int band, const struct rmx_band_label *label,
                        double half)
{
    enum { PLACES = 12 };
    double least = 1;
    for (int i = 0; i <= PLACES; i++) {
        double off = half * (2.0 * i / PLACES - 1), time = label->time + off;
        double line = label->middle + label->slope * off;
        least = fmin(least, fmin(rmx_bands_edge(bands, band, time) - line,
                                 line - rmx_bands_edge(bands, band - 1, time)));
    }
    return least;
}

// A place for a name: the plot and the text in pixels, how much of the band's slope it follows.
struct place {
    double width, height, text_width, size;
    double follows; // 0: it stands level; 1: it runs along the band
};

// How good a name looks at a time; below 0: it does not fit. Room counts up to twice the need;
// where there is enough, a level name in the middle is best.
static double merit_of(const struct rmx_bands *bands, int band, const struct place *place,
                       double half, struct rmx_band_label *label)
{
    const double need = 0.62 * place->size, steepest = 0.5;
    label->size = place->size;
    label->middle = middle_at(bands, band, label->time);
    label->slope =
        place->follows *
        (middle_at(bands, band, label->time + half) - middle_at(bands, band, label->time - half)) /
        (2 * half);
    double space = clearance(bands, band, label, half) * place->height;
    double steep = fabs(label->slope) * place->height / place->width;
    if (space < need || steep > steepest)
        return -1;
    return fmin(space, 2 * need) - need + place->size * (3 - fabs(label->time - 0.5) - 2 * steep);
}

// The best place for a name of that size; its size is 0 where there is none.
static struct rmx_band_label best_of(const struct rmx_bands *bands, int band, struct place place)
{
    enum { PLACES = 60 };
    const double margin = 8;
    double half = (place.text_width * place.size / 2 + margin) / place.width, most = 0;
    struct rmx_band_label best = {0};
    for (int i = 0; half < 0.5 && i <= 2 * PLACES + 1; i++) {
        struct rmx_band_label label = {.time = half + (1 - 2 * half) * (i / 2) / PLACES};
        place.follows = i % 2;
        double merit = merit_of(bands, band, &place, half, &label);
        if (merit > most) {
            most = merit;
            best = label;
        }
    }
    return best;
}

struct rmx_band_label rmx_bands_label(const struct rmx_bands *bands, int band, double text_width,
                                      double width, double height)
{
    static const double sizes[] = {26, 22, 19, 16, 14, 12, 10.5, 9.5};
    struct rmx_band_label best = {0};
    for (size_t s = 0; best.size <= 0 && s < sizeof(sizes) / sizeof(*sizes); s++)
        best = best_of(bands, band, (struct place){width, height, text_width, sizes[s], 0});
    return best;
}
