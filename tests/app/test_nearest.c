// SPDX-License-Identifier: GPL-3.0-or-later
// A mosaic's places and fragments, read back from the GPU, against the plain way: every place tries
// every fragment.
#include "render/fragments/mosaic.h"
#include "support/signals.h"
#include "support/stage.h"
#include "support/table.h"

#include <math.h>
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

static float tiles[RMX_FEATURES * COUNT], wanted[RMX_FEATURES * COUNT];
static struct rmx_mosaic_place places[COUNT];
static uint32_t order[COUNT], ranks[COUNT], free_choice[COUNT], limited[COUNT], again[COUNT];

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

static float half(uint16_t bits)
{
    int exponent = bits >> 10 & 31, fraction = bits & 1023;
    float size =
        exponent ? ldexpf((float)(fraction + 1024), exponent - 25) : ldexpf((float)fraction, -24);
    assert_int_not_equal(exponent, 31);
    return bits & 0x8000 ? -size : size;
}

static void read_features(enum table_buffer buffer, float *features)
{
    static uint16_t halves[RMX_FEATURES * COUNT];
    table_read(buffer, 0, RMX_FEATURES * COUNT / 2, halves);
    for (int i = 0; i < RMX_FEATURES * COUNT; i++)
        features[i] = half(halves[i]);
}

// Tiles in the order in which they stand.
static void read_all(const struct rmx_fragments_plan *fragments)
{
    static float rows[COUNT * TABLE_ROW];
    assert_int_equal(table_count(), COUNT);
    table_read(TABLE_REST, 0, COUNT * TABLE_ROW, rows);
    table_read(TABLE_LISTS, (size_t)fragments->matches[0].tiles * COUNT, COUNT, order);
    read_features(TABLE_TILES, tiles);
    read_features(TABLE_WANTED, wanted);
    for (uint32_t i = 0; i < COUNT; i++) {
        const float *home = rows + i * TABLE_ROW + TABLE_HOME;
        places[i] = (struct rmx_mosaic_place){home[0], home[1], sqrtf(home[2] * home[3])};
        ranks[order[i]] = i;
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
    read_all(fragments_of(generation->plan));
    table_read(TABLE_LISTS, MATCHES * COUNT, COUNT, limited);
    draw(generation, values, 0);
    table_read(TABLE_LISTS, MATCHES * COUNT, COUNT, free_choice);
    rmx_values_destroy(values);
    rmx_generation_destroy(generation);
}

// Of a tile by where it stands.
static const float *tile(uint32_t fragment)
{
    return tiles + RMX_FEATURES * ranks[fragment];
}

static double distance(int place, uint32_t fragment)
{
    double sum = 0;
    for (int k = 0; k < RMX_FEATURES; k++) {
        double d = (double)tile(fragment)[k] - (double)wanted[RMX_FEATURES * place + k];
        sum += d * d;
    }
    return sum;
}

// Whether a place would rather have k than what it has: nearer by more than a float's rounding, or
// the same tile and before it.
static bool is_better(int place, uint32_t k, uint32_t has)
{
    bool is_same = !memcmp(tile(k), tile(has), sizeof(float[RMX_FEATURES]));
    return is_same ? ranks[k] < ranks[has] : distance(place, k) < distance(place, has) - 2e-5;
}

static void tiles_stand_from_dark_to_light(void **state)
{
    (void)state;
    choose(chains[0], 1);
    for (int i = 1; i < COUNT; i++)
        assert_true(tiles[RMX_FEATURES * i] >= tiles[RMX_FEATURES * (i - 1)]);
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
            rmx_mosaic_choose(&(struct rmx_mosaic){.wanted = wanted,
                                                   .places = places,
                                                   .place_count = COUNT,
                                                   .tiles = tiles,
                                                   .tile_count = COUNT,
                                                   .rules = {.limit = limit},
                                                   .seed = SEED},
                              again);
            for (int place = 0; place < COUNT; place++)
                assert_int_equal(order[again[place]], limited[place]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tiles_stand_from_dark_to_light),
        cmocka_unit_test(without_a_limit_each_place_has_the_nearest),
        cmocka_unit_test(with_a_limit_what_is_nearer_is_used_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
