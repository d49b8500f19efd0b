// SPDX-License-Identifier: GPL-3.0-or-later
// A scene that is left alone is drawn by programs with constants after two seconds: the same
// picture. An edit is drawn by the general ones at once, and a knob's number is none of them.
#include "base/clock.h"
#include "support/cli.h"
#include "support/live.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 320, HEIGHT = 180, BYTES = WIDTH * HEIGHT * 4 };

static const char *scene(const char *sides)
{
    static char text[512];
    snprintf(text, sizeof(text),
             "size: %dx%d\n"
             "knobs: {far: {from: 0, to: 1, at: 0.2}}\n"
             "layers:\n"
             "  - picture: asset:chelsea-the-cat.jpg\n"
             "    chain:\n"
             "      - rotate: {angle: time * 40, edge: mirror}\n"
             "      - kaleidoscope: {sides: %s, zoom: 1}\n"
             "      - posterize: {levels: 5, softness: far}\n",
             WIDTH, HEIGHT, sides);
    return text;
}

static void begin(bool no_specialise)
{
    test_cli_text("a.yaml", scene("6"));
    assert_true(live_begin(&(struct live_params){.scene = "a.yaml",
                                                 .width = WIDTH,
                                                 .height = HEIGHT,
                                                 .fps = 60,
                                                 .holds_time = true,
                                                 .no_specialise = no_specialise}));
    assert_true(live_until_swap(1));
}

// Turns so long; true once all was tried.
static bool stands(double most_s)
{
    double until_ms = rmx_clock_ms() + 1000 * most_s;
    while (!live_counts().standing.is_over && rmx_clock_ms() < until_ms)
        assert_true(live_step());
    return live_counts().standing.is_over;
}

// The picture at a time, drawn anew.
static unsigned char *picture_at(double seconds)
{
    unsigned char *kept = malloc(BYTES);
    assert_non_null(kept);
    live_time(seconds + 1);
    assert_true(live_turn(1));
    live_time(seconds);
    assert_true(live_turn(1));
    assert_int_equal(live_seen()->width, WIDTH);
    memcpy(kept, live_seen()->pixels, BYTES);
    return kept;
}

static bool is_same(unsigned char *a, unsigned char *b)
{
    bool same = memcmp(a, b, BYTES) == 0;
    free(a);
    free(b);
    return same;
}

static void test_a_scene_that_stands(void **state)
{
    (void)state;
    begin(false);
    unsigned char *before = picture_at(3);
    double from_ms = rmx_clock_ms();
    assert_int_equal(live_counts().standing.passes, 0);
    assert_true(stands(60));
    assert_true(rmx_clock_ms() - from_ms > 1000);
    assert_int_equal(live_counts().standing.passes, 1);
    assert_true(is_same(before, picture_at(3)));
    assert_int_equal(live_counts().swaps, 1);
    assert_int_equal(live_counts().reload.loads, 1);
    live_end();
}

static void test_an_edit(void **state)
{
    (void)state;
    begin(false);
    assert_true(stands(60));
    unsigned char *before = picture_at(3);
    int compiled = live_counts().reload.compiled;
    test_cli_text("a.yaml", scene("7"));
    assert_true(live_until_swap(2));
    assert_int_equal(live_counts().standing.passes, 0); // the general program again, which is kept
    assert_int_equal(live_counts().reload.compiled, compiled);
    assert_false(is_same(before, picture_at(3)));
    unsigned char *general = picture_at(3);
    assert_true(stands(60));
    assert_true(is_same(general, picture_at(3)));
    live_end();
}

static void test_a_knob(void **state)
{
    (void)state;
    begin(false);
    assert_true(stands(60));
    assert_int_equal(live_counts().standing.passes, 1);
    unsigned char *before = picture_at(3);
    rmx_controls_set(live_controls(), "far", 0.9);
    assert_false(is_same(before, picture_at(3)));
    assert_int_equal(live_counts().standing.passes, 1);
    assert_int_equal(live_counts().swaps, 1);
    live_end();
}

static void test_a_wish_for_none(void **state)
{
    (void)state;
    begin(true);
    assert_false(stands(4));
    assert_int_equal(live_counts().standing.passes, 0);
    live_end();
}

// What was begun for one load ends with it, and with the show.
static void test_edits_amid(void **state)
{
    (void)state;
    begin(false);
    for (int i = 0; i < 4; i++) {
        double until_ms = rmx_clock_ms() + 2100 + 60 * i;
        while (rmx_clock_ms() < until_ms)
            assert_true(live_step());
        test_cli_text("a.yaml", scene(i % 2 ? "6" : "8"));
        assert_true(live_until_swap(2 + i));
        assert_int_equal(live_counts().standing.passes, 0);
    }
    live_end();
}

static const char wide[] =
    "/*{\"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}],\n"
    "\"PASSES\": [{\"TARGET\": \"a\", \"WIDTH\": \"1300\", \"HEIGHT\": \"1300\",\n"
    "\"FLOAT\": true}, {}]}*/\n"
    "void main() {\n"
    "if (PASSINDEX == 0) gl_FragColor = IMG_NORM_PIXEL(inputImage, isf_FragNormCoord);\n"
    "else gl_FragColor = IMG_NORM_PIXEL(a, isf_FragNormCoord); }\n";

static void save_wide(const char *angle)
{
    char text[300];
    snprintf(text, sizeof(text),
             "size: %dx%d\nlayers:\n  - {picture: asset:chelsea-the-cat.jpg, "
             "chain: [{./wide.fs: {}}, {rotate: {angle: time * %s}}]}\n",
             WIDTH, HEIGHT, angle);
    test_cli_text("wide.yaml", text);
}

// A trial draws into 26 MiB once more, of 64; the next load, which wants as much, has them.
static void test_an_edit_has_the_memory_of_a_trial(void **state)
{
    (void)state;
    test_cli_text("wide.fs", wide);
    save_wide("40");
    assert_true(live_begin(&(struct live_params){.scene = "wide.yaml",
                                                 .width = WIDTH,
                                                 .height = HEIGHT,
                                                 .fps = 60,
                                                 .holds_time = true,
                                                 .memory_bytes = 64 << 20}));
    assert_true(live_until_swap(1));
    assert_false(stands(3)); // it goes on
    save_wide("41");
    assert_true(live_until_loads(2));
    if (live_counts().reload.is_broken)
        fail_msg("the edit is refused: %s", live_seen()->words);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_scene_that_stands),
        cmocka_unit_test(test_an_edit),
        cmocka_unit_test(test_a_knob),
        cmocka_unit_test(test_a_wish_for_none),
        cmocka_unit_test(test_edits_amid),
        cmocka_unit_test(test_an_edit_has_the_memory_of_a_trial),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
