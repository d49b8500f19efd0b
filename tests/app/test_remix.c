// SPDX-License-Identifier: GPL-3.0-or-later
// Layers of fragments as a whole: orders, numbers at the edge, what a frame computes again.
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 160, HEIGHT = 80, COLUMNS = 16, ROWS = 8, TILE = 10, TILES = COLUMNS * ROWS };

// Eight grey steps from left to right and sixteen rows of them make 128 tiles, of which many
// differ.
#define RAMP                                                                                       \
    "layers:\n  - {name: ramp, visible: false, generate: {gradient: {}},\n"                        \
    "     chain: [{pixelate: {count: 8}}]}\n"
#define FRAGMENTS(cut, arrange) "  - fragments: {from: ramp, cut: " cut ", arrange: " arrange "}\n"
#define GRID "{grid: {count: 128}}"

static struct stage_picture render(const char *text, bool no_fuse, int width, int height)
{
    return stage_render(&(struct stage_params){
        .text = text, .no_fuse = no_fuse, .width = width, .height = height, .depth = 32});
}

static float brightness(const struct stage_picture *picture, int tile)
{
    int x = tile % COLUMNS * TILE + TILE / 2, y = (ROWS - 1 - tile / COLUMNS) * TILE + TILE / 2;
    const float *pixel = picture->pixels + 4 * ((size_t)y * WIDTH + (size_t)x);
    return 0.2126f * pixel[0] + 0.7152f * pixel[1] + 0.0722f * pixel[2];
}

static int compare(const void *a, const void *b)
{
    float one = *(const float *)a, other = *(const float *)b;
    return (one > other) - (one < other);
}

// The tiles' brightnesses, as they stand or sorted.
static void read_tiles(const struct stage_picture *picture, float *tiles, bool sorted)
{
    for (int i = 0; i < TILES; i++)
        tiles[i] = brightness(picture, i);
    if (sorted)
        qsort(tiles, TILES, sizeof(*tiles), compare);
}

static void check_same_tiles(const char *arrange_text, bool no_fuse)
{
    float before[TILES], after[TILES];
    struct stage_picture plain = render(RAMP "  - picture: ramp\n", false, WIDTH, HEIGHT);
    struct stage_picture moved = render(arrange_text, no_fuse, WIDTH, HEIGHT);
    read_tiles(&plain, before, true);
    read_tiles(&moved, after, true);
    for (int i = 0; i < TILES; i++)
        assert_float_equal(before[i], after[i], 0.004);
    assert_true(stage_compare(&plain, &moved).largest > 0.1);
    stage_finish(&plain);
    stage_finish(&moved);
}

static void a_shuffle_is_a_permutation(void **state)
{
    (void)state;
    for (int no_fuse = 0; no_fuse < 2; no_fuse++) {
        check_same_tiles(RAMP FRAGMENTS(GRID, "shuffle"), no_fuse);
        check_same_tiles(RAMP FRAGMENTS(GRID, "{sort: {by: random}}"), no_fuse);
    }
}

static void a_sort_is_sorted(void **state)
{
    (void)state;
    float tiles[TILES];
    struct stage_picture sorted =
        render(RAMP FRAGMENTS(GRID, "{sort: {by: brightness, along: rows}}"), false, WIDTH, HEIGHT);
    read_tiles(&sorted, tiles, false);
    for (int i = 1; i < TILES; i++)
        assert_true(tiles[i] >= tiles[i - 1] - 0.002f);
    assert_true(tiles[TILES - 1] > tiles[0] + 0.2f);
    stage_finish(&sorted);
}

// From the lower edge, at twice the distance: each row of tiles leaves a row of nothing.
static void an_exploded_drawing_keeps_its_order(void **state)
{
    (void)state;
    struct stage_picture plain = render(RAMP "  - picture: ramp\n", false, WIDTH, HEIGHT);
    struct stage_picture moved =
        render("background: none\n" RAMP FRAGMENTS(
                   GRID, "{explode: {amount: 1, along: upright, center: [0.5, 0]}}"),
               false, WIDTH, HEIGHT);
    for (int row = 0; row < ROWS / 2; row++) {
        size_t x = WIDTH / 2 + 3, from = (size_t)(row * TILE + TILE / 2);
        const float *home = plain.pixels + 4 * (from * WIDTH + x);
        const float *here = moved.pixels + 4 * (2 * from * WIDTH + x);
        const float *between = moved.pixels + 4 * ((2 * from + TILE) * WIDTH + x);
        for (int channel = 0; channel < 4; channel++)
            assert_float_equal(here[channel], home[channel], 0.002f);
        assert_true(row + 1 == ROWS / 2 || between[3] < 0.001f);
    }
    stage_finish(&plain);
    stage_finish(&moved);
}

static void the_function_and_the_geometry_agree(void **state)
{
    (void)state;
    static const char *const texts[] = {
        RAMP FRAGMENTS(GRID, "shuffle"),
        RAMP FRAGMENTS("{grid: {count: 300}}", "{sort: {by: brightness, along: spiral}}"),
        RAMP FRAGMENTS("{strips: {count: 23}}", "shuffle"),
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct stage_picture fused = render(texts[i], false, WIDTH, HEIGHT);
        struct stage_picture drawn = render(texts[i], true, WIDTH, HEIGHT);
        assert_true(stage_compare(&fused, &drawn).past <= 0.005);
        stage_finish(&fused);
        stage_finish(&drawn);
    }
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
    (void)state;
    const char *text = "seed: 5\n" RAMP FRAGMENTS("{voronoi: {count: 90}}", "scatter");
    const char *other = "seed: 6\n" RAMP FRAGMENTS("{voronoi: {count: 90}}", "scatter");
    struct stage_picture a = render(text, false, WIDTH, HEIGHT);
    struct stage_picture b = render(text, false, WIDTH, HEIGHT);
    struct stage_picture c = render(other, false, WIDTH, HEIGHT);
    assert_memory_equal(a.pixels, b.pixels, WIDTH * HEIGHT * 4 * sizeof(float));
    assert_true(stage_compare(&a, &c).past > 0.05);
    stage_finish(&a);
    stage_finish(&b);
    stage_finish(&c);
}

// Each must draw something, and end.
static void numbers_at_the_edge_are_drawn(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width, height;
    } scenes[] = {
        {RAMP FRAGMENTS("{grid: {count: 1}}", "scatter"), 32, 16},
        {RAMP FRAGMENTS("{grid: {count: 1}}", "shuffle"), 32, 16},
        {RAMP FRAGMENTS("{grid: {count: 100000}}", "shuffle"), 32, 18},
        {RAMP FRAGMENTS("{grid: {count: 100000}}", "{sort: {by: hue}}"), 16, 9},
        {RAMP FRAGMENTS("{grid: {count: 1000000}}", "in_place"), 16, 9},
        {RAMP FRAGMENTS("{voronoi: {count: 20000}}", "drift"), 16, 9},
        {RAMP FRAGMENTS("quadtree", "stack"), 1, 1},
        {RAMP FRAGMENTS("rings", "orbit"), 1, 40},
    };
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        struct stage_picture picture =
            render(scenes[i].text, false, scenes[i].width, scenes[i].height);
        float sum = 0;
        for (int k = 0; k < 4 * picture.width * picture.height; k++)
            sum += picture.pixels[k];
        assert_true(sum > 0);
        stage_finish(&picture);
    }
}

static struct rmx_generation *load(const char *text)
{
    return stage_load(&(struct stage_params){.text = text, .width = WIDTH, .height = HEIGHT});
}

static struct rmx_renderer_counts count(const char *text, int frames)
{
    struct rmx_generation *generation = load(text);
    struct rmx_renderer_counts counts;
    stage_draw_frames(generation, 0, frames - 1);
    rmx_renderer_counts(generation->renderer, &counts);
    rmx_generation_destroy(generation);
    return counts;
}

static void what_stands_still_is_not_computed_again(void **state)
{
    (void)state;
    struct rmx_renderer_counts c =
        count(RAMP FRAGMENTS(GRID, "[in_place, {sort: {by: hue}}], at: time"), 5);
    assert_int_equal(c.cuts, 1);
    assert_int_equal(c.measures, 1);
    assert_int_equal(c.sorts, 2); // by what, and along which way
    assert_int_equal(c.arranges, 5);
    c = count(RAMP FRAGMENTS(GRID, "shuffle") "    opacity: fract(time)\n", 5);
    assert_int_equal(c.cuts, 1);
    assert_int_equal(c.arranges, 1);
    c = count(RAMP FRAGMENTS("{grid: {count: 100 + frame * 10}}", "shuffle"), 5);
    assert_int_equal(c.cuts, 5);
    c = count(
        RAMP
        "  - {name: target, visible: false, generate: {stripes: {angle: time * 90}}}\n" FRAGMENTS(
            GRID, "{mosaic: {targetImage: target}}"),
        5);
    assert_int_equal(c.measures, 1); // the target is no picture that is cut
    assert_int_equal(c.arranges, 5);
}

static struct stage_picture film(const char *text, int first, int last)
{
    struct rmx_generation *generation = load(text);
    stage_draw_frames(generation, first, last);
    struct stage_picture picture = stage_read(generation);
    rmx_generation_destroy(generation);
    return picture;
}

// What moves in each of them does so alone.
static void a_frame_alone_is_that_of_a_film(void **state)
{
    (void)state;
    static const char *const texts[] = {
        RAMP FRAGMENTS(GRID, "[in_place, shuffle], at: 0.5, stagger: frame / 10"),
        RAMP FRAGMENTS(GRID, "[in_place, shuffle], stagger: 0.5, at: frame / 10"),
        RAMP FRAGMENTS(GRID, "{scatter: {amount: frame / 10}}"),
        RAMP FRAGMENTS(GRID, "scatter, depth: frame / 10"),
        RAMP FRAGMENTS(GRID, "scatter, depth: 1, camera: {angle: frame * 10}"),
        RAMP FRAGMENTS(GRID, "{shuffle: {seed: frame}}"),
        RAMP FRAGMENTS(GRID, "{mosaic: {targetImage: asset:coffee.jpg, limit: floor(frame / 4)}}"),
        RAMP FRAGMENTS("{figure: {mask: ramp, threshold: frame / 10}}", "stack"),
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct stage_picture all = film(texts[i], 0, 7), alone = film(texts[i], 7, 7);
        struct stage_picture first = film(texts[i], 0, 0);
        if (stage_compare(&all, &alone).largest > 0.0)
            fail_msg("frame 7 depends on those before it:\n%s", texts[i]);
        if (stage_compare(&first, &alone).largest == 0.0)
            fail_msg("nothing moves:\n%s", texts[i]);
        stage_finish(&first);
        stage_finish(&all);
        stage_finish(&alone);
    }
}

// A frame needs those that it looks back on, and no others; drawn twice, it is the same.
static void moments_reach_as_far_as_is_said(void **state)
{
    (void)state;
    const char *text =
        "fps: 30\nlayers:\n  - {name: turning, visible: false, generate: {stripes: {angle: time * "
        "90}}}\n  - fragments: {from: turning, cut: {columns: {count: 20}}, arrange: echo, "
        "moments: "
        "8}\n";
    struct stage_picture all = film(text, 0, 20), some = film(text, 13, 20);
    struct stage_picture few = film(text, 20, 20);
    assert_memory_equal(all.pixels, some.pixels, WIDTH * HEIGHT * 4 * sizeof(float));
    assert_true(stage_compare(&all, &few).past > 0.02);
    stage_finish(&all);
    stage_finish(&some);
    stage_finish(&few);
}

#define ECHO(angle)                                                                                \
    "fps: 30\nlayers:\n"                                                                           \
    "  - {name: turning, visible: false, generate: {stripes: {angle: \"" angle "\"}}}\n"           \
    "  - {name: still, visible: false, generate: {gradient: {}}}\n"                                \
    "  - fragments: {from: [turning, still], cut: {columns: {count: 20}}, arrange: echo,\n"        \
    "      moments: 8}\n"

static void what_stands_still_is_remembered_once(void **state)
{
    (void)state;
    assert_int_equal(count(ECHO("time * 90"), 5).moments, 8 + 8 + 4);
    assert_int_equal(count(ECHO("30"), 5).moments, 8 + 8);
    assert_int_equal(count(ECHO("step(0.1, time)"), 30).moments, 8 + 8 + 8);
}

// Whoever saw all frames shows what another does who begins with those that are remembered.
static void a_picture_that_stops_and_goes_on_is_remembered(void **state)
{
    (void)state;
    const char *text = ECHO("90 * step(0.1, time) + 90 * step(0.5, time)");
    for (int frame = 8; frame <= 24; frame++) {
        struct stage_picture all = film(text, 0, frame), some = film(text, frame - 7, frame);
        assert_memory_equal(all.pixels, some.pixels, WIDTH * HEIGHT * 4 * sizeof(float));
        stage_finish(&all);
        stage_finish(&some);
    }
}

// A photograph has no ring; as a layer, which is not known to stand still, it has one.
static void a_still_picture_needs_no_ring(void **state)
{
    (void)state;
#define BESIDE(still)                                                                              \
    "fps: 30\nlayers:\n"                                                                           \
    "  - {name: cat, visible: false, picture: asset:chelsea-the-cat.jpg}\n"                        \
    "  - {name: turning, visible: false, generate: {stripes: {angle: time * 90}}}\n"               \
    "  - fragments: {from: [" still ", turning], cut: {columns: {count: 20}}, arrange: echo,\n"    \
    "      moments: 8}\n"
    struct stage_picture alone = film(BESIDE("asset:chelsea-the-cat.jpg"), 0, 12);
    struct stage_picture layer = film(BESIDE("cat"), 0, 12);
    assert_true(stage_compare(&alone, &layer).largest <= 1.0 / 255.0);
    assert_int_equal(count(BESIDE("asset:chelsea-the-cat.jpg"), 5).moments, 8 + 4);
    assert_int_equal(count(BESIDE("cat"), 5).moments, 8 + 8 + 4);
    stage_finish(&alone);
    stage_finish(&layer);
}

// The fourth of four columns is now, and each before it a thirtieth of a second earlier.
static void a_sheet_of_a_moving_picture_is_a_strip_of_film(void **state)
{
    (void)state;
    struct stage_picture drawn = film(
        "fps: 30\nlayers:\n  - {name: red, visible: no, generate: {solid: {color: [frame / 10, "
        "0, 0]}}}\n  - fragments: {from: red, cut: {columns: {count: 4}}, arrange: {sheet: "
        "{fill: yes}}, moments: 8}\n",
        0, 8);
    for (int n = 0; n < 4; n++) {
        int x = (2 * n + 1) * WIDTH / 8;
        float red = drawn.pixels[(HEIGHT / 2 * WIDTH + x) * 4];
        assert_float_equal(red, 0.1f * (float)(5 + n), 0.01f);
    }
    stage_finish(&drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shuffle_is_a_permutation),
        cmocka_unit_test(a_sort_is_sorted),
        cmocka_unit_test(an_exploded_drawing_keeps_its_order),
        cmocka_unit_test(the_function_and_the_geometry_agree),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(numbers_at_the_edge_are_drawn),
        cmocka_unit_test(what_stands_still_is_not_computed_again),
        cmocka_unit_test(a_frame_alone_is_that_of_a_film),
        cmocka_unit_test(a_sheet_of_a_moving_picture_is_a_strip_of_film),
        cmocka_unit_test(moments_reach_as_far_as_is_said),
        cmocka_unit_test(what_stands_still_is_remembered_once),
        cmocka_unit_test(a_picture_that_stops_and_goes_on_is_remembered),
        cmocka_unit_test(a_still_picture_needs_no_ring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
