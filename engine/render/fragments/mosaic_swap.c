// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/mosaic_parts.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_ROUNDS = 8, EACH_WAY = 64 };

// Places in the order of the lightness of what they have.
struct holders {
    struct rmx_mosaic_taken *taken;
    const struct rmx_mosaic_near *near;
    int *places;
    float *distances; // by place: of what it has
    int count;
};

struct holder {
    int tile, place;
};

static int compare(const void *a, const void *b)
{
    const struct holder *one = a, *other = b;
    int tiles = (one->tile > other->tile) - (one->tile < other->tile);
    return tiles ? tiles : (one->place > other->place) - (one->place < other->place);
}

static const float *features_of(const struct rmx_mosaic_taken *taken, int place)
{
    return taken->features + (size_t)RMX_FEATURES * (size_t)taken->tiles[place];
}

static const float *wanted_of(const struct rmx_mosaic_taken *taken, int place)
{
    return taken->wanted + (size_t)RMX_FEATURES * (size_t)place;
}

static int first_as_light(const struct holders *holders, float lightness)
{
    int low = 0, high = holders->count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (features_of(holders->taken, holders->places[middle])[0] < lightness)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// How much nearer both come together; below 0 where they do not.
static float gain_of(const struct holders *holders, int one, int other)
{
    const struct rmx_mosaic_taken *taken = holders->taken;
    float left = holders->distances[one] + holders->distances[other];
    left -= rmx_mosaic_distance(wanted_of(taken, one), features_of(taken, other), left);
    if (left > 0)
        left -= rmx_mosaic_distance(wanted_of(taken, other), features_of(taken, one), left);
    return left;
}

static void measure(struct holders *holders, int place)
{
    const struct rmx_mosaic_taken *taken = holders->taken;
    holders->distances[place] =
        rmx_mosaic_distance(wanted_of(taken, place), features_of(taken, place), INFINITY);
}

struct looking {
    const struct rmx_mosaic_taken *taken;
    int tile, but; // a place that will have another one
    bool is_near;
};

static void look(void *data, int place, float cells)
{
    struct looking *looking = data;
    (void)cells;
    looking->is_near |= place != looking->but && looking->taken->tiles[place] == looking->tile;
}

static bool may_have(const struct holders *holders, int place, int from)
{
    struct looking looking = {holders->taken, holders->taken->tiles[from], from, false};
    rmx_mosaic_near_visit(holders->near, place, look, &looking);
    return !looking.is_near;
}

// Where in the order the best place to exchange with stands; -1: none.
static int partner_of(const struct holders *holders, int place)
{
    const struct rmx_mosaic_taken *taken = holders->taken;
    int middle = first_as_light(holders, wanted_of(taken, place)[0]), found = -1;
    float best = 1e-5f; // what is rounded is no gain
    for (int at = middle - EACH_WAY; at < middle + EACH_WAY; at++) {
        int other = at < 0 || at >= holders->count ? place : holders->places[at];
        if (taken->tiles[other] == taken->tiles[place])
            continue;
        float gain = gain_of(holders, place, other);
        if (gain <= best || !may_have(holders, place, other) || !may_have(holders, other, place))
            continue;
        best = gain;
        found = at;
    }
    return found;
}

static bool run_round(struct holders *holders, int *positions, const struct rmx_mosaic *mosaic)
{
    int *tiles = holders->taken->tiles;
    bool any = false;
    for (int i = 0; i < holders->count; i++) {
        int place = holders->taken->order[i], at = partner_of(holders, place);
        if (mosaic->given_up && atomic_load(mosaic->given_up))
            return false;
        if (at < 0)
            continue;
        int other = holders->places[at], tile = tiles[place];
        tiles[place] = tiles[other];
        tiles[other] = tile;
        holders->places[positions[place]] = other;
        holders->places[at] = place;
        positions[other] = positions[place];
        positions[place] = at;
        measure(holders, place);
        measure(holders, other);
        any = true;
    }
    return any;
}

void rmx_mosaic_swap(const struct rmx_mosaic *mosaic, const struct rmx_mosaic_near *near,
                     struct rmx_mosaic_taken *taken)
{
    int count = mosaic->place_count;
    struct holder *sorted = rmx_mosaic_some((size_t)count, sizeof(*sorted));
    int *positions = rmx_mosaic_some((size_t)count, sizeof(int));
    struct holders holders = {
        .taken = taken,
        .near = near,
        .places = rmx_mosaic_some((size_t)count, sizeof(int)),
        .distances = rmx_mosaic_some((size_t)count, sizeof(float)),
        .count = count,
    };
    for (int i = 0; i < count; i++)
        sorted[i] = (struct holder){taken->tiles[i], i};
    for (int i = 0; i < count; i++)
        measure(&holders, i);
    qsort(sorted, (size_t)count, sizeof(*sorted), compare);
    for (int i = 0; i < count; i++) {
        holders.places[i] = sorted[i].place;
        positions[sorted[i].place] = i;
    }
    for (int round = 0; round < MOST_ROUNDS && run_round(&holders, positions, mosaic); round++)
        continue;
    free(holders.distances);
    free(holders.places);
    free(positions);
    free(sorted);
}
