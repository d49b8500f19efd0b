// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of a followed side file: what people save and what hands teach are both there, always.
#include "app/live_side.h"
#include "base/clock.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64], path[128], scene[128];
static struct rmx_text said;
static struct rmx_live_side *live;

static void say(void *data, const char *text)
{
    (void)data;
    rmx_text_add(&said, text);
}

static void put(const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const char *file_text(void)
{
    static char text[4096];
    FILE *file = fopen(path, "r");
    if (!file)
        return "";
    text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void begin(void)
{
    rmx_text_clear(&said);
    live = rmx_live_side_create(&(struct rmx_live_side_params){.scene = scene, .say = say});
}

static bool knob_is(const char *name, int number)
{
    const struct rmx_side_knob *knob = rmx_side_find_knob(rmx_live_side_now(live), name);
    return knob ? knob->midi.number == number : number < 0;
}

static bool file_has(const char *text, int unused)
{
    (void)unused;
    return strstr(file_text(), text);
}

static bool was_said(const char *text, int unused)
{
    (void)unused;
    return strstr(rmx_text_string(&said), text);
}

// Turns until it holds; two seconds at most.
static void wait_until(const char *law, bool (*holds)(const char *, int), const char *text,
                       int number)
{
    for (int i = 0; i < 400 && !holds(text, number); i++) {
        rmx_live_side_turn(live, NULL, 0, rmx_clock_ms());
        usleep(5000);
    }
    if (!holds(text, number))
        fail_msg("%s; said: %s; the file: %s", law, rmx_text_string(&said), file_text());
}

static void learn(const char *name, int number)
{
    rmx_live_side_bind(live, &(struct rmx_side_knob){.name = name, .midi.number = number});
}

static void test_nothing_is_made_by_following(void **state)
{
    (void)state;
    begin();
    for (int i = 0; i < 50; i++)
        rmx_live_side_turn(live, NULL, 0, rmx_clock_ms() + i * 100);
    rmx_live_side_destroy(live);
    assert_int_equal(access(path, F_OK), -1);
    assert_string_equal(rmx_text_string(&said), "");
}

static void test_both_sides(void **state)
{
    (void)state;
    begin();
    learn("a", 7);
    assert_true(knob_is("a", 7)); // at once
    wait_until("what is learned is written", file_has, "  a: cc 7\n", 0);
    put("# mine\nknobs:\n  b: cc 2\n");
    wait_until("what is saved is heard", knob_is, "b", 2);
    assert_true(knob_is("a", -1));
    // Saved a moment before it is learned: both are there.
    put("# mine\nknobs:\n  b: cc 3\n");
    learn("a", 8);
    wait_until("nothing is overwritten", file_has, "# mine\nknobs:\n  b: cc 3\n  a: cc 8\n", 0);
    wait_until("it holds", knob_is, "b", 3);
    assert_true(rmx_live_side_unbind(live, "b"));
    assert_false(rmx_live_side_unbind(live, "b"));
    rmx_live_side_destroy(live); // writes what waits
    assert_string_equal(file_text(), "# mine\nknobs:\n  a: cc 8\n");
    assert_string_equal(rmx_text_string(&said), "");
    unlink(path);
}

static void test_mistakes(void **state)
{
    (void)state;
    put("knobs:\n  a: cc 1\n");
    begin();
    put("knobs:\n  a: cc 1\n  b: cc 999\n");
    wait_until("a mistake is told", was_said, "hands.midi.yaml:3:6: error: ", 0);
    assert_true(knob_is("a", 1)); // the last good one
    learn("c", 3);
    wait_until("why it is not written", was_said, "it has mistakes: what is learned is", 0);
    assert_true(file_has("cc 999", 0)); // not lost
    assert_true(knob_is("c", 3));
    put("knobs:\n  a: cc 4\n");
    wait_until("it is mended", was_said, "it is whole again", 0);
    wait_until("what was learned is written then", file_has, "  a: cc 4\n  c: cc 3\n", 0);
    assert_true(knob_is("a", 4));
    rmx_live_side_destroy(live);
    unlink(path);
}

static void test_broken_at_first(void **state)
{
    (void)state;
    put("knobs:\n  a: cc 1\n  b: cc 999\n");
    begin();
    assert_true(was_said(":3:6: error: ", 0));
    assert_true(knob_is("a", 1)); // what is whole
    rmx_live_side_destroy(live);
    unlink(path);
}

static void test_what_cannot_be_written_is_kept(void **state)
{
    (void)state;
    begin();
    mkdir(path, 0700); // as nobody's right, or a full disk, would refuse it: also to root
    learn("a", 7);
    wait_until("it is told", was_said, "what is learned is", 0);
    learn("b", 8);
    assert_true(knob_is("a", 7) && knob_is("b", 8));
    rmdir(path);
    wait_until("it is written once it can be", file_has, "  a: cc 7\n  b: cc 8\n", 0);
    rmx_live_side_destroy(live);
    unlink(path);
}

static void test_unknown_knobs(void **state)
{
    (void)state;
    struct rmx_knob knob = {.name = "chaos"};
    const struct rmx_scene shown = {.knobs = &knob, .knob_count = 1};
    put("knobs:\n  choas: cc 1\n  chaos: cc 2\n");
    begin();
    for (int i = 0; i < 3; i++)
        rmx_live_side_turn(live, &shown, 1, rmx_clock_ms());
    const char *first = strstr(rmx_text_string(&said), ":2:3: warning: ");
    assert_non_null(first);
    assert_non_null(strstr(first, "did you mean 'chaos'?"));
    assert_null(strstr(first + 20, "warning: ")); // once
    knob.name = "order";                          // of another scene, in the same memory
    rmx_live_side_turn(live, &shown, 2, rmx_clock_ms());
    assert_true(was_said(":3:3: warning: ", 0));
    rmx_live_side_destroy(live);
    assert_true(file_has("choas", 0));
    unlink(path);
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/remontage-live-side-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(scene, sizeof(scene), "%s/hands.yaml", folder);
    snprintf(path, sizeof(path), "%s/hands.midi.yaml", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rmx_text_finish(&said);
    return rmdir(folder); // no part is left
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_made_by_following),
        cmocka_unit_test(test_both_sides),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_broken_at_first),
        cmocka_unit_test(test_what_cannot_be_written_is_kept),
        cmocka_unit_test(test_unknown_knobs),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
