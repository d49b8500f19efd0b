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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scene_changes_the_keys_at_once),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
