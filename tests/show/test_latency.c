// SPDX-License-Identifier: GPL-3.0-or-later
// The latency test: where its hand and its flash are, as a table; and in windows, that the scene
// does not see it.
#include "show/latency.h"
#include "support/cli.h"
#include "support/live.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *law;
    double time_s;
    bool flashes;
    double hand; // its middle, from the left
} rows[] = {
    {"it flashes at time 0, the hand in the middle", 0, true, 0.5},
    {"and at each whole second", 17, true, 0.5},
    {"for less than a tenth of it", 17.07, true, 0.57},
    {"then the picture is seen", 17.09, false, 0.59},
    {"a quarter late is a quarter to the right", 17.25, false, 0.75},
    {"half-way the hand begins at the left", 17.5, false, 0},
    {"a quarter early is a quarter to the left", 17.75, false, 0.25},
    {"an hour is no other", 3600.99, false, 0.49},
};

static void test_hand_and_flash(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct rmx_latency_rect rects[RMX_LATENCY_MOST];
        int count = rmx_latency_rects(rows[i].time_s, rects);
        const struct rmx_latency_rect *hand = &rects[count - 1];
        bool flashes = rects[0].height > 0.99f;
        double at = (double)(hand->x + hand->width / 2);
        if (count > RMX_LATENCY_MOST || flashes != rows[i].flashes ||
            fabs(at - rows[i].hand) > 1e-3)
            fail_msg("%s: hand at %.3f, flash: %d", rows[i].law, at, flashes);
    }
}

// Grey 100 with what was there before: what was drawn over it would stay.
static const char scene[] = "size: 320x180\nfps: 50\nlayers:\n"
                            "  - {generate: {solid: {color: \"#646464\"}}}\n"
                            "  - {picture: finish.past, opacity: 0.5}\n";

static int red_at(const struct live_seen *seen, double x, double y)
{
    int column = (int)(x * seen->width), row = (int)(y * seen->height);
    return seen->pixels[4 * (row * seen->width + column)];
}

static void assert_tested(const struct live_seen *seen, int above)
{
    assert_int_equal(red_at(seen, 0.8, 0.9), above);
    assert_int_equal(red_at(seen, 0.033, 0.15), 0); // between two lines of the scale
}

static void test_all_outputs_show_it_and_the_scene_does_not(void **state)
{
    (void)state;
    test_cli_text("grey.yaml", scene);
    assert_true(live_begin(&(struct live_params){.scene = "grey.yaml",
                                                 .width = 320,
                                                 .height = 180,
                                                 .second_width = 320,
                                                 .second_height = 180,
                                                 .holds_time = true}));
    assert_true(live_until_swap(1));
    live_time(2.5);
    live_press(RMX_ACTION_LATENCY);
    assert_true(live_turn(1));
    assert_tested(live_seen(), 100);
    assert_tested(live_seen_beside(), 100);
    live_time(3.02);
    assert_true(live_turn(1));
    assert_tested(live_seen(), 255);
    assert_tested(live_seen_beside(), 255);
    live_press(RMX_ACTION_BLACKOUT);
    assert_true(live_turn(1));
    live_assert_grey(0);
    live_press(RMX_ACTION_BLACKOUT);
    live_press(RMX_ACTION_LATENCY);
    live_time(3.04);
    assert_true(live_turn(1));
    assert_int_equal(red_at(live_seen(), 0.8, 0.9), 100);
    assert_int_equal(red_at(live_seen(), 0.033, 0.15), 100);
    live_assert_grey(100);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hand_and_flash),
        cmocka_unit_test(test_all_outputs_show_it_and_the_scene_does_not),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
