// SPDX-License-Identifier: GPL-3.0-or-later
// A mosaic with rules against the plain way: every place tries every tile.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "render/fragments/mosaic.h"

enum { COLUMNS = 50, ROWS = 40, PLACES = COLUMNS * ROWS, TILES = 2000, GREYS = 17, SEED = 3 };

static float wanted[RMX_FEATURES * PLACES], tiles[RMX_FEATURES * TILES];
static struct rmx_mosaic_place places[PLACES];
static uint32_t chosen[PLACES], again[PLACES];

// As of pictures, lightness differs most. It and some numbers have few values, so that many tiles
// are equally light, and nearly equally near.
static void paint(float *features, int count, uint32_t seed)
{
    for (int i = 0; i < RMX_FEATURES * count; i++) {
        seed = seed * 1664525u + 1013904223u;
        features[i] = (float)(seed >> 16 & 0xffff) / 65535.0f;
        if (i % 3 == 0 || i % RMX_FEATURES == 0)
            features[i] = (float)((int)(features[i] * GREYS)) / GREYS;
        features[i] *= i % RMX_FEATURES ? 1.0f : 3.0f;
    }
}

static void copy_tile(int from, int to)
{
    memcpy(tiles + RMX_FEATURES * to, tiles + RMX_FEATURES * from, RMX_FEATURES * sizeof(*tiles));
}

static double distance(int place, uint32_t tile)
{
    double sum = 0;
    for (int k = 0; k < RMX_FEATURES; k++) {
        double d =
            (double)tiles[RMX_FEATURES * (int)tile + k] - (double)wanted[RMX_FEATURES * place + k];
        sum += d * d;
    }
    return sum;
}

static double cost(const uint32_t *taken, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += distance(i, taken[i]);
    return sum;
}

static int set_up(void **state)
{
    (void)state;
    paint(wanted, PLACES, 7);
    paint(tiles, TILES, 99);
    for (int i = 0; i < TILES / 4; i++)
        copy_tile(i, TILES - 1 - i); // equally near, whatever is wanted
    for (int i = 0; i < PLACES; i++)
        places[i] = (struct rmx_mosaic_place){(float)(i % COLUMNS) * 0.02f,
                                              (float)(i / COLUMNS) * 0.02f, 0.02f};
    return 0;
}

static void choose(int place_count, int tile_count, struct rmx_mosaic_rules rules, uint32_t *taken)
{
    rmx_mosaic_choose(&(struct rmx_mosaic){.wanted = wanted,
                                           .places = places,
                                           .place_count = place_count,
                                           .tiles = tiles,
                                           .tile_count = tile_count,
                                           .rules = rules,
                                           .seed = SEED},
                      taken);
}

static void without_a_shortage_each_takes_the_first_of_the_nearest(void **state)
{
    (void)state;
    choose(PLACES, TILES, (struct rmx_mosaic_rules){.limit = PLACES}, chosen);
    for (int i = 0; i < PLACES; i++)
        for (uint32_t k = 0; k < TILES; k++) {
            double better = distance(i, chosen[i]) - distance(i, k);
            bool is_same = !memcmp(tiles + RMX_FEATURES * k, tiles + RMX_FEATURES * chosen[i],
                                   RMX_FEATURES * sizeof(*tiles));
            if (is_same ? k < chosen[i] : better > 1e-5)
                fail_msg("place %d takes %u, %u is nearer", i, chosen[i], k);
        }
}

static void none_is_used_more_often_than_the_limit(void **state)
{
    (void)state;
    for (int limit = 1; limit <= 5; limit += 2) {
        int used[TILES] = {0};
        choose(PLACES, TILES, (struct rmx_mosaic_rules){.limit = limit}, chosen);
        for (int i = 0; i < PLACES; i++)
            used[chosen[i]]++;
        for (int k = 0; k < TILES; k++)
            assert_in_range(used[k], 0, limit);
    }
}

// Two places that could change and both be nearer would show a choice that was not the nearest.
static void the_last_to_choose_took_the_nearest_left(void **state)
{
    (void)state;
    int used[TILES] = {0};
    choose(PLACES / 2, TILES, (struct rmx_mosaic_rules){.limit = 1}, chosen);
    for (int i = 0; i < PLACES / 2; i++)
        used[chosen[i]]++;
    for (int i = 0; i < PLACES / 2; i++)
        for (uint32_t k = 0; k < TILES; k++)
            if (!used[k])
                assert_true(distance(i, chosen[i]) <= distance(i, k) + 1e-5);
}

// Where an eye or an edge is, what is near matters most.
static void the_strongest_contour_has_the_nearest_of_all(void **state)
{
    (void)state;
    int strongest = 0;
    double most = 0;
    for (int i = 0; i < PLACES; i++) {
        double sum = 0;
        for (int k = RMX_MEAN_FEATURES; k < RMX_FEATURES; k++)
            sum += pow((double)wanted[RMX_FEATURES * i + k], 2);
        strongest = sum > most ? i : strongest;
        most = fmax(sum, most);
    }
    for (int k = RMX_MEAN_FEATURES; k < RMX_FEATURES; k++)
        wanted[RMX_FEATURES * strongest + k] *= 2;
    choose(PLACES, TILES, (struct rmx_mosaic_rules){.limit = 1}, chosen);
    for (uint32_t k = 0; k < TILES; k++)
        assert_true(distance(strongest, chosen[strongest]) <= distance(strongest, k) + 1e-4);
}

static void the_same_seed_gives_the_same_choice(void **state)
{
    (void)state;
    static const struct rmx_mosaic_rules rules[] = {
        {.limit = 1}, {.is_once = true}, {.apart = 4}, {.limit = 40, .apart = 3}};
    for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
        choose(PLACES, TILES, rules[i], chosen);
        choose(PLACES, TILES, rules[i], again);
        assert_memory_equal(chosen, again, sizeof(chosen));
    }
}

static void a_few_serve_many(void **state)
{
    (void)state;
    int used[3] = {0};
    choose(10, 3, (struct rmx_mosaic_rules){.limit = 2}, chosen);
    for (int i = 0; i < 10; i++)
        used[chosen[i]]++;
    for (int k = 0; k < 3; k++) // all six uses, and four of the second round
        assert_in_range(used[k], 2, 4);
}

// How many pairs of places have one tile and are nearer than so many cells.
static int pairs_nearer(float cells)
{
    int pairs = 0;
    for (int i = 0; i < PLACES; i++)
        for (int k = i + 1; k < PLACES; k++) {
            int x = i % COLUMNS - k % COLUMNS, y = i / COLUMNS - k / COLUMNS;
            pairs += chosen[i] == chosen[k] && (float)(x * x + y * y) < cells * cells;
        }
    return pairs;
}

static void no_tile_comes_back_nearer_than_apart(void **state)
{
    (void)state;
    static const float cells[] = {1.5f, 2, 4, 7.5f};
    for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
        choose(PLACES, 200, (struct rmx_mosaic_rules){.apart = cells[i]}, chosen);
        assert_int_equal(pairs_nearer(cells[i]), 0);
    }
    choose(PLACES, 200, (struct rmx_mosaic_rules){.limit = PLACES}, chosen);
    assert_in_range(pairs_nearer(4), 1, PLACES * PLACES);
}

// Four cells around a place hold 48 others.
static void apart_uses_what_is_farthest_where_tiles_are_few(void **state)
{
    (void)state;
    choose(PLACES, 20, (struct rmx_mosaic_rules){.limit = PLACES}, chosen);
    int anywhere = pairs_nearer(2);
    choose(PLACES, 20, (struct rmx_mosaic_rules){.apart = 4}, chosen);
    assert_in_range(pairs_nearer(2), 0, anywhere / 20);
}

static void each_once_is_a_permutation_and_nearer_than_greed(void **state)
{
    (void)state;
    int used[TILES] = {0};
    choose(PLACES, TILES, (struct rmx_mosaic_rules){.limit = 1}, again);
    choose(PLACES, TILES, (struct rmx_mosaic_rules){.is_once = true}, chosen);
    for (int i = 0; i < PLACES; i++)
        assert_int_equal(++used[chosen[i]], 1);
    double once = cost(chosen, PLACES), greedy = cost(again, PLACES);
    choose(PLACES, TILES, (struct rmx_mosaic_rules){.limit = PLACES}, again);
    double free_of_rules = cost(again, PLACES); // nothing can be less
    assert_true(once - free_of_rules < 0.95 * (greedy - free_of_rules));
}

static double best_of_all(uint32_t *taken, int from, int count)
{
    double best = from == count ? cost(taken, count) : INFINITY;
    for (int i = from; i < count; i++) {
        uint32_t tile = taken[i];
        taken[i] = taken[from];
        taken[from] = tile;
        best = fmin(best, best_of_all(taken, from + 1, count));
        taken[from] = taken[i];
        taken[i] = tile;
    }
    return best;
}

static void each_once_is_near_the_best_of_all(void **state)
{
    (void)state;
    enum { FEW = 8 };
    uint32_t all[FEW];
    for (uint32_t i = 0; i < FEW; i++)
        all[i] = i;
    choose(FEW, FEW, (struct rmx_mosaic_rules){.is_once = true}, chosen);
    assert_true(cost(chosen, FEW) <= 1.05 * best_of_all(all, 0, FEW));
}

static void each_once_begins_again_where_tiles_are_few(void **state)
{
    (void)state;
    enum { FEW = 300 };
    int used[FEW] = {0};
    choose(PLACES, FEW, (struct rmx_mosaic_rules){.is_once = true}, chosen);
    for (int i = 0; i < PLACES; i++)
        used[chosen[i]]++;
    for (int k = 0; k < FEW; k++)
        assert_in_range(used[k], PLACES / FEW, PLACES / FEW + 1);
}

// A picture of floats may hold what is no number.
static void what_is_no_colour_is_used_no_more_often(void **state)
{
    (void)state;
    enum { COUNT = 100 };
    static float features[2][RMX_FEATURES * COUNT];
    for (int of_places = 0; of_places < 2; of_places++) {
        int used[COUNT] = {0};
        for (int i = 0; i < RMX_FEATURES * COUNT; i++) {
            features[of_places][i] = i % 5 ? wanted[i] : NAN;
            features[!of_places][i] = i % 7 ? tiles[i] : (float)-INFINITY;
        }
        rmx_mosaic_choose(&(struct rmx_mosaic){.wanted = features[0],
                                               .places = places,
                                               .place_count = COUNT,
                                               .tiles = features[1],
                                               .tile_count = COUNT,
                                               .rules = {.limit = 1, .apart = 3},
                                               .seed = SEED},
                          chosen);
        for (int i = 0; i < COUNT; i++)
            assert_int_equal(++used[chosen[i]], 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_shortage_each_takes_the_first_of_the_nearest),
        cmocka_unit_test(none_is_used_more_often_than_the_limit),
        cmocka_unit_test(the_last_to_choose_took_the_nearest_left),
        cmocka_unit_test(the_strongest_contour_has_the_nearest_of_all),
        cmocka_unit_test(the_same_seed_gives_the_same_choice),
        cmocka_unit_test(a_few_serve_many),
        cmocka_unit_test(no_tile_comes_back_nearer_than_apart),
        cmocka_unit_test(apart_uses_what_is_farthest_where_tiles_are_few),
        cmocka_unit_test(each_once_is_a_permutation_and_nearer_than_greed),
        cmocka_unit_test(each_once_is_near_the_best_of_all),
        cmocka_unit_test(each_once_begins_again_where_tiles_are_few),
        cmocka_unit_test(what_is_no_colour_is_used_no_more_often),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
