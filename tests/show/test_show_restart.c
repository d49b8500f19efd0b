// SPDX-License-Identifier: GPL-3.0-or-later
// --restart-every: a show begins again on a bar, and what it remembers with it.
#include "support/cli.h"
#include "support/live.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

// A bar is two seconds, of 20 frames.
#define HEAD "size: 16x9\nfps: 10\nbpm: 120\nlayers:\n"
static const char ramp[] = HEAD "  - generate: {solid: {color: [\"ramp(bar)\", 0, 0]}}\n";
static const char sum[] = HEAD "  - generate: {solid: {color: [0.02, 0.02, 0.02]}}\n"
                               "  - {picture: finish.past, blend: plus}\n";

static int due; // the next frame of the clock

static void begin(const char *text, double every_s)
{
    test_cli_text("again.yaml", text);
    assert_true(live_begin(&(struct live_params){
        .scene = "again.yaml", .holds_time = true, .restart_every_s = every_s}));
    due = 0;
    live_time(0);
    assert_true(live_until_swap(1));
}

static int restarts(void)
{
    struct rmx_show_counts counts;
    rmx_show_counts(live_show(), &counts);
    return counts.restarts;
}

// The clock goes on by frames of a tenth of a second; so many times the show begins again until
// `last` of them have passed.
static void expect(int last, int times)
{
    for (; due <= last; due++) {
        live_time(due / 10.0);
        assert_true(live_step());
        assert_true(live_step());
    }
    if (restarts() != times)
        fail_msg("after %d frames it has begun again %d times, not %d", last, restarts(), times);
}

static void test_on_the_bar_after(void **state)
{
    (void)state;
    begin(ramp, 3);
    expect(39, 0); // three seconds are over, the bar is not
    expect(40, 1);
    assert_int_equal(live_seen()->frame, 0);
    expect(79, 1);
    expect(80, 2);
    live_end();
}

static void test_never(void **state)
{
    (void)state;
    begin(ramp, 0);
    expect(90, 0);
    live_end();
}

static void test_held_time_does_not(void **state)
{
    (void)state;
    begin(ramp, 3);
    expect(35, 0);
    live_press(RMX_ACTION_PAUSE);
    expect(60, 0);
    live_end();
}

static void test_a_black_picture_does(void **state)
{
    (void)state;
    begin(ramp, 3);
    expect(10, 0);
    live_press(RMX_ACTION_BLACKOUT);
    expect(39, 0);
    expect(41, 1);
    live_end();
}

static void test_memory_begins_again(void **state)
{
    (void)state;
    begin(sum, 3);
    expect(39, 0);
    double before = live_seen()->mean;
    expect(40, 1);
    assert_true(before > 20 * live_seen()->mean);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_on_the_bar_after),    cmocka_unit_test(test_never),
        cmocka_unit_test(test_held_time_does_not),  cmocka_unit_test(test_a_black_picture_does),
        cmocka_unit_test(test_memory_begins_again),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
