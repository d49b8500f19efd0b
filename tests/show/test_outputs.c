// SPDX-License-Identifier: GPL-3.0-or-later
// Outputs: how each presents the picture, and that several present one.
#include "support/cli.h"
#include "support/live.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 160, HEIGHT = 90 };

// Red grows to the right, green upwards, blue is 0.4: a pixel says from where in the picture it is.
static int begin(void **state)
{
    if (live_set_up(state) != 0)
        return -1;
    test_cli_run("mkdir -p shaders");
    test_cli_text("shaders/where.fs",
                  "/*{}*/\nvoid main() { gl_FragColor = vec4(isf_FragNormCoord, 0.4, 1.0); }\n");
    test_cli_text("where.yaml", "size: 160x90\nlayers: [{generate: where}]\n");
    test_cli_text("clear.yaml", "size: 160x90\nbackground: none\n"
                                "layers: [{generate: where, opacity: 0.5}]\n");
    test_cli_text("shaders/left.fs", "/*{}*/\nvoid main() {\n"
                                     "gl_FragColor = vec4(step(isf_FragNormCoord.x, 0.5)); }\n");
    test_cli_text("left.yaml", "size: 160x90\nbackground: none\nlayers: [{generate: left}]\n");
    test_cli_text("moves.yaml", "size: 160x90\nfps: 30\n"
                                "layers: [{generate: {solid: {color: [frame / 255, 0, 0]}}}]\n");
    return 0;
}

static const unsigned char right_half[] = {0, 255};

#define AS_IT_IS                                                                                   \
    {                                                                                              \
        {0, 0}, {1, 0}, {1, 1},                                                                    \
        {                                                                                          \
            0, 1                                                                                   \
        }                                                                                          \
    }

// What is seen at a point of the output, both in fractions: `from` is the point of the picture;
// below 0: black. The output has the picture's aspect.
static const struct {
    const char *law, *scene;
    struct rmx_presentation presentation;
    double at[2], from[2], light;
} laws[] = {
    {"a picture as it is",
     "where.yaml",
     {AS_IT_IS, 0, 1, NULL, 0, 0},
     {0.25, 0.75},
     {0.25, 0.75},
     1},
    {"half the gain is half the light",
     "where.yaml",
     {AS_IT_IS, 0, 0.5, NULL, 0, 0},
     {0.25, 0.75},
     {0.25, 0.75},
     0.5},
    {"with alpha it stands over black",
     "clear.yaml",
     {AS_IT_IS, 0, 1, NULL, 0, 0},
     {0.25, 0.75},
     {0.25, 0.75},
     0.5},
    {"and the gain goes on that",
     "clear.yaml",
     {AS_IT_IS, 0, 0.5, NULL, 0, 0},
     {0.25, 0.75},
     {0.25, 0.75},
     0.25},
    {"half a turn", "where.yaml", {AS_IT_IS, 180, 1, NULL, 0, 0}, {0.25, 0.75}, {0.75, 0.25}, 1},
    // Right of the middle by 18 pixels becomes above it by 18: counter-clockwise.
    {"a quarter turn keeps lengths in pixels",
     "where.yaml",
     {AS_IT_IS, 90, 1, NULL, 0, 0},
     {0.5, 0.7},
     {0.6125, 0.5},
     1},
    {"beside a turned picture it is black",
     "where.yaml",
     {AS_IT_IS, 90, 1, NULL, 0, 0},
     {0.1, 0.5},
     {-1, -1},
     1},
    {"a corner of the output",
     "where.yaml",
     {{{0, 0}, {0.5, 0}, {0.5, 0.5}, {0, 0.5}}, 0, 1, NULL, 0, 0},
     {0.203125, 27.5 / 90},
     {0.40625, 55.0 / 90},
     1},
    {"is all that is seen of it",
     "where.yaml",
     {{{0, 0}, {0.5, 0}, {0.5, 0.5}, {0, 0.5}}, 0, 1, NULL, 0, 0},
     {0.7, 0.7},
     {-1, -1},
     1},
    {"mirrored",
     "where.yaml",
     {{{1, 0}, {0, 0}, {0, 1}, {1, 1}}, 0, 1, NULL, 0, 0},
     {0.2, 0.3},
     {0.8, 0.3},
     1},
    // Lines stay lines and meet where they did: the diagonals cross in the middle of the picture,
    // which is seen at 2/3 of the height.
    {"a trapezoid is seen in perspective",
     "where.yaml",
     {{{0, 0}, {1, 0}, {0.75, 1}, {0.25, 1}}, 0, 1, NULL, 0, 0},
     {0.5, 2.0 / 3},
     {0.5, 0.5},
     1},
    {"beside it it is black",
     "where.yaml",
     {{{0, 0}, {1, 0}, {0.75, 1}, {0.25, 1}}, 0, 1, NULL, 0, 0},
     {0.1, 0.9},
     {-1, -1},
     1},
    {"what a mask holds back is black",
     "where.yaml",
     {AS_IT_IS, 0, 1, right_half, 2, 1},
     {0.2, 0.5},
     {-1, -1},
     1},
    {"what it lets through is as it was",
     "where.yaml",
     {AS_IT_IS, 0, 1, right_half, 2, 1},
     {0.8, 0.3},
     {0.8, 0.3},
     1},
    {"a quad without area is black",
     "where.yaml",
     {{{0, 0}, {1, 0}, {0.5, 0}, {0.2, 0}}, 0, 1, NULL, 0, 0},
     {0.5, 0.5},
     {-1, -1},
     1},
};

static const unsigned char *pixel_at(const struct live_seen *seen, double x, double y)
{
    int column = (int)(x * seen->width), row = (int)(y * seen->height);
    return seen->pixels + 4 * (row * seen->width + column);
}

// Within a pixel of the picture.
static bool is_from(const unsigned char *pixel, const double from[2], double light)
{
    const double wanted[] = {from[0] * light, from[1] * light, 0.4 * light};
    for (int i = 0; i < 3; i++) {
        double reach = i < 2 ? 255.0 / HEIGHT : 2;
        double value = from[0] < 0 ? 0 : wanted[i] * 255;
        if (fabs(pixel[i] - value) > (from[0] < 0 ? 0 : reach))
            return false;
    }
    return true;
}

static void test_presentations(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        assert_true(live_begin(
            &(struct live_params){.scene = laws[i].scene, .presentation = &laws[i].presentation}));
        assert_true(live_until_swap(1));
        assert_true(live_turn(1));
        const struct live_seen *seen = live_seen();
        const unsigned char *pixel = pixel_at(seen, laws[i].at[0], laws[i].at[1]);
        assert_int_equal(seen->gl_error, 0);
        if (!is_from(pixel, laws[i].from, laws[i].light)) {
            print_error("%s: %d %d %d\n", laws[i].law, pixel[0], pixel[1], pixel[2]);
            faults++;
        }
        live_end();
    }
    assert_int_equal(faults, 0);
}

// Byte for byte as without the second one, and that one has the same picture at its own size.
static void test_two_outputs(void **state)
{
    static unsigned char alone[WIDTH * HEIGHT * 4];
    (void)state;
    assert_true(live_begin(&(struct live_params){.scene = "where.yaml"}));
    assert_true(live_until_swap(1));
    memcpy(alone, live_seen()->pixels, sizeof(alone));
    live_end();
    assert_true(live_begin(
        &(struct live_params){.scene = "where.yaml", .second_width = 320, .second_height = 240}));
    assert_true(live_until_swap(1));
    assert_true(live_turn(2));
    const struct live_seen *first = live_seen(), *second = live_seen_beside();
    assert_int_equal(first->width, WIDTH);
    assert_memory_equal(first->pixels, alone, sizeof(alone));
    assert_int_equal(second->width, 320);
    assert_int_equal(second->height, 240);
    // Its aspect is kept: 320x180 in the middle, black above and below.
    for (double x = 0.05; x < 1; x += 0.1)
        for (double y = 0.05; y < 1; y += 0.1)
            assert_true(is_from(pixel_at(second, x, (30 + 180 * y) / 240), (double[]){x, y}, 1));
    assert_true(is_from(pixel_at(second, 0.5, 0.05), (double[]){-1, -1}, 1));
    assert_true(is_from(pixel_at(second, 0.5, 0.95), (double[]){-1, -1}, 1));
    assert_int_equal(first->gl_error, 0);
    assert_int_equal(second->gl_error, 0);
    live_end();
}

// The edge of a white cut-out is as light as white covers there.
static void test_edges_enlarged(void **state)
{
    (void)state;
    assert_true(live_begin(
        &(struct live_params){.scene = "left.yaml", .second_width = 320, .second_height = 180}));
    assert_true(live_until_swap(1));
    assert_true(live_turn(2));
    static const int light[] = {255, 191, 64, 0};
    for (int i = 0; i < 4; i++)
        assert_in_range(pixel_at(live_seen_beside(), (158.5 + i) / 320, 0.5)[0],
                        light[i] < 2 ? 0 : light[i] - 2, light[i] > 253 ? 255 : light[i] + 2);
    live_end();
}

static void assert_same_frame(void)
{
    const struct live_seen *first = live_seen(), *second = live_seen_beside();
    assert_true(first->frame == second->frame);
    assert_int_equal(pixel_at(first, 0.5, 0.5)[0], pixel_at(second, 0.5, 0.5)[0]);
    assert_int_equal(pixel_at(first, 0.5, 0.5)[0], (int)first->frame);
}

// They go through frames, black, an edit and a lost context together.
static void test_together(void **state)
{
    (void)state;
    assert_true(live_begin(&(struct live_params){.scene = "moves.yaml",
                                                 .holds_time = true,
                                                 .second_width = 80,
                                                 .second_height = 45,
                                                 .lose_at = 40}));
    assert_true(live_until_swap(1));
    for (int i = 1; i < 5; i++) {
        live_time(0.2 * i);
        assert_true(live_turn(1));
        assert_same_frame();
    }
    live_press(RMX_ACTION_BLACKOUT);
    assert_true(live_turn(1));
    assert_true(live_seen()->mean == 0 && live_seen_beside()->mean == 0);
    live_press(RMX_ACTION_BLACKOUT);
    test_cli_run("sed -i 's/0, 0\\]/0, 1]/' moves.yaml");
    assert_true(live_until_swap(2));
    assert_same_frame();
    assert_int_equal(pixel_at(live_seen_beside(), 0.5, 0.5)[2], 255);
    for (int i = 0; i < 2; i++) { // the second one finds it lost
        live_time(2 + 0.2 * i);
        assert_true(live_turn(1));
    }
    assert_int_equal(live_counts().resets, 1);
    assert_same_frame();
    assert_int_equal(live_seen()->gl_error, 0);
    assert_int_equal(live_seen_beside()->gl_error, 0);
    live_end();
}

// The show goes on without one that was closed, and ends with the first.
static void test_closing(void **state)
{
    (void)state;
    assert_true(live_begin(
        &(struct live_params){.scene = "where.yaml", .second_width = 80, .second_height = 45}));
    assert_true(live_until_swap(1));
    assert_true(live_turn(1));
    assert_true(live_close(1));
    int beside = live_seen_beside()->frames;
    assert_true(live_turn(3));
    assert_int_equal(live_seen_beside()->frames, beside);
    assert_int_equal(live_seen()->gl_error, 0);
    assert_false(live_close(0));
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_presentations),  cmocka_unit_test(test_two_outputs),
        cmocka_unit_test(test_edges_enlarged), cmocka_unit_test(test_together),
        cmocka_unit_test(test_closing),
    };
    return cmocka_run_group_tests(tests, begin, live_tear_down);
}
