// SPDX-License-Identifier: GPL-3.0-or-later
// A mosaic with a limit against the plain way: every place tries every fragment.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "render/fragments/mosaic.h"

enum { PLACES = 2000, FRAGMENTS = 2000, GREYS = 17 };

static float wanted[3 * PLACES], means[3 * FRAGMENTS];
static uint32_t chosen[PLACES], again[PLACES];

// Few different colours, so that many are equally near.
static void paint(float *colours, int count, uint32_t seed)
{
    for (int i = 0; i < 3 * count; i++) {
        seed = seed * 1664525u + 1013904223u;
        colours[i] = (float)(seed >> 16 & 0xffff) / 65535.0f;
        if (i % 2)
            colours[i] = (float)((int)(colours[i] * GREYS)) / GREYS;
    }
}

static float distance(int place, int fragment)
{
    float sum = 0;
    for (int c = 0; c < 3; c++) {
        float d = means[3 * fragment + c] - wanted[3 * place + c];
        sum += d * d;
    }
    return sum;
}

static int set_up(void **state)
{
    (void)state;
    paint(wanted, PLACES, 7);
    paint(means, FRAGMENTS, 99);
    return 0;
}

static void without_a_shortage_each_takes_the_first_of_the_nearest(void **state)
{
    (void)state;
    rmx_mosaic_choose(wanted, PLACES, means, FRAGMENTS, PLACES, 1, NULL, chosen);
    for (int i = 0; i < PLACES; i++)
        for (int k = 0; k < FRAGMENTS; k++) {
            float better = distance(i, (int)chosen[i]) - distance(i, k);
            if (better > 1e-6f || (distance(i, k) == distance(i, (int)chosen[i]) &&
                                   k < (int)chosen[i] && better >= 0))
                fail_msg("place %d takes %u, %d is nearer", i, chosen[i], k);
        }
}

static void none_is_used_more_often_than_the_limit(void **state)
{
    (void)state;
    for (int limit = 1; limit <= 5; limit += 2) {
        int used[FRAGMENTS] = {0};
        rmx_mosaic_choose(wanted, PLACES, means, FRAGMENTS, limit, 3, NULL, chosen);
        for (int i = 0; i < PLACES; i++)
            used[chosen[i]]++;
        for (int k = 0; k < FRAGMENTS; k++)
            assert_in_range(used[k], 0, limit);
    }
}

// Two places that could change and both be nearer would show a choice that was not the nearest.
static void the_last_to_choose_took_the_nearest_left(void **state)
{
    (void)state;
    int used[FRAGMENTS] = {0};
    rmx_mosaic_choose(wanted, PLACES / 2, means, FRAGMENTS, 1, 5, NULL, chosen);
    for (int i = 0; i < PLACES / 2; i++)
        used[chosen[i]]++;
    for (int i = 0; i < PLACES / 2; i++)
        for (int k = 0; k < FRAGMENTS; k++)
            if (!used[k])
                assert_true(distance(i, (int)chosen[i]) <= distance(i, k) + 1e-6f);
}

static void the_same_seed_gives_the_same_choice(void **state)
{
    (void)state;
    rmx_mosaic_choose(wanted, PLACES, means, FRAGMENTS, 1, 11, NULL, chosen);
    rmx_mosaic_choose(wanted, PLACES, means, FRAGMENTS, 1, 11, NULL, again);
    assert_memory_equal(chosen, again, sizeof(chosen));
    rmx_mosaic_choose(wanted, PLACES, means, FRAGMENTS, 1, 12, NULL, again);
    assert_memory_not_equal(chosen, again, sizeof(chosen));
}

static void a_few_serve_many(void **state)
{
    (void)state;
    int used[3] = {0};
    rmx_mosaic_choose(wanted, 10, means, 3, 2, 1, NULL, chosen);
    for (int i = 0; i < 10; i++)
        used[chosen[i]]++;
    for (int k = 0; k < 3; k++) // all six uses, and four of the second round
        assert_in_range(used[k], 2, 4);
}

// A picture of floats may hold what is no number, and then nothing is near.
static void what_is_no_colour_is_used_no_more_often(void **state)
{
    (void)state;
    enum { COUNT = 100 };
    float colours[2][3 * COUNT];
    for (int of_places = 0; of_places < 2; of_places++) {
        int used[COUNT] = {0};
        for (int i = 0; i < 3 * COUNT; i++) {
            colours[of_places][i] = i % 5 ? wanted[i] : NAN;
            colours[!of_places][i] = i % 7 ? means[i] : (float)-INFINITY;
        }
        rmx_mosaic_choose(colours[0], COUNT, colours[1], COUNT, 1, 1, NULL, chosen);
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
        cmocka_unit_test(the_same_seed_gives_the_same_choice),
        cmocka_unit_test(a_few_serve_many),
        cmocka_unit_test(what_is_no_colour_is_used_no_more_often),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
