// SPDX-License-Identifier: GPL-3.0-or-later
// `vary:`: each fragment has colours of its own, which stay with it, however fragments are drawn
// and wherever they go; without it nothing of it is in the shaders.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 160, HEIGHT = 96, COLUMNS = 8 };
#define SOURCES                                                                                    \
    "sources:\n"                                                                                   \
    "  black: {generate: {solid: {color: black}}}\n"                                               \
    "  grey: {generate: {solid: {color: [0.5, 0.5, 0.5, 1]}}}\n"                                   \
    "  red: {generate: {solid: {color: [0.6, 0.4, 0.4, 1]}}}\n"                                    \
    "  disc: {generate: {shape: {color: gray, background: [0, 0, 0, 0], softness: 0.3}}}\n"        \
    "  spot: {generate: {shape: {sides: 60, color: white, background: gray, center: [0.2, 0.5], "  \
    "size: frame / 60}}}\n"                                                                        \
    "  tones: {generate: {gradient: {color: black, background: white, angle: 0, size: 1.6667}}}\n"
#define GRID "cut: {grid: {columns: 8, rows: 4}}"

static struct stage_params params_of(const char *block, char text[1200])
{
    snprintf(text, 1200, SOURCES "layers: [fragments: {%s}]\n", block);
    return (struct stage_params){.text = text, .width = WIDTH, .height = HEIGHT, .depth = 32};
}

static struct stage_picture draw(const char *block, long long frame, bool no_fuse)
{
    char text[1200];
    struct stage_params params = params_of(block, text);
    params.frame = frame;
    params.no_fuse = no_fuse;
    return stage_render(&params);
}

static const float *pixel(const struct stage_picture *picture, int x, int y)
{
    return picture->pixels + 4 * (y * picture->width + x);
}

// The middle of a place of the grid, in its order: rows from the top.
static const float *place(const struct stage_picture *picture, int i)
{
    return pixel(picture, (2 * (i % COLUMNS) + 1) * WIDTH / COLUMNS / 2,
                 (7 - 2 * (i / COLUMNS)) * HEIGHT / 8);
}

static bool is_near(const float *pixel, float r, float g, float b)
{
    return fabsf(pixel[0] - r) < 0.01f && fabsf(pixel[1] - g) < 0.01f &&
           fabsf(pixel[2] - b) < 0.01f;
}

// What the pass of fragments is, as one text.
static void plan_text(const char *block, struct rmx_text *out, int *block_size)
{
    char text[1200];
    struct stage_params params = params_of(block, text);
    struct rmx_generation *generation = stage_load(&params);
    for (int p = 0; p < generation->plan->pass_count; p++) {
        const struct rmx_pass *pass = &generation->plan->passes[p];
        if (!pass->fragments)
            continue;
        *block_size = pass->block_size;
        rmx_text_printf(out, "%s\n%s\n", pass->shaders.vertex ? pass->shaders.vertex : "",
                        pass->shaders.fragment);
        rmx_text_printf(out, "%s\n", pass->fragments->shaders.cut);
    }
    rmx_generation_destroy(generation);
}

// What stands outside `#ifdef RMX_VARIED`.
static bool is_mentioned(const char *text)
{
    static const char *const names[] = {"rmx_swing", "vary_hue",   "vary_inks",
                                        "rmx_ink",   "RMX_PRINTS", "#define RMX_VARIED"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (strstr(text, names[i]))
            return true;
    return false;
}

static void test_what_does_not_vary_has_the_shaders_of_old(void **state)
{
    (void)state;
    static const char *const blocks[] = {("from: red, " GRID), "from: red, cut: voronoi",
                                         "from: red, cut: voronoi, border: {width: 0.01}",
                                         "from: red, cut: {grid: {count: 9}}, arrange: scatter"};
    for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++) {
        struct rmx_text plain = {0}, still = {0}, varied = {0};
        int sizes[3] = {0};
        char block[300];
        plan_text(blocks[i], &plain, &sizes[0]);
        snprintf(block, sizeof(block), "%s, vary: {hue: 0, seed: 5}", blocks[i]);
        plan_text(block, &still, &sizes[1]);
        snprintf(block, sizeof(block), "%s, vary: {hue: 9}", blocks[i]);
        plan_text(block, &varied, &sizes[2]);
        assert_string_equal(rmx_text_string(&plain), rmx_text_string(&still));
        assert_false(is_mentioned(rmx_text_string(&plain)));
        assert_true(is_mentioned(rmx_text_string(&varied)));
        assert_int_equal(sizes[0], sizes[1]);
        assert_true(sizes[0] < sizes[2]);
        rmx_text_finish(&plain);
        rmx_text_finish(&still);
        rmx_text_finish(&varied);
    }
}

// Which of the three inks; -1: none.
static int ink_of(const float *pixel)
{
    return is_near(pixel, 1, 0, 0)   ? 0
           : is_near(pixel, 0, 1, 0) ? 1
           : is_near(pixel, 0, 0, 1) ? 2
                                     : -1;
}

#define INKS "inks: [red, lime, blue]"

static void test_inks_are_dealt_evenly(void **state)
{
    (void)state;
    struct stage_picture turns =
        draw("from: black, " GRID ", vary: {" INKS ", order: sequential}", 0, false);
    struct stage_picture chance = draw("from: black, " GRID ", vary: {" INKS "}", 0, false);
    struct stage_picture other = draw("from: black, " GRID ", vary: {" INKS ", seed: 1}", 0, false);
    int counts[3] = {0}, moved = 0, changed = 0, first = ink_of(place(&turns, 0));
    for (int i = 0; i < 32; i++) {
        int ink = ink_of(place(&chance, i)), turn = ink_of(place(&turns, i));
        assert_in_range(ink, 0, 2);
        assert_int_equal(turn, (first + i) % 3);
        counts[ink]++;
        moved += ink != turn;
        changed += ink != ink_of(place(&other, i));
    }
    for (int k = 0; k < 3; k++)
        assert_in_range(counts[k], 10, 11); // of 32
    assert_true(moved > 8);
    assert_true(changed > 8);
    stage_finish(&turns);
    stage_finish(&chance);
    stage_finish(&other);
}

static void test_an_ink_prints_the_dark_and_its_paper_the_light(void **state)
{
    (void)state;
    static const struct {
        const char *law, *vary;
        float dark[3], light[3];
    } laws[] = {
        {"paper is white", "inks: red", {1, 0, 0}, {1, 1, 1}},
        {"ink is black", "papers: [lime]", {0, 0, 0}, {0, 1, 0}},
        {"both are said", "inks: blue, papers: pink", {0, 0, 1}, {1, 0.753f, 0.796f}},
        {"no ink at all leaves the picture", "inks: transparent", {0, 0, 0}, {1, 1, 1}},
        {"half an ink is half the picture", "inks: [[1, 0, 0, 0.5]]", {0.5f, 0, 0}, {1, 1, 1}},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        char block[200];
        snprintf(block, sizeof(block), "from: tones, " GRID ", vary: {%s}", laws[i].vary);
        struct stage_picture drawn = draw(block, 0, false);
        const float *dark = pixel(&drawn, 0, 40), *light = pixel(&drawn, WIDTH - 1, 40);
        const float *d = laws[i].dark, *l = laws[i].light;
        if (!is_near(dark, d[0], d[1], d[2]) || !is_near(light, l[0], l[1], l[2]))
            fail_msg("%s: %.3f %.3f %.3f, %.3f %.3f %.3f", laws[i].law, dark[0], dark[1], dark[2],
                     light[0], light[1], light[2]);
        stage_finish(&drawn);
    }
}

// By its tone each column of the gradient is known wherever it lies: what ink each one has.
static void find_inks(const char *arrange, int inks[COLUMNS])
{
    char block[300];
    snprintf(block, sizeof(block),
             "from: tones, cut: {columns: {count: 8}}, arrange: %s, vary: {inks: [red, blue]}",
             arrange);
    struct stage_picture drawn = draw(block, 0, false);
    for (int i = 0; i < COLUMNS; i++)
        inks[i] = -1;
    for (int i = 0; i < COLUMNS; i++) {
        const float *it = pixel(&drawn, (2 * i + 1) * WIDTH / COLUMNS / 2, HEIGHT / 2);
        inks[(int)(it[1] * COLUMNS)] = it[0] > it[2] ? 0 : 1;
    }
    stage_finish(&drawn);
}

static void test_colours_go_with_their_fragment(void **state)
{
    (void)state;
    static const char *const arranges[] = {
        "{shuffle: {amount: 1}}", "{sort: {by: brightness, along: columns, reverse: true}}",
        "{scatter: {amount: 0}}", "[in_place, shuffle], at: 1"};
    int rest[COLUMNS], there[COLUMNS];
    find_inks("in_place", rest);
    for (size_t i = 0; i < sizeof(arranges) / sizeof(*arranges); i++) {
        find_inks(arranges[i], there);
        for (int c = 0; c < COLUMNS; c++)
            if (rest[c] < 0 || there[c] != rest[c])
                fail_msg("%s: column %d has ink %d, not %d", arranges[i], c, there[c], rest[c]);
    }
}

// Squares that are divided on the left are no others on the right.
static void test_colours_stay_when_others_come(void **state)
{
    (void)state;
    static const char block[] = "from: spot, cut: {quadtree: {size: 0.05}}, vary: {inks: [red, "
                                "lime, blue, black], hue: 40}";
    struct stage_picture before = draw(block, 0, false), after = draw(block, 17, false);
    bool is_divided = false;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            const float *one = pixel(&before, x, y), *other = pixel(&after, x, y);
            bool is_same = is_near(one, other[0], other[1], other[2]);
            if (x > WIDTH * 6 / 10 && !is_same)
                fail_msg("another colour at %d, %d", x, y);
            is_divided |= !is_same;
        }
    assert_true(is_divided);
    stage_finish(&before);
    stage_finish(&after);
}

static const char *const ways[] = {
    GRID,
    "cut: voronoi",
    "cut: rings",
    "cut: {triangles: {count: 90}}, arrange: {shuffle: {amount: 1}}",
    "cut: {voronoi: {count: 60}}, arrange: {scatter: {amount: 0.4}}",
    "cut: voronoi, torn: 0.2, shadow: {opacity: 0.4}",
    (GRID ", arrange: {drift: {tilt: 40}}, depth: 0.4"),
    (GRID ", arrange: sheet"),
    "cut: {figure: {by: alpha}}",
};

static void test_every_way_of_drawing_varies(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        char block[300];
        snprintf(block, sizeof(block), "from: [red, disc], %s, vary: {inks: [lime, blue], hue: 20}",
                 ways[i]);
        struct stage_picture one = draw(block, 0, false), two = draw(block, 0, false);
        struct stage_picture apart = draw(block, 0, true);
        snprintf(block, sizeof(block), "from: [red, disc], %s", ways[i]);
        struct stage_picture plain = draw(block, 0, false);
        size_t bytes = sizeof(float) * 4 * WIDTH * HEIGHT;
        if (memcmp(one.pixels, two.pixels, bytes) != 0)
            fail_msg("%s: not the same twice", ways[i]);
        if (stage_compare(&one, &apart).past > 0.0)
            fail_msg("%s: stored it is another picture", ways[i]);
        if (stage_compare(&one, &plain).past < 0.02)
            fail_msg("%s: nothing varies", ways[i]);
        for (size_t p = 3; p < 4 * WIDTH * HEIGHT; p += 4)
            if (fabsf(one.pixels[p] - plain.pixels[p]) > 0.02f)
                fail_msg("%s: alpha is %g, not %g", ways[i], (double)one.pixels[p],
                         (double)plain.pixels[p]);
        stage_finish(&one);
        stage_finish(&two);
        stage_finish(&apart);
        stage_finish(&plain);
    }
}

static float luma(const float *c)
{
    return 0.2126f * c[0] + 0.7152f * c[1] + 0.0722f * c[2];
}

// Of the places of a picture: the least and the most of what a function says of a colour.
static void find_range(const char *from, const char *vary, float (*of)(const float *),
                       float range[2])
{
    char block[200];
    snprintf(block, sizeof(block), "from: %s, " GRID ", vary: {%s}", from, vary);
    struct stage_picture drawn = draw(block, 0, false);
    range[0] = 1e9f;
    range[1] = -1e9f;
    for (int i = 0; i < 32; i++) {
        range[0] = fminf(range[0], of(place(&drawn, i)));
        range[1] = fmaxf(range[1], of(place(&drawn, i)));
    }
    stage_finish(&drawn);
}

static float chroma(const float *c)
{
    return fmaxf(c[0], fmaxf(c[1], c[2])) - fminf(c[0], fminf(c[1], c[2]));
}

static float red_over_green(const float *c)
{
    return c[0] - c[1];
}

static void test_numbers_swing_as_far_as_they_say(void **state)
{
    (void)state;
    static const struct {
        const char *law, *from, *vary;
        float (*of)(const float *);
        float least[2], most[2]; // where the least and the most may lie
    } laws[] = {
        {"lightness goes both ways",
         "grey",
         "lightness: 0.4",
         luma,
         {0.29f, 0.36f},
         {0.64f, 0.71f}},
        {"all of it reaches black and white",
         "grey",
         "lightness: 1",
         luma,
         {-0.01f, 0.1f},
         {0.9f, 1.01f}},
        {"saturation goes from grey to twice",
         "red",
         "saturation: 1",
         chroma,
         {0, 0.04f},
         {0.36f, 0.401f}},
        {"a little of it is a little",
         "red",
         "saturation: 0.1",
         chroma,
         {0.18f, 0.19f},
         {0.21f, 0.221f}},
        {"saturation keeps the luma",
         "red",
         "saturation: 1",
         luma,
         {0.44f, 0.445f},
         {0.44f, 0.445f}},
        {"so does hue", "red", "hue: 180", luma, {0.44f, 0.445f}, {0.44f, 0.445f}},
        {"hue goes around", "red", "hue: 180", red_over_green, {-0.3f, -0.05f}, {0.15f, 0.3f}},
        {"a little hue is a little", "red", "hue: 5", red_over_green, {0.16f, 0.2f}, {0.2f, 0.24f}},
        {"grey has no hue",
         "grey",
         "hue: 180, saturation: 1",
         chroma,
         {-0.01f, 0.01f},
         {-0.01f, 0.01f}},
    };
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        float range[2];
        find_range(laws[i].from, laws[i].vary, laws[i].of, range);
        bool is_right = range[0] >= laws[i].least[0] && range[0] <= laws[i].least[1] &&
                        range[1] >= laws[i].most[0] && range[1] <= laws[i].most[1];
        if (!is_right)
            print_error("%s: %.3f to %.3f\n", laws[i].law, (double)range[0], (double)range[1]);
        faults += !is_right;
    }
    assert_int_equal(faults, 0);
}

static void test_a_seed_counts_whole_numbers(void **state)
{
    (void)state;
    static const char *const seeds[] = {"3", "3.2", "3.9", "65539", "4"};
    struct stage_picture pictures[5];
    for (int i = 0; i < 5; i++) {
        char block[200];
        snprintf(block, sizeof(block), "from: red, " GRID ", vary: {" INKS ", hue: 90, seed: %s}",
                 seeds[i]);
        pictures[i] = draw(block, 0, false);
        assert_int_equal(stage_compare(&pictures[0], &pictures[i]).past > 0.05, i == 4);
    }
    for (int i = 0; i < 5; i++)
        stage_finish(&pictures[i]);
}

static void test_signals_move_it(void **state)
{
    (void)state;
    static const char *const moving[] = {"hue: 9 * frame", "inks: [[frame / 40, 0, 0], navy]",
                                         (INKS ", seed: frame")};
    static const char *const still[] = {"hue: 90", INKS};
    for (size_t i = 0; i < 5; i++) {
        char block[200];
        snprintf(block, sizeof(block), "from: red, " GRID ", vary: {%s}",
                 i < 3 ? moving[i] : still[i - 3]);
        struct stage_picture a = draw(block, 0, false), b = draw(block, 17, false);
        assert_int_equal(stage_compare(&a, &b).past > 0.05, i < 3);
        stage_finish(&a);
        stage_finish(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_does_not_vary_has_the_shaders_of_old),
        cmocka_unit_test(test_inks_are_dealt_evenly),
        cmocka_unit_test(test_an_ink_prints_the_dark_and_its_paper_the_light),
        cmocka_unit_test(test_colours_go_with_their_fragment),
        cmocka_unit_test(test_colours_stay_when_others_come),
        cmocka_unit_test(test_every_way_of_drawing_varies),
        cmocka_unit_test(test_numbers_swing_as_far_as_they_say),
        cmocka_unit_test(test_a_seed_counts_whole_numbers),
        cmocka_unit_test(test_signals_move_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
