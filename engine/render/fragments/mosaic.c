// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/fragments/mosaic.h"

#include "render/fragments/mosaic_parts.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TRIED = 8192 };

struct keyed {
    int level; // lower first, then by key
    uint32_t key;
    int number;
};

// The tiles, by lightness. Those that are used up are stepped over: from each, `uppers` and
// `lowers` lead on towards the next one that is not (a disjoint-set forest each way).
struct pool {
    int count, alive;
    float *features;
    int *numbers, *uses_left;
    int *uppers; // count + 1; its own number where it is not used up
    int *lowers; // count + 1; tile k stands at k + 1
    // Tiles that are used near a place, while it chooses: then `marks` is the place's number + 1.
    int *marks;
    float *cells; // how near
};

struct choice {
    const struct rmx_mosaic *mosaic;
    struct pool pool;
    struct rmx_mosaic_near near;
    float *wanted;
    int *order; // of the places
    struct rmx_mosaic_taken taken;
    int place; // that chooses
};

bool rmx_mosaic_has_rules(const struct rmx_mosaic_rules *rules)
{
    return rules->limit > 0 || rules->apart > 0 || rules->is_once;
}

void *rmx_mosaic_some(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        abort();
    return memory;
}

float rmx_mosaic_distance(const float *one, const float *other, float most)
{
    enum { AT_ONCE = 8 };
    float sum = 0;
    for (int first = 0; first < RMX_FEATURES && sum <= most; first += AT_ONCE) {
        float squares[AT_ONCE];
        for (int k = 0; k < AT_ONCE; k++) {
            float apart = one[first + k] - other[first + k];
            squares[k] = apart * apart;
        }
        sum += ((squares[0] + squares[1]) + (squares[2] + squares[3])) +
               ((squares[4] + squares[5]) + (squares[6] + squares[7]));
    }
    return sum;
}

static uint32_t hashed(uint32_t number, uint32_t seed)
{
    uint32_t h = number * 747796405u + seed * 2891336453u + 1u;
    h = ((h >> ((h >> 28) + 4)) ^ h) * 277803737u;
    return (h >> 22) ^ h;
}

static int compare(const void *a, const void *b)
{
    const struct keyed *one = a, *other = b;
    if (one->level != other->level)
        return one->level < other->level ? -1 : 1;
    if (one->key != other->key)
        return one->key < other->key ? -1 : 1;
    return (one->number > other->number) - (one->number < other->number);
}

static float sane(float number)
{
    return isfinite(number) ? fminf(fmaxf(number, -1e6f), 1e6f) : 0;
}

// The order of floats as an order of whole numbers.
static uint32_t key_of(float number)
{
    uint32_t bits;
    number = sane(number) + 0.0f;
    memcpy(&bits, &number, sizeof(bits));
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

static float *finite_copy(const float *features, int count, const struct keyed *order)
{
    float *copy = rmx_mosaic_some((size_t)RMX_FEATURES * (size_t)count, sizeof(*copy));
    for (int i = 0; i < count; i++) {
        const float *from = features + (size_t)RMX_FEATURES * (size_t)(order ? order[i].number : i);
        for (int k = 0; k < RMX_FEATURES; k++)
            copy[(size_t)RMX_FEATURES * (size_t)i + (size_t)k] = sane(from[k]);
    }
    return copy;
}

static void fill(struct pool *pool, const struct rmx_mosaic_rules *rules)
{
    int limit = rules->is_once ? 1 : rules->limit > 0 ? rules->limit : INT_MAX;
    for (int i = 0; i <= pool->count; i++)
        pool->uppers[i] = pool->lowers[i] = i;
    for (int i = 0; i < pool->count; i++)
        pool->uses_left[i] = limit;
    pool->alive = pool->count;
}

static void init_pool(struct pool *pool, const struct rmx_mosaic *mosaic)
{
    size_t count = (size_t)mosaic->tile_count;
    struct keyed *order = rmx_mosaic_some(count, sizeof(*order));
    for (int i = 0; i < mosaic->tile_count; i++)
        order[i] = (struct keyed){0, key_of(mosaic->tiles[(size_t)RMX_FEATURES * (size_t)i]), i};
    qsort(order, count, sizeof(*order), compare);
    *pool = (struct pool){
        .count = mosaic->tile_count,
        .features = finite_copy(mosaic->tiles, mosaic->tile_count, order),
        .numbers = rmx_mosaic_some(count, sizeof(int)),
        .uses_left = rmx_mosaic_some(count, sizeof(int)),
        .uppers = rmx_mosaic_some(count + 1, sizeof(int)),
        .lowers = rmx_mosaic_some(count + 1, sizeof(int)),
        .marks = rmx_mosaic_some(count, sizeof(int)),
        .cells = rmx_mosaic_some(count, sizeof(float)),
    };
    for (int i = 0; i < mosaic->tile_count; i++)
        pool->numbers[i] = order[i].number;
    free(order);
    fill(pool, &mosaic->rules);
}

static void finish_pool(struct pool *pool)
{
    free(pool->features);
    free(pool->numbers);
    free(pool->uses_left);
    free(pool->uppers);
    free(pool->lowers);
    free(pool->marks);
    free(pool->cells);
}

static int find(int *forest, int k)
{
    while (forest[k] != k)
        k = forest[k] = forest[forest[k]];
    return k;
}

static int upper(struct pool *pool, int from) // `count`: none
{
    return find(pool->uppers, from);
}

static int lower(struct pool *pool, int before) // -1: none
{
    return find(pool->lowers, before) - 1;
}

static const float *features_at(const struct pool *pool, int tile)
{
    return pool->features + (size_t)RMX_FEATURES * (size_t)tile;
}

static int first_as_light(const struct pool *pool, float lightness)
{
    int low = 0, high = pool->count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (features_at(pool, middle)[0] < lightness)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// The nearest that is neither used up nor marked, -1: there is none. Out from the place's own
// lightness both ways, until what is left cannot be nearer.
static int nearest(struct pool *pool, const float *wanted, int mark)
{
    int from = first_as_light(pool, wanted[0]), found = -1;
    int high = upper(pool, from), low = lower(pool, from);
    float best = INFINITY;
    for (int tried = 0; tried < MOST_TRIED && (high < pool->count || low >= 0);) {
        float above = high < pool->count ? features_at(pool, high)[0] - wanted[0] : INFINITY;
        float below = low >= 0 ? wanted[0] - features_at(pool, low)[0] : INFINITY;
        int tile = below < above ? low : high;
        if (fminf(above, below) * fminf(above, below) > best)
            break;
        if (below < above)
            low = lower(pool, low);
        else
            high = upper(pool, high + 1);
        if (pool->marks[tile] == mark)
            continue;
        float distance = rmx_mosaic_distance(features_at(pool, tile), wanted, best);
        if (distance < best || (distance == best && tile < found)) {
            best = distance;
            found = tile;
        }
        tried++;
    }
    return found;
}

static void mark(void *data, int place, float cells)
{
    struct choice *choice = data;
    struct pool *pool = &choice->pool;
    int tile = choice->taken.tiles[place];
    if (pool->marks[tile] != choice->place + 1 || cells < pool->cells[tile])
        pool->cells[tile] = cells;
    pool->marks[tile] = choice->place + 1;
}

// Of those that are used too near, the one whose nearest use is farthest.
struct farthest {
    const struct choice *choice;
    int tile;
};

static void compare_cells(void *data, int place, float cells)
{
    struct farthest *farthest = data;
    const struct pool *pool = &farthest->choice->pool;
    int tile = farthest->choice->taken.tiles[place], than = farthest->tile;
    (void)cells;
    if (pool->uses_left[tile] && (than < 0 || pool->cells[tile] > pool->cells[than] ||
                                  (pool->cells[tile] == pool->cells[than] && tile < than)))
        farthest->tile = tile;
}

static void take(struct pool *pool, int tile)
{
    if (--pool->uses_left[tile])
        return;
    pool->uppers[tile] = tile + 1;
    pool->lowers[tile + 1] = tile;
    pool->alive--;
}

static void choose(struct choice *choice, int place)
{
    struct pool *pool = &choice->pool;
    const float *wanted = choice->wanted + (size_t)RMX_FEATURES * (size_t)place;
    choice->place = place;
    if (!pool->alive)
        fill(pool, &choice->mosaic->rules);
    rmx_mosaic_near_visit(&choice->near, place, mark, choice);
    int tile = nearest(pool, wanted, place + 1);
    if (tile < 0) {
        struct farthest farthest = {choice, -1};
        rmx_mosaic_near_visit(&choice->near, place, compare_cells, &farthest);
        tile = farthest.tile;
    }
    choice->taken.tiles[place] = tile;
    rmx_mosaic_near_add(&choice->near, place);
    take(pool, tile);
}

// How strong the contours are that a place wants, in steps of a factor of two; the strongest is
// least.
static int level_of(const float *wanted)
{
    float sum = 0;
    for (int k = RMX_MEAN_FEATURES; k < RMX_FEATURES; k++)
        sum += wanted[k] * wanted[k];
    return -ilogbf(fmaxf(sum, 1e-4f));
}

static int *ordered(const float *wanted, int count, uint32_t seed)
{
    struct keyed *places = rmx_mosaic_some((size_t)count, sizeof(*places));
    int *order = rmx_mosaic_some((size_t)count, sizeof(*order));
    for (int i = 0; i < count; i++)
        places[i] = (struct keyed){level_of(wanted + (size_t)RMX_FEATURES * (size_t)i),
                                   hashed((uint32_t)i, seed), i};
    qsort(places, (size_t)count, sizeof(*places), compare);
    for (int i = 0; i < count; i++)
        order[i] = places[i].number;
    free(places);
    return order;
}

static bool is_given_up(const struct rmx_mosaic *mosaic)
{
    return mosaic->given_up && atomic_load(mosaic->given_up);
}

void rmx_mosaic_choose(const struct rmx_mosaic *mosaic, uint32_t *chosen)
{
    int count = mosaic->place_count;
    struct choice choice = {
        .mosaic = mosaic,
        .wanted = finite_copy(mosaic->wanted, count, NULL),
    };
    choice.order = ordered(choice.wanted, count, mosaic->seed);
    init_pool(&choice.pool, mosaic);
    rmx_mosaic_near_init(&choice.near, mosaic);
    choice.taken = (struct rmx_mosaic_taken){choice.wanted, choice.pool.features, choice.order,
                                             rmx_mosaic_some((size_t)count, sizeof(int))};
    for (int i = 0; i < count && !is_given_up(mosaic); i++)
        choose(&choice, choice.order[i]);
    if (mosaic->rules.is_once && !is_given_up(mosaic))
        rmx_mosaic_swap(mosaic, &choice.near, &choice.taken);
    for (int i = 0; i < count; i++)
        chosen[i] = (uint32_t)choice.pool.numbers[choice.taken.tiles[i]];
    rmx_mosaic_near_finish(&choice.near);
    finish_pool(&choice.pool);
    free(choice.taken.tiles);
    free(choice.order);
    free(choice.wanted);
}
