// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of keys in a show: a scene changes what they do while it plays.
#include "support/cli.h"
#include "support/live.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define GREY(keys, value)                                                                          \
    "size: 160x90\nfps: 30\n" keys "knobs: {k: {from: 0, to: 1, at: 0.2}, j: 0}\n"                 \
    "layers: [{generate: {solid: {color: [\"" value "\", \"" value "\", \"" value "\"]}}}]\n"

static void begin(const char *text, bool holds_time)
{
    test_cli_text("keys.yaml", text);
    assert_true(live_begin(
        &(struct live_params){.scene = "keys.yaml", .fps = 30, .holds_time = holds_time}));
    live_assert_grey(51);
}

static void tap(const char *key)
{
    live_stroke(key, RMX_PRESSED);
    live_stroke(key, RMX_RELEASED);
}

static bool is_black(void)
{
    assert_true(live_turn(1));
    return live_seen()->is_black;
}

static void a_scene_changes_the_keys_at_once(void **state)
{
    (void)state;
    begin(GREY("", "k"), false);
    tap("b");
    assert_true(is_black());
    tap("b");
    assert_false(is_black());
    tap("F5");
    assert_false(is_black());
    test_cli_text("keys.yaml", GREY("keys: {b: none, F5: blackout, x: much_more}\n", "k"));
    assert_true(live_until_swap(2));
    tap("b");
    assert_false(is_black());
    tap("F5");
    assert_true(is_black());
    tap("F5");
    tap("x");
    live_assert_grey(255 * 0.3);
    live_stroke("x", RMX_PRESSED_ON); // repeats, as the arrow does
    live_assert_grey(255 * 0.4);
    test_cli_text("keys.yaml", GREY("", "k"));
    assert_true(live_until_swap(3));
    tap("b");
    assert_true(is_black());
    live_end();
}

static void snapshots_bring_knobs_back(void **state)
{
    (void)state;
    begin(GREY("", "k"), false);
    tap("1");
    assert_non_null(strstr(live_seen()->words, "snapshot 1 is empty"));
    tap("Ctrl+1");
    assert_non_null(strstr(live_seen()->words, "snapshot 1 is kept"));
    assert_true(rmx_controls_set(live_controls(), "k", 0.8));
    live_assert_grey(204);
    tap("Ctrl+9");
    tap("1");
    live_assert_grey(51);
    tap("9");
    live_assert_grey(204);
    rmx_show_send(live_show(), RMX_ACTION_SNAPSHOT, 1); // as a message
    live_assert_grey(51);
    rmx_show_send(live_show(), RMX_ACTION_SNAPSHOT, 0); // a release
    rmx_show_send(live_show(), RMX_ACTION_SNAPSHOT, 2.5);
    assert_true(live_turn(3));
    assert_non_null(strstr(live_seen()->words, "and 2.5 is none"));
    assert_null(strstr(live_seen()->words, "and 0 is none"));
    live_end();
}

static void a_snapshot_takes_its_time(void **state)
{
    (void)state;
    begin(GREY("bpm: 60\nglide: 2 beats\n", "k"), true);
    tap("Ctrl+1");
    assert_true(rmx_controls_set(live_controls(), "k", 1));
    live_assert_grey(255);
    live_time(1);
    assert_true(live_until_frame(30));
    tap("1");
    assert_true(live_turn(1)); // in this frame it begins
    for (int i = 1; i <= 3; i++) {
        live_time(1 + 0.5 * i);
        live_assert_grey(255 * (1 - 0.2 * i));
    }
    live_time(9);
    live_assert_grey(51);
    live_end();
}

// At 60 a second is a beat: k goes up in four of them, and goes on doing so.
static void a_gesture_loops(void **state)
{
    (void)state;
    begin(GREY("bpm: 60\n", "k"), true);
    live_time(4);
    assert_true(live_until_frame(120));
    live_stroke("g", RMX_PRESSED);
    for (int i = 1; i <= 4; i++) {
        live_time(4 + i);
        rmx_controls_set(live_controls(), "k", 0.2 + 0.2 * i);
        live_assert_grey(255 * (0.2 + 0.2 * i));
    }
    live_stroke("g", RMX_RELEASED);
    assert_non_null(strstr(live_seen()->words, "1 knob loops in 4 beats"));
    for (int i = 1; i <= 8; i++) {
        live_time(8 + i * 0.5);
        live_assert_grey(255 * (0.2 + 0.1 * (i % 8)));
    }
    test_cli_text("keys.yaml", GREY("bpm: 60\n", "k * 1")); // it goes on through an edit
    assert_true(live_until_swap(2));
    live_time(14);
    live_assert_grey(255 * 0.6);
    rmx_controls_set(live_controls(), "k", 0.5); // touched
    live_assert_grey(127.5);
    live_time(15);
    assert_true(live_until_frame(450));
    live_assert_grey(127.5);
    live_end();
}

static void a_tap_ends_the_loop(void **state)
{
    (void)state;
    begin(GREY("bpm: 60\n", "k"), true);
    tap("g");
    assert_non_null(strstr(live_seen()->words, "nothing loops"));
    rmx_show_send(live_show(), RMX_ACTION_GESTURE, 1); // as a pad sends it
    assert_true(live_turn(1));
    live_stroke("Up", RMX_PRESSED);
    live_time(1);
    live_assert_grey(255 * 0.3);
    rmx_show_send(live_show(), RMX_ACTION_GESTURE, 0);
    live_time(1.5);
    assert_true(live_until_frame(45));
    assert_non_null(strstr(live_seen()->words, "1 knob loops in 1 beat\n"));
    live_assert_grey(255 * 0.25);
    tap("g");
    assert_non_null(strstr(live_seen()->words, "k loops no more"));
    live_time(2);
    assert_true(live_until_frame(60));
    live_assert_grey(255 * 0.25);
    live_end();
}

static int count(const char *words, const char *wanted)
{
    int found = 0;
    for (; (words = strstr(words, wanted)); words++)
        found++;
    return found;
}

static void a_scene_with_addresses_says_how_they_are_reached(void **state)
{
    (void)state;
    begin(GREY("", "k"), false);
    assert_int_equal(count(live_seen()->words, "no port is open"), 0);
    for (int i = 0; i < 2; i++) {
        test_cli_text("keys.yaml", i ? GREY("", "k + osc('/a')") : GREY("", "k + osc('/b')"));
        assert_true(live_until_swap(2 + i));
        assert_int_equal(count(live_seen()->words, "no port is open: live --osc 9000"), 1);
    }
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scene_changes_the_keys_at_once),
        cmocka_unit_test(snapshots_bring_knobs_back),
        cmocka_unit_test(a_snapshot_takes_its_time),
        cmocka_unit_test(a_gesture_loops),
        cmocka_unit_test(a_tap_ends_the_loop),
        cmocka_unit_test(a_scene_with_addresses_says_how_they_are_reached),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
