// SPDX-License-Identifier: GPL-3.0-or-later
// What is saved while a load goes on: the load is given up for it, but not for a touch, and not
// each time.
#include "base/clock.h"
#include "media/apart.h"
#include "show/newer.h"
#include "support/cli.h"
#include "support/live.h"
#include "support/slow_pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { MOST_MS = 10000 }; // a sixth of the patience

static const char slow_svg[] = "size: 160x90\nlayers: [{picture: b.svg}]\n";

static void the_rule(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        int given_up;
        double after_ms;
        bool may_end;
    } rows[] = {
        {"what is quick is let through", 0, 240, false},
        {"what takes longer is not", 0, 260, true},
        {"after one that was given up it has twice as long", 1, 490, false},
        {"and is given up then", 1, 510, true},
        {"after four sixteen times", 4, 3990, false},
        {"the same", 4, 4010, true},
        {"after five it is let through", 5, 1e9, false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct rmx_newer newer = {0};
        for (int k = 0; k < rows[i].given_up; k++)
            rmx_newer_end(&newer, true);
        rmx_newer_begin(&newer, 5000);
        if (rmx_newer_may_end(&newer, 5000 + rows[i].after_ms) != rows[i].may_end)
            fail_msg("%s", rows[i].law);
    }
    struct rmx_newer newer = {0, 5};
    rmx_newer_end(&newer, false);
    rmx_newer_begin(&newer, 0);
    assert_true(rmx_newer_may_end(&newer, 260));
    for (int i = 0; i < 5; i++) {
        assert_true(rmx_newer_may_drop(&newer));
        rmx_newer_end(&newer, true);
    }
    assert_false(rmx_newer_may_drop(&newer)); // one in six is shown
}

static const char *grey(unsigned value)
{
    static char text[100];
    snprintf(text, sizeof(text),
             "size: 160x90\nlayers: [{generate: {solid: {color: \"#%02x%02x%02x\"}}}]\n", value,
             value, value);
    return text;
}

static void begin(double patience_s)
{
    test_cli_text("shown.yaml", grey(51));
    assert_true(live_begin(&(struct live_params){.scene = "shown.yaml", .patience_s = patience_s}));
    live_assert_grey(51);
}

// Presents on for a while.
static void turn_for(double ms)
{
    double from_ms = rmx_clock_ms();
    while (rmx_clock_ms() - from_ms < ms)
        assert_true(live_step());
}

static void a_newer_save_is_followed(void **state)
{
    (void)state;
    static const struct {
        const char *law, *scene;
    } rows[] = {
        {"while a picture is decoded apart", slow_svg},
        {"while a PNG is", "size: 160x90\nlayers: [{picture: bits.png}]\n"},
        {"while a folder is",
         "size: 160x90\nsources: {a: {folder: album}}\nlayers: [{picture: a}]\n"},
        {"while one of a scene within is", "size: 160x90\nlayers: [{picture: within.yaml}]\n"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        begin(60);
        test_cli_text("shown.yaml", rows[i].scene);
        assert_true(live_until_settled(1));
        turn_for(100);
        int frames = live_seen()->frames;
        double from_ms = rmx_clock_ms();
        test_cli_text("shown.yaml", grey(204));
        live_assert_grey(204);
        double took_ms = rmx_clock_ms() - from_ms;
        const struct rmx_reload_counts counts = live_counts().reload;
        if (took_ms > MOST_MS || counts.given_up != 1 || counts.broken ||
            live_seen()->frames == frames)
            fail_msg("%s: %.0f ms, %d given up, %d broken", rows[i].law, took_ms, counts.given_up,
                     counts.broken);
        live_end();
    }
}

// It is named by the scene that is being read alone.
static void a_mended_picture_is_followed(void **state)
{
    (void)state;
    test_cli_run("cp b.svg mended.svg");
    begin(60);
    test_cli_text("shown.yaml", "size: 160x90\nlayers: [{picture: mended.svg, fit: stretch}]\n");
    assert_true(live_until_settled(1));
    turn_for(600);
    test_cli_text("mended.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='16' height='9'>"
                                "<rect width='16' height='9' fill='#cccccc'/></svg>");
    live_assert_grey(204);
    assert_int_equal(live_counts().reload.given_up, 1);
    live_end();
}

static void a_touch_gives_nothing_up(void **state)
{
    (void)state;
    begin(2);
    test_cli_text("shown.yaml", slow_svg);
    assert_true(live_until_settled(1));
    turn_for(500);
    assert_int_equal(test_cli_run("touch shown.yaml b.svg").code, 0);
    test_cli_text("shown.yaml", slow_svg);
    assert_true(live_until_loads(2));
    assert_int_equal(live_counts().reload.given_up, 0);
    assert_int_equal(live_counts().reload.broken, 1);
    live_end();
}

// Though none of them would be done before the next save.
static void among_many_saves_one_ends(void **state)
{
    (void)state;
    char text[200];
    begin(1.5);
    for (int i = 0; live_counts().reload.loads < 2; i++) {
        snprintf(text, sizeof(text), "%s# %d\n", slow_svg, i);
        test_cli_text("shown.yaml", text);
        turn_for(200);
        assert_true(i < 300);
    }
    assert_true(live_counts().reload.given_up >= 1);
    assert_true(live_counts().reload.given_up <= 5);
    test_cli_text("shown.yaml", grey(102));
    live_assert_grey(102);
    live_end();
}

static void an_end_waits_for_no_load(void **state)
{
    (void)state;
    begin(60);
    test_cli_text("shown.yaml", slow_svg);
    assert_true(live_until_settled(1));
    turn_for(100);
    double from_ms = rmx_clock_ms();
    live_end();
    assert_true(rmx_clock_ms() - from_ms < MOST_MS);
}

static int set_up(void **state)
{
    if (live_set_up(state) != 0)
        return -1;
    test_cli_text(
        "b.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><filter id='f' x='0' y='0' "
        "width='1' height='1'><feTurbulence baseFrequency='0.9' numOctaves='2000000000'/></filter>"
        "<rect width='64' height='64' filter='url(#f)'/></svg>");
    test_slow_picture(test_cli_path("bits.png"), TEST_SLOW_BITS);
    test_cli_text("within.yaml", slow_svg);
    return test_cli_run("mkdir album; cp b.svg album/").code;
}

int main(int argc, char **argv)
{
    rmx_apart_begin(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rule),
        cmocka_unit_test(a_newer_save_is_followed),
        cmocka_unit_test(a_mended_picture_is_followed),
        cmocka_unit_test(a_touch_gives_nothing_up),
        cmocka_unit_test(among_many_saves_one_ends),
        cmocka_unit_test(an_end_waits_for_no_load),
    };
    return cmocka_run_group_tests(tests, set_up, live_tear_down);
}
