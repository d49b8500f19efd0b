// SPDX-License-Identifier: GPL-3.0-or-later
// A cut takes a picture apart without loss: at rest, its fragments are the picture. What only
// changes places loses nothing either.
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// What no photograph holds shines through where there is a gap.
#define HEAD "background: \"#00ff00\"\nlayers:\n"
#define PICTURE "asset:chelsea-the-cat.jpg"

static const char *const cuts[] = {
    "grid",
    "{grid: {count: 1}}",
    "{grid: {count: 20000}}",
    "{grid: {size: 0.07}}",
    "strips",
    "{strips: {count: 113}}",
    "columns",
    "{columns: {count: 7}}",
    "voronoi",
    "{voronoi: {variety: 0}}",
    "{voronoi: {count: 3000}}",
    "{voronoi: {count: 2}}",
    "triangles",
    "{triangles: {count: 1}}",
    "{triangles: {count: 4000}}",
    "hexagons",
    "{hexagons: {count: 1}}",
    "{hexagons: {size: 0.03}}",
    "rings",
    "{rings: {x: 0.1, y: 1, angle: 20}}",
    "{rings: {count: 2000}}",
    "quadtree",
    "{quadtree: {detail: 0, size: 0.05}}",
    "exquisite_corpse",
    "{exquisite_corpse: {count: 40, variety: 1}}",
};
static const int seeds[] = {1, 1928};

// What the arranges leave in place must be the picture too: a scatter of amount 0 is drawn as
// geometry where in_place is not.
static const char *const rests[] = {
    "in_place",
    "{scatter: {amount: 0}}",
    "{drift: {amount: 0, angle: 0}}",
    "{shuffle: {amount: 0}}",
    "{orbit: {amount: 0}}",
};

static struct stage_picture draw(const char *cut, const char *arrange, int seed)
{
    char text[512];
    snprintf(text, sizeof text,
             "seed: %d\n" HEAD "  - fragments: {from: " PICTURE ", cut: %s, arrange: %s}\n", seed,
             cut, arrange);
    return stage_render(&(struct stage_params){.text = text, .width = 192, .height = 108});
}

static void check(const struct stage_picture *plain, const char *cut, const char *arrange, int seed)
{
    struct stage_picture drawn = draw(cut, arrange, seed);
    struct stage_difference apart = stage_compare(&drawn, plain);
    stage_finish(&drawn);
    if (apart.largest > 2.0 / 255.0)
        fail_msg("%s, %s, seed %d: at %d, %d the picture differs by %.4f", cut, arrange, seed,
                 apart.x, apart.y, apart.largest);
}

static struct stage_picture draw_plain(void)
{
    return stage_render(&(struct stage_params){
        .text = HEAD "  - picture: " PICTURE "\n", .width = 192, .height = 108});
}

static void test_at_rest_fragments_are_the_picture(void **state)
{
    (void)state;
    struct stage_picture plain = draw_plain();
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        for (size_t k = 0; k < sizeof seeds / sizeof *seeds; k++)
            check(&plain, cuts[i], "in_place", seeds[k]);
    stage_finish(&plain);
}

static void test_arranges_of_no_amount_are_at_rest(void **state)
{
    (void)state;
    struct stage_picture plain = draw_plain();
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        check(&plain, "{grid: {count: 150}}", rests[i], 1);
        check(&plain, "voronoi", rests[i], 1);
        check(&plain, "rings", rests[i], 1);
    }
    stage_finish(&plain);
}

// The pictures of these tests have 16 by 9 tiles of 12 by 12 pixels.
#define TILES "{grid: {count: 144}}"
enum { COLUMNS = 16, ROWS = 9, TILE = 12 };

// How bright each tile is, as one reads.
static void measure(const struct stage_picture *picture, double tiles[ROWS * COLUMNS])
{
    memset(tiles, 0, ROWS * COLUMNS * sizeof *tiles);
    for (int y = 0; y < picture->height; y++)
        for (int x = 0; x < picture->width; x++) {
            const float *p = &picture->pixels[(y * picture->width + x) * 4];
            double luma = 0.2126 * (double)p[0] + 0.7152 * (double)p[1] + 0.0722 * (double)p[2];
            tiles[(ROWS - 1 - y / TILE) * COLUMNS + x / TILE] += luma / (TILE * TILE);
        }
}

static void measure_drawn(const char *arrange, int seed, double tiles[ROWS * COLUMNS])
{
    struct stage_picture drawn = draw(TILES, arrange, seed);
    measure(&drawn, tiles);
    stage_finish(&drawn);
}

static int darker(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void test_a_shuffle_loses_no_tile(void **state)
{
    (void)state;
    double plain[ROWS * COLUMNS], dealt[ROWS * COLUMNS], again[ROWS * COLUMNS];
    measure_drawn("in_place", 1, plain);
    measure_drawn("shuffle", 1, dealt);
    measure_drawn("shuffle", 2, again);
    assert_memory_not_equal(plain, dealt, sizeof plain);
    assert_memory_not_equal(again, dealt, sizeof plain);
    qsort(plain, ROWS * COLUMNS, sizeof *plain, darker);
    qsort(dealt, ROWS * COLUMNS, sizeof *dealt, darker);
    for (int i = 0; i < ROWS * COLUMNS; i++)
        if (plain[i] - dealt[i] > 0.002 || dealt[i] - plain[i] > 0.002)
            fail_msg("tile %d: %.4f has become %.4f", i, plain[i], dealt[i]);
}

static void check_sorted(const char *arrange, bool falls)
{
    double tiles[ROWS * COLUMNS];
    measure_drawn(arrange, 1, tiles);
    for (int i = 1; i < ROWS * COLUMNS; i++) {
        double rise = falls ? tiles[i - 1] - tiles[i] : tiles[i] - tiles[i - 1];
        if (rise < -0.02) // the table measures at 64 points, this at 144 pixels
            fail_msg("%s: tile %d, %.3f, comes after %.3f", arrange, i, tiles[i], tiles[i - 1]);
    }
}

static void test_a_sorted_picture_is_sorted(void **state)
{
    (void)state;
    check_sorted("sort", false);
    check_sorted("{sort: {reverse: yes}}", true);
}

// How much of a dark picture in tiles of 10.8 pixels is light, where white borders are so wide.
static double light_of_borders(double width_px)
{
    char text[512];
    snprintf(text, sizeof text,
             "size: 192x108\nsources: {dark: {generate: {solid: {color: black}}}}\nlayers:\n"
             "  - fragments: {from: dark, cut: {grid: {size: 0.1}}, border: {width: %g px}}\n",
             width_px);
    struct stage_picture drawn =
        stage_render(&(struct stage_params){.text = text, .width = 192, .height = 108});
    double light = 0.0;
    for (int i = 0; i < 192 * 108; i++)
        light += (double)drawn.pixels[4 * i];
    stage_finish(&drawn);
    return light / (192 * 108);
}

static void test_borders_are_as_light_as_they_are_wide(void **state)
{
    (void)state;
    static const double widths_px[] = {0.1, 0.25, 0.5, 1.0, 2.0};
    for (size_t i = 0; i < sizeof widths_px / sizeof *widths_px; i++) {
        double dark = 1.0 - 2.0 * widths_px[i] / 10.8;
        double wanted = 1.0 - dark * dark, light = light_of_borders(widths_px[i]);
        if (light < 0.7 * wanted || light > 1.3 * wanted)
            fail_msg("a border of %g pixels lights %.3f of the picture, not %.3f", widths_px[i],
                     light, wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_at_rest_fragments_are_the_picture),
        cmocka_unit_test(test_arranges_of_no_amount_are_at_rest),
        cmocka_unit_test(test_a_shuffle_loses_no_tile),
        cmocka_unit_test(test_a_sorted_picture_is_sorted),
        cmocka_unit_test(test_borders_are_as_light_as_they_are_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
