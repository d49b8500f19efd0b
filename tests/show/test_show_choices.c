// SPDX-License-Identifier: GPL-3.0-or-later
// A show of a mosaic with a limit comes to the picture of `render`, whatever happens while the
// choice is made.
#include "support/cli.h"
#include "support/live.h"
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 160, HEIGHT = 90, BYTES = WIDTH * HEIGHT * 4, LIMITS = 3, MOST_TURNS = 3000 };

static unsigned char expected[LIMITS + 1][BYTES]; // by limit

static void write_scene(int count, int limit)
{
    char text[600];
    snprintf(text, sizeof(text),
             "size: 160x90\nlayers:\n"
             "  - fragments: {from: asset:coffee.jpg, cut: {grid: {count: %d}},\n"
             "      arrange: {mosaic: {targetImage: asset:chelsea-the-cat.jpg, limit: %d}}}\n",
             count, limit);
    test_cli_text("m.yaml", text);
}

static void render(unsigned char *bytes)
{
    struct stage_picture picture = stage_render(
        &(struct stage_params){.path = test_cli_path("m.yaml"), .width = WIDTH, .height = HEIGHT});
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (unsigned char)lroundf(picture.pixels[i] * 255);
    stage_finish(&picture);
}

static int begin(void **state)
{
    if (live_set_up(state) != 0)
        return -1;
    for (int limit = 1; limit <= LIMITS; limit++) {
        write_scene(8000, limit);
        render(expected[limit]);
    }
    return 0;
}

static void start(int count, int limit, long long lose_at)
{
    write_scene(count, limit);
    assert_true(live_begin(&(struct live_params){.scene = "m.yaml", .lose_at = lose_at}));
    assert_true(live_until_swap(1));
}

static bool shows(const unsigned char *bytes)
{
    for (size_t i = 0; i < BYTES; i++)
        if (i % 4 != 3 && live_seen()->pixels[i] != bytes[i])
            return false;
    return true;
}

// How many frames came before it.
static int turn_until(const unsigned char *bytes)
{
    int frames = live_seen()->frames;
    for (int turn = 0; turn < MOST_TURNS && !shows(bytes) && live_turn(1); turn++)
        continue;
    assert_true(shows(bytes));
    assert_int_equal(live_seen()->gl_error, 0);
    return live_seen()->frames - frames;
}

static void frames_go_on_until_it_is_chosen(void **state)
{
    (void)state;
    start(8000, 1, 0);
    int frames = turn_until(expected[1]);
    print_message("after %d frames\n", frames);
    assert_true(frames >= 2);
    assert_true(live_turn(5));
    assert_true(shows(expected[1]));
    live_end();
}

static void time_that_is_held_does_not_hold_it(void **state)
{
    (void)state;
    start(8000, 2, 0);
    live_press(RMX_ACTION_PAUSE);
    turn_until(expected[2]);
    live_end();
}

static void saves_while_it_is_chosen(void **state)
{
    (void)state;
    start(8000, 1, 0);
    for (int i = 1; i <= 4; i++) {
        write_scene(8000, 1 + i % LIMITS);
        assert_true(live_until_swap(1 + i));
    }
    turn_until(expected[2]);
    live_end();
}

// What is saved elsewhere in the scene does not take the choice apart.
static void a_choice_outlives_a_save(void **state)
{
    (void)state;
    start(8000, 1, 0);
    turn_until(expected[1]);
    test_cli_run("echo 'title: other' >> m.yaml");
    assert_true(live_until_swap(2));
    assert_true(shows(expected[1]));
    turn_until(expected[1]);
    write_scene(7000, 1);
    assert_true(live_until_swap(3));
    write_scene(8000, 1);
    assert_true(live_until_swap(4));
    turn_until(expected[1]);
    live_end();
}

static void a_lost_context_while_it_is_chosen(void **state)
{
    (void)state;
    start(8000, 3, 4);
    turn_until(expected[3]);
    assert_int_equal(live_counts().resets, 1);
    live_end();
}

static void the_end_while_it_is_chosen(void **state)
{
    (void)state;
    start(100000, 1, 0); // minutes, if one waited
    assert_true(live_turn(5));
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_go_on_until_it_is_chosen),
        cmocka_unit_test(time_that_is_held_does_not_hold_it),
        cmocka_unit_test(saves_while_it_is_chosen),
        cmocka_unit_test(a_choice_outlives_a_save),
        cmocka_unit_test(a_lost_context_while_it_is_chosen),
        cmocka_unit_test(the_end_while_it_is_chosen),
    };
    return cmocka_run_group_tests(tests, begin, live_tear_down);
}
