// SPDX-License-Identifier: GPL-3.0-or-later
// Loops of others that would hold a frame for many seconds, in a show: the picture before them
// stays, and it is said where they are.
#include "base/clock.h"
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

enum { GREY = 51, LIGHT = 204 };
// Two seconds are promised, of a machine that does nothing else.
enum { MOST_GAP_MS = 8000 };

static const char quick[] = "/*{}*/\nvoid main() { gl_FragColor = vec4(vec3(0.2), 1.); }\n";
static const char mended[] = "/*{}*/\nvoid main() { gl_FragColor = vec4(vec3(0.8), 1.); }\n";

#define SINES "a = sin(a + sin(a * 1.1 + sin(a * 1.2 + sin(a * 1.3 + sin(a * 1.4)))));"
#define FEW SINES SINES SINES SINES SINES SINES SINES SINES
#define MANY FEW FEW FEW FEW FEW FEW FEW FEW FEW FEW
#define NEST "for (int i = 0; i < n; i++) for (int k = 0; k < 31; k++) " SINES
#define LIGHT_OF "gl_FragColor = vec4(vec3(a > 9. ? 0. : 0.8), 1.); }\n"

static const struct {
    const char *law, *effect, *place;
} laws[] = {
    {"six loops in each other",
     "/*{}*/\nvoid main() {\n    float a = 1.;\n"
     "    for (int i = 0; i < 31; i++) for (int j = 0; j < 31; j++) for (int k = 0; k < 31; k++)\n"
     "    for (int l = 0; l < 31; l++) for (int m = 0; m < 31; m++) for (int n = 0; n < 31; n++)\n"
     "        " SINES "\n    " LIGHT_OF,
     "slow.fs:5:"},
    {"one whose end nobody knows",
     "/*{\"INPUTS\": [{\"NAME\": \"r\", \"TYPE\": \"float\", \"MAX\": 1e6, \"DEFAULT\": "
     "30000}]}*/\n"
     "void main() {\n    float a = 1.;\n    int n = int(r);\n    " NEST "\n    " LIGHT_OF,
     "slow.fs:5:"},
    {"one of a pass before the last",
     "/*{\"PASSES\": [{\"TARGET\": \"b\", \"PERSISTENT\": true}, {}]}*/\nvoid main() {\n"
     "    float a = 1.;\n    int n = PASSINDEX == 0 ? 30000 : 0;\n    " NEST "\n    " LIGHT_OF,
     "slow.fs:5:"},
    {"one of a buffer of eight pixels a side",
     "/*{\"PASSES\": [{\"TARGET\": \"b\", \"WIDTH\": \"8\", \"HEIGHT\": \"8\"}, {}]}*/\n"
     "void main() {\n    float a = 1.;\n    int n = PASSINDEX == 0 ? 30000 : 0;\n    for (int i "
     "= 0; i < n; i++) {" MANY "}\n    " LIGHT_OF,
     "slow.fs:5:"},
    {"one in a third of the picture",
     "/*{}*/\nvoid main() {\n    float a = 1.;\n"
     "    int n = isf_FragNormCoord.y > 0.66 ? 30000 : 0;\n    " NEST "\n    " LIGHT_OF,
     "slow.fs:5:"},
};

static double longest_ms, last_ms;
static bool was_black;

// What the audience sees.
static void keep(const unsigned char *pixels, int width, int height)
{
    double now_ms = rmx_clock_ms();
    (void)pixels;
    (void)width;
    (void)height;
    longest_ms = last_ms > 0 ? fmax(longest_ms, now_ms - last_ms) : 0;
    last_ms = now_ms;
    was_black |= live_counts().swaps > 0 && live_seen()->is_black;
}

static void begin(const char *effect)
{
    longest_ms = last_ms = 0;
    was_black = false;
    test_cli_text("slow.fs", effect);
    test_cli_text("slow.yaml", "size: 160x90\nlayers: [{generate: ./slow.fs}]\n");
    assert_true(live_begin(
        &(struct live_params){.scene = "slow.yaml", .width = 320, .height = 180, .keep = keep}));
}

static bool holds(const char *law, bool is, const char *what)
{
    if (!is)
        print_error("%s: %s; said: %s\n", law, what, live_seen()->words);
    return is;
}

static bool is_grey(double grey)
{
    return fabs(live_seen()->mean - grey) < 2;
}

// A save, and the one that takes it back.
static int follow(size_t i)
{
    int faults = 0;
    begin(quick);
    assert_true(live_until_swap(1));
    live_assert_grey(GREY);
    test_cli_text("slow.fs", laws[i].effect);
    assert_true(live_until_loads(2));
    assert_true(live_turn(3));
    const char *words = live_seen()->words;
    faults += !holds(laws[i].law, is_grey(GREY), "the picture did not stay");
    faults += !holds(laws[i].law, strstr(words, "isf-slow") && strstr(words, laws[i].place),
                     "it was not said where");
    test_cli_text("slow.fs", mended);
    assert_true(live_until_swap(2));
    live_assert_grey(LIGHT);
    faults += !holds(laws[i].law, longest_ms < MOST_GAP_MS && !was_black, "the show stood still");
    live_end();
    return faults;
}

static void test_saves(void **state)
{
    int faults = 0;
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++)
        faults += follow(i);
    assert_int_equal(faults, 0);
}

// The scene's number makes it slow: both places are said, and of numbers the one that it is.
static void test_numbers(void **state)
{
    static const char effect[] =
        "/*{\"INPUTS\": [{\"NAME\": \"light\", \"TYPE\": \"float\", \"DEFAULT\": 0.8}, {\"NAME\": "
        "\"r\", \"TYPE\": \"float\", \"MAX\": 1e6, \"DEFAULT\": 2}]}*/\nvoid main() {\n"
        "    float a = 1.;\n    int n = int(r);\n    " NEST
        "\n    gl_FragColor = vec4(vec3(a > 9. ? 0. : light), 1.); }\n";
    (void)state;
    begin(effect);
    assert_true(live_until_swap(1));
    live_assert_grey(LIGHT);
    assert_null(strstr(live_seen()->words, "isf-slow"));
    test_cli_text("slow.yaml", "size: 160x90\nlayers:\n  - generate:\n      ./slow.fs:\n"
                               "        light: 0.2\n        r: 30000\n");
    assert_true(live_until_loads(2));
    assert_true(live_turn(3));
    const char *words = live_seen()->words, *error = strstr(words, "isf-slow");
    assert_true(holds("its default is quick", error, "it was not refused"));
    assert_true(holds("the loop", strstr(words, "slow.fs:5:"), "it was not said where"));
    assert_true(holds("the number",
                      strstr(error, "slow.yaml:6:12: note: 'r' is 30000 here; unsaid "
                                    "it would be 2\n"),
                      "it was not said which"));
    assert_true(is_grey(LIGHT));
    live_end();
}

// Nothing of the scene's makes it so.
static void test_own_numbers(void **state)
{
    (void)state;
    begin(laws[1].effect);
    assert_true(live_until_loads(1));
    assert_non_null(strstr(live_seen()->words, "isf-slow"));
    assert_null(strstr(live_seen()->words, "note:"));
    live_end();
}

static void test_first_scene(void **state)
{
    (void)state;
    begin(laws[0].effect);
    assert_true(live_until_loads(1));
    assert_true(live_until_swap(1)); // the test card
    assert_non_null(strstr(live_seen()->words, "isf-slow"));
    test_cli_text("slow.fs", mended);
    live_assert_grey(LIGHT);
    live_end();
}

// --- While it plays.

#define PLAYS                                                                                      \
    "/*{\"INPUTS\": [{\"NAME\": \"r\", \"TYPE\": \"float\", \"MAX\": 1e6, \"DEFAULT\": 0}]}*/\n"   \
    "void main() {\n    float a = 1.;\n    int n = int(r) + (TIME > 1. ? 30000 : 0);\n    " NEST   \
    "\n    gl_FragColor = vec4(vec3(a > 9. ? 0. : r > 0. || TIME > 1. ? 0.2 : 0.8), 1.); }\n"

static void begin_playing(void)
{
    longest_ms = last_ms = 0;
    test_cli_text("slow.fs", PLAYS);
    test_cli_text("slow.yaml", "size: 160x90\nfps: 30\nknobs: {k: {from: 0, to: 30000, at: 0}}\n"
                               "layers: [{generate: {./slow.fs: {r: k}}}]\n");
    assert_true(live_begin(&(struct live_params){
        .scene = "slow.yaml", .width = 320, .height = 180, .keep = keep, .holds_time = true}));
    assert_true(live_until_swap(1));
    live_assert_grey(LIGHT);
}

static int count(const char *word)
{
    int count = 0;
    for (const char *at = live_seen()->words; (at = strstr(at, word)); at++)
        count++;
    return count;
}

// The picture stays, it is said once, and it goes on by itself.
static void stay(void)
{
    double until_ms = rmx_clock_ms() + 2500;
    while (rmx_clock_ms() < until_ms)
        live_step();
    live_assert_grey(LIGHT);
    assert_int_equal(count("isf-slow"), 1);
    assert_non_null(strstr(live_seen()->words, "slow.fs:5:"));
}

static void test_time(void **state)
{
    (void)state;
    begin_playing();
    live_time(2);
    stay();
    test_cli_text("slow.yaml", "size: 160x90\nlayers: [{generate: {solid: {color: \"#333\"}}}]\n");
    live_assert_grey(GREY);
    assert_true(longest_ms < MOST_GAP_MS);
    live_end();
}

static void test_knob(void **state)
{
    (void)state;
    begin_playing();
    rmx_controls_set(live_controls(), "k", 30000);
    stay();
    rmx_controls_set(live_controls(), "k", 1);
    live_assert_grey(GREY);
    assert_true(longest_ms < MOST_GAP_MS);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_saves),       cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_own_numbers), cmocka_unit_test(test_first_scene),
        cmocka_unit_test(test_time),        cmocka_unit_test(test_knob)};
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
