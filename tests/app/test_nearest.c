// SPDX-License-Identifier: GPL-3.0-or-later
// A mosaic's places and fragments, read back from the GPU, against the plain way: every place tries
// every fragment.
#include "render/fragments/mosaic.h"
#include "support/signals.h"
#include "support/stage.h"
#include "support/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    COUNT = 2048, // 64 x 32 of 2 x 2 pixels
    WIDTH = 128,
    HEIGHT = 64,
    MATCHES = RMX_LIST_OF_ARRANGE(0, RMX_LIST_MATCHES),
    SEED = 7,
};

// Where colours are few, many fragments are equally near.
static const char *const chains[] = {"[]", "{pixelate: {count: 4}}"};

#define SCENE                                                                                      \
    "seed: 7\nknobs: {most: {from: 0, to: 9, at: 0}}\n"                                            \
    "layers:\n  - {name: grain, visible: false, picture: asset:coffee.jpg, chain: %s}\n"           \
    "  - {name: cat, visible: false, picture: asset:chelsea-the-cat.jpg}\n"                        \
    "  - fragments: {from: grain, cut: {grid: {count: 2048}},\n"                                   \
    "      arrange: {mosaic: {targetImage: cat, limit: most}}}\n"

static float means[3 * COUNT], wanted[3 * COUNT];
static uint32_t free_choice[COUNT], limited[COUNT], again[COUNT];

static const struct rmx_fragments_plan *fragments_of(const struct rmx_plan *plan)
{
    int pass = 0;
    while (!plan->passes[pass].fragments)
        pass++;
    return plan->passes[pass].fragments;
}

static void draw(const struct rmx_generation *generation, struct rmx_values *values, double limit)
{
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size);
    struct rmx_frame_inputs frame_inputs = stage_frame_inputs(generation, 0);
    assert_non_null(block);
    frame_inputs.provided = signals_provided(generation->arena, generation->scene, &limit);
    rmx_values_frame(values, &frame_inputs, block);
    rmx_renderer_draw(generation->renderer, block);
    free(block);
}

static void read_colours(const struct rmx_fragments_plan *fragments)
{
    static float rows[COUNT * TABLE_ROW], channel[COUNT];
    assert_int_equal(table_count(), COUNT);
    table_read(TABLE_REST, 0, COUNT * TABLE_ROW, rows);
    for (int i = 0; i < 3 * COUNT; i++)
        means[i] = rows[i / 3 * TABLE_ROW + TABLE_MEAN + i % 3];
    for (int c = 0; c < 3; c++) {
        table_read(TABLE_LISTS, (size_t)(fragments->wanted[0] + c) * COUNT, COUNT, channel);
        for (int i = 0; i < COUNT; i++)
            wanted[3 * i + c] = channel[i];
    }
}

// Draws with and without a limit and reads what the GPU holds.
static void choose(const char *chain, int limit)
{
    char text[1024];
    snprintf(text, sizeof(text), SCENE, chain);
    struct rmx_generation *generation =
        stage_load(&(struct stage_params){.text = text, .width = WIDTH, .height = HEIGHT});
    struct rmx_values *values = rmx_values_create(generation->plan);
    draw(generation, values, limit);
    read_colours(fragments_of(generation->plan));
    table_read(TABLE_LISTS, MATCHES * COUNT, COUNT, limited);
    draw(generation, values, 0);
    table_read(TABLE_LISTS, MATCHES * COUNT, COUNT, free_choice);
    rmx_values_destroy(values);
    rmx_generation_destroy(generation);
}

static double distance(int place, uint32_t fragment)
{
    double sum = 0;
    for (int c = 0; c < 3; c++) {
        double d = (double)means[3 * fragment + (uint32_t)c] - (double)wanted[3 * place + c];
        sum += d * d;
    }
    return sum;
}

// Whether a place would rather have k than what it has: nearer by more than a float's rounding, or
// the same colour and before it.
static bool is_better(int place, uint32_t k, uint32_t has)
{
    bool is_same = !memcmp(means + 3 * k, means + 3 * has, sizeof(float[3]));
    return is_same ? k < has : distance(place, k) < distance(place, has) - 1e-6;
}

static void without_a_limit_each_place_has_the_nearest(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(chains) / sizeof(*chains); i++) {
        choose(chains[i], 1);
        int ties = 0;
        for (int place = 0; place < COUNT; place++)
            for (uint32_t k = 0; k < COUNT; k++) {
                ties += distance(place, k) == distance(place, free_choice[place]);
                if (is_better(place, k, free_choice[place]))
                    fail_msg("chain %s: place %d has %u, %u is better", chains[i], place,
                             free_choice[place], k);
            }
        assert_true(ties >= COUNT);
        assert_true(i == 0 || ties > 2 * COUNT);
    }
}

// Who chose later than others may have wanted what was used up, and nothing else.
static void with_a_limit_what_is_nearer_is_used_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(chains) / sizeof(*chains); i++)
        for (int limit = 1; limit <= 3; limit++) {
            int used[COUNT] = {0};
            choose(chains[i], limit);
            for (int place = 0; place < COUNT; place++)
                assert_true(++used[limited[place]] <= limit);
            for (int place = 0; place < COUNT; place++)
                for (uint32_t k = 0; k < COUNT; k++)
                    if (used[k] < limit && is_better(place, k, limited[place]))
                        fail_msg("chain %s, limit %d: place %d has %u, %u is free", chains[i],
                                 limit, place, limited[place], k);
            rmx_mosaic_choose(wanted, COUNT, means, COUNT, limit, SEED, NULL, again);
            assert_memory_equal(again, limited, sizeof(again));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_limit_each_place_has_the_nearest),
        cmocka_unit_test(with_a_limit_what_is_nearer_is_used_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
