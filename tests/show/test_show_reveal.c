// SPDX-License-Identifier: GPL-3.0-or-later
// The reveal in a window: its key, what is drawn and when, and that the scene does not see it.
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

enum { WIDTH = 640, HEIGHT = 360, BYTES = WIDTH * HEIGHT * 4, PATIENCE_MS = 60000 };

// A grey that stands still, and reads the frame before: what was drawn over it would come back.
static const char grey[] =
    "title: Grey\nsize: 640x360\nfps: 60\nknobs: {k: {from: 0, to: 1, at: 0.5}}\n"
    "layers:\n"
    "  - {generate: {solid: {color: [k, k, k]}}}\n"
    "  - {picture: finish.past, opacity: 0.5}\n";
// Two pictures, and a number that changes in each frame.
static const char moving[] =
    "title: Moving\nsize: 640x360\nfps: 60\n"
    "sources: {cup: {image: asset:coffee.jpg, credit: A cup}, eye: asset:retina.jpg}\n"
    "layers:\n"
    "  - picture: cup\n"
    "  - {picture: eye, place: {x: 0.5 + 0.1 * wave(beat / 8), scale: 0.5}}\n";
static const char shards[] =
    "title: Shards\nsize: 640x360\nfps: 60\nlayers:\n"
    "  - fragments: {from: asset:coffee.jpg, cut: {voronoi: {count: 40}}}\n";

// A scene whose second picture is seen only where the first one's share is known.
static const char shares_within[] =
    "title: Within\nsize: 640x360\nsources: {cup: asset:coffee.jpg, eye: asset:retina.jpg}\n"
    "layers:\n"
    "  - picture: eye\n"
    "  - {picture: cup, place: {scale: 0.6}, opacity: 4 * share.eye}\n";
static const char around[] =
    "title: Around\nsize: 640x360\nfps: 60\nsources: {inside: {scene: within.yaml}}\n"
    "layers: [{picture: inside}]\n";

static unsigned char before[BYTES];

static void start(const char *scene, const struct live_params *how)
{
    struct live_params params = *how;
    test_cli_text("r.yaml", scene);
    params.scene = "r.yaml";
    params.width = WIDTH;
    params.height = HEIGHT;
    assert_true(live_begin(&params));
    assert_true(live_until_swap(1));
    assert_true(how->holds_time || live_turn(3));
}

// How many of a hundred pixels differ from the picture without it.
static double differs(const struct live_seen *seen)
{
    int count = 0;
    for (int i = 0; i < BYTES; i += 4)
        count += memcmp(seen->pixels + i, before + i, 3) != 0;
    return 400.0 * count / BYTES;
}

static bool is_revealed(void)
{
    return differs(live_seen()) > 5;
}
static bool is_hidden(void)
{
    return differs(live_seen()) == 0;
}
static bool is_measured(void)
{
    return live_counts().reveal.measured > 0;
}
static bool is_measured_again(void)
{
    return live_counts().reveal.measured > 1;
}

// Whether a row of pixels has a part of a bar: ticks of knobs are shorter.
static bool has_bar(const unsigned char *row)
{
    int count = 0;
    for (int x = 0; x < WIDTH; x++) {
        const unsigned char *p = row + 4 * x;
        count += abs(p[0] - 245) < 3 && abs(p[1] - 112) < 3 && abs(p[2] - 66) < 3;
    }
    return count >= 16;
}
static int bars(void)
{
    int count = 0;
    const unsigned char *pixels = live_seen()->pixels;
    for (int y = 1; y < HEIGHT; y++)
        count += has_bar(pixels + 4 * WIDTH * y) && !has_bar(pixels + 4 * WIDTH * (y - 1));
    return count;
}
static bool has_a_bar(void)
{
    return bars() == 1;
}
static bool has_bars_of_both(void)
{
    return bars() == 2;
}

static bool is_revealed_beside(void)
{
    return differs(live_seen_beside()) > 5;
}

static void until(const char *law, bool (*holds)(void))
{
    double until_ms = rmx_clock_ms() + PATIENCE_MS;
    while (!holds()) {
        assert_true(live_turn(1));
        if (rmx_clock_ms() > until_ms)
            fail_msg("%s: it does not come to that", law);
    }
}

static void turn_for(double ms)
{
    for (double until_ms = rmx_clock_ms() + ms; rmx_clock_ms() < until_ms;)
        assert_true(live_turn(1));
}

static void keep(void)
{
    memcpy(before, live_seen()->pixels, BYTES);
}

static void nothing_is_made_before(void **state)
{
    (void)state;
    const struct rmx_metering_counts none = {0};
    start(grey, &(struct live_params){0});
    keep();
    turn_for(300);
    const struct rmx_metering_counts counts = live_counts().reveal;
    assert_memory_equal(&counts, &none, sizeof(none));
    assert_true(is_hidden());
    live_end();
}

static void a_tap_stays_and_a_hold_shows(void **state)
{
    (void)state;
    start(grey, &(struct live_params){0});
    turn_for(500); // the frames before have died away
    keep();
    live_press(RMX_ACTION_REVEAL);
    live_release(RMX_ACTION_REVEAL);
    until("a tap shows it", is_revealed);
    turn_for(500);
    assert_true(is_revealed());
    live_press(RMX_ACTION_REVEAL);
    live_release(RMX_ACTION_REVEAL);
    until("another one hides it, and nothing is left in the picture", is_hidden);
    live_press(RMX_ACTION_REVEAL);
    until("held it is shown", is_revealed);
    turn_for(500);
    assert_true(is_revealed());
    live_release(RMX_ACTION_REVEAL);
    until("until it is let go", is_hidden);
    assert_int_equal(live_seen()->gl_error, 0);
    live_end();
}

static void texts_are_set_once(void **state)
{
    (void)state;
    start(moving, &(struct live_params){0});
    keep();
    live_press(RMX_ACTION_REVEAL);
    until("it is shown", is_revealed);
    until("shares are measured", is_measured);
    turn_for(1500);
    struct rmx_show_counts first = live_counts();
    assert_true(live_turn(60));
    struct rmx_show_counts then = live_counts();
    assert_true(first.reveal.texts > 20);
    assert_int_equal(then.reveal.texts, first.reveal.texts);
    assert_int_equal(live_seen()->gl_error, 0);
    live_end();
}

// On the loader's thread; the pauses between are nineteen times as long as the work.
static void measuring_is_bounded(void **state)
{
    (void)state;
    start(moving, &(struct live_params){0});
    live_press(RMX_ACTION_REVEAL);
    until("shares are measured", is_measured);
    struct rmx_metering_counts first = live_counts().reveal;
    double from_ms = rmx_clock_ms();
    turn_for(2000);
    until("and again", is_measured_again);
    struct rmx_metering_counts then = live_counts().reveal;
    double part = (then.work_ms - first.work_ms) / (rmx_clock_ms() - from_ms);
    if (part > 0.1)
        fail_msg("%g of the time is spent on measuring", part);
    assert_int_equal(then.meters, 1);
    live_end();
}

static void an_edit_is_revealed_as_well(void **state)
{
    (void)state;
    start(grey, &(struct live_params){0});
    live_press(RMX_ACTION_REVEAL);
    until("shares are measured", is_measured);
    test_cli_text("r.yaml", moving);
    assert_true(live_until_swap(2));
    keep();
    live_press(RMX_ACTION_REVEAL);
    assert_true(live_turn(2));
    keep();
    live_press(RMX_ACTION_REVEAL);
    until("the other scene's is shown", is_revealed);
    until("with its shares", has_bars_of_both);
    assert_int_equal(live_counts().reveal.meters, 2);
    assert_int_equal(live_seen()->gl_error, 0);
    live_end();
}

// The scene that is shown is measured, not its file.
static void a_broken_file_has_its_shares(void **state)
{
    (void)state;
    start(moving, &(struct live_params){0});
    test_cli_text("r.yaml", "layers: [{");
    assert_true(live_until_loads(2));
    assert_true(live_counts().reload.is_broken);
    live_press(RMX_ACTION_REVEAL);
    until("both are told", has_bars_of_both);
    live_end();
}

static void a_scene_within_has_its_own_shares(void **state)
{
    (void)state;
    test_cli_text("within.yaml", shares_within);
    start(around, &(struct live_params){.survey_part = 10});
    live_press(RMX_ACTION_REVEAL);
    until("both are told", has_bars_of_both);
    assert_int_equal(live_seen()->gl_error, 0);
    live_end();
}

static void what_a_survey_measures_is_taken(void **state)
{
    (void)state;
    start(shares_within, &(struct live_params){.survey_part = 10});
    live_press(RMX_ACTION_REVEAL);
    until("both are told", has_bars_of_both);
    turn_for(500);
    assert_int_equal(live_counts().reveal.meters, 0);
    live_press(RMX_ACTION_PAUSE);
    test_cli_text("r.yaml", moving);
    assert_true(live_until_swap(2));
    test_cli_text("r.yaml", shares_within);
    assert_true(live_until_swap(3));
    until("it stands while time is held", has_bars_of_both);
    live_end();
}

static void it_comes_back_with_the_picture(void **state)
{
    (void)state;
    start(shards, &(struct live_params){.lose_at = 200});
    keep();
    live_press(RMX_ACTION_REVEAL);
    until("it is shown", is_revealed);
    while (live_counts().resets == 0)
        assert_true(live_turn(1));
    until("it is shown after a reset", is_revealed);
    live_press(RMX_ACTION_REVEAL);
    until("and hidden", is_hidden);
    live_end();
}

static void every_output_shows_it(void **state)
{
    (void)state;
    start(shards, &(struct live_params){.second_width = WIDTH, .second_height = HEIGHT});
    keep();
    live_press(RMX_ACTION_REVEAL);
    until("the first one", is_revealed);
    until("the one beside", is_revealed_beside);
    live_press(RMX_ACTION_BLACKOUT);
    assert_true(live_turn(2));
    assert_true(live_seen()->mean == 0); // black is black
    live_end();
}

// Of fragments that stand still.
static void start_revealed(const struct rmx_presentation *presentation)
{
    start(shards, &(struct live_params){.holds_time = true, .presentation = presentation});
    keep();
    live_press(RMX_ACTION_REVEAL);
    until("it is shown", is_revealed);
}

// Seams and labels are where they would be in the picture, wherever that is.
static void it_is_presented_with_the_picture(void **state)
{
    (void)state;
    const struct rmx_presentation mirrored = {{{1, 0}, {0, 0}, {0, 1}, {1, 1}}, 0, 1, NULL, 0, 0};
    int differing = 0;
    start_revealed(NULL);
    until("its source is told", has_a_bar);
    keep();
    live_end();
    static unsigned char revealed[BYTES];
    memcpy(revealed, before, BYTES);
    start_revealed(&mirrored);
    until("its source is told", has_a_bar);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            for (int c = 0; c < 3; c++)
                differing += abs(live_seen()->pixels[4 * (WIDTH * y + x) + c] -
                                 revealed[4 * (WIDTH * y + WIDTH - 1 - x) + c]) > 2;
    assert_int_equal(differing, 0);
    assert_int_equal(live_seen()->gl_error, 0);
    live_end();
}

static void a_mask_and_a_gain_are_those_of_both(void **state)
{
    (void)state;
    static const unsigned char right_half[] = {0, 255};
    const struct rmx_presentation masked = {
        {{0, 0}, {1, 0}, {1, 1}, {0, 1}}, 0, 0.5, right_half, 2, 1};
    start_revealed(&masked);
    turn_for(500);
    for (int i = 0; i < BYTES; i++)
        if (i % 4 < 3 && live_seen()->pixels[i] > (i / 4 % WIDTH < WIDTH / 4 ? 0 : 128))
            fail_msg("there is light at %d, %d", i / 4 % WIDTH, i / 4 / WIDTH);
    live_end();
}

static void it_is_shown_while_time_is_held(void **state)
{
    (void)state;
    start(moving, &(struct live_params){0});
    live_press(RMX_ACTION_PAUSE);
    assert_true(live_turn(1));
    keep();
    live_press(RMX_ACTION_REVEAL);
    until("it is shown", is_revealed);
    live_press(RMX_ACTION_REVEAL);
    until("and hidden", is_hidden);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_made_before),
        cmocka_unit_test(a_tap_stays_and_a_hold_shows),
        cmocka_unit_test(texts_are_set_once),
        cmocka_unit_test(measuring_is_bounded),
        cmocka_unit_test(an_edit_is_revealed_as_well),
        cmocka_unit_test(a_broken_file_has_its_shares),
        cmocka_unit_test(a_scene_within_has_its_own_shares),
        cmocka_unit_test(what_a_survey_measures_is_taken),
        cmocka_unit_test(it_comes_back_with_the_picture),
        cmocka_unit_test(every_output_shows_it),
        cmocka_unit_test(it_is_presented_with_the_picture),
        cmocka_unit_test(a_mask_and_a_gain_are_those_of_both),
        cmocka_unit_test(it_is_shown_while_time_is_held),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
