// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/mosaic.h"

#include <stdlib.h>
#include <string.h>

// The fragments that still have uses, in the order of their numbers, channel by channel: the search
// runs through them all.
struct pool {
    float *channels[3];
    int *numbers, *uses_left; // uses_left is by number
    int count, spent;         // so many are in the arrays; so many of them have no uses left
};

struct place {
    uint32_t key;
    int number;
};

static const float nowhere = 1e9f; // as a colour: further than any other

static uint32_t hashed(uint32_t number, uint32_t seed)
{
    uint32_t h = number * 747796405u + seed * 2891336453u + 1u;
    h = ((h >> ((h >> 28) + 4)) ^ h) * 277803737u;
    return (h >> 22) ^ h;
}

static int compare(const void *a, const void *b)
{
    const struct place *one = a, *other = b;
    if (one->key != other->key)
        return one->key < other->key ? -1 : 1;
    return (one->number > other->number) - (one->number < other->number);
}

static void *some(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        abort();
    return memory;
}

static void fill(struct pool *pool, const float *means, int count, int limit)
{
    for (int i = 0; i < count; i++) {
        for (int c = 0; c < 3; c++)
            pool->channels[c][i] = means[3 * i + c];
        pool->numbers[i] = i;
        pool->uses_left[i] = limit;
    }
    pool->count = count;
    pool->spent = 0;
}

// Where in the arrays the nearest one stands; the first of equals.
static int nearest(const struct pool *pool, const float *wanted)
{
    const float *r = pool->channels[0], *g = pool->channels[1], *b = pool->channels[2];
    float best = nowhere * nowhere * 0.5f; // nearer than what has no uses left
    int found = 0;
    while (r[found] == nowhere)
        found++; // one has uses left, and is found where no colour is a number
    for (int i = 0; i < pool->count; i++) {
        float dr = r[i] - wanted[0], dg = g[i] - wanted[1], db = b[i] - wanted[2];
        float distance = dr * dr + dg * dg + db * db;
        if (distance < best) {
            best = distance;
            found = i;
        }
    }
    return found;
}

// Leaves the spent ones out, the others in their order.
static void tighten(struct pool *pool)
{
    int to = 0;
    for (int i = 0; i < pool->count; i++) {
        if (!pool->uses_left[pool->numbers[i]])
            continue;
        for (int c = 0; c < 3; c++)
            pool->channels[c][to] = pool->channels[c][i];
        pool->numbers[to++] = pool->numbers[i];
    }
    pool->count = to;
    pool->spent = 0;
}

static void take(struct pool *pool, int i)
{
    if (--pool->uses_left[pool->numbers[i]])
        return;
    pool->channels[0][i] = nowhere;
    if (++pool->spent * 8 > pool->count)
        tighten(pool);
}

static struct place *ordered(int count, uint32_t seed)
{
    struct place *places = some((size_t)count, sizeof(*places));
    for (int i = 0; i < count; i++)
        places[i] = (struct place){hashed((uint32_t)i, seed), i};
    qsort(places, (size_t)count, sizeof(*places), compare);
    return places;
}

void rmx_mosaic_choose(const float *wanted, int place_count, const float *means, int fragment_count,
                       int limit, uint32_t seed, const atomic_bool *given_up, uint32_t *chosen)
{
    size_t count = (size_t)fragment_count;
    struct place *places = ordered(place_count, seed);
    struct pool pool = {.numbers = some(count, sizeof(int)), .uses_left = some(count, sizeof(int))};
    for (int c = 0; c < 3; c++)
        pool.channels[c] = some(count, sizeof(float));
    for (int i = 0; i < place_count && !(given_up && atomic_load(given_up)); i++) {
        if (pool.count == pool.spent)
            fill(&pool, means, fragment_count, limit);
        int found = nearest(&pool, wanted + 3 * (size_t)places[i].number);
        chosen[places[i].number] = (uint32_t)pool.numbers[found];
        take(&pool, found);
    }
    for (int c = 0; c < 3; c++)
        free(pool.channels[c]);
    free(pool.numbers);
    free(pool.uses_left);
    free(places);
}
