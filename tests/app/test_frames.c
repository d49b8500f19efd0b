// SPDX-License-Identifier: GPL-3.0-or-later
// Sequences from outside: their files, going on after a break, and being stopped.
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin())
        return -1;
    test_cli_text("turning.yaml", "size: 32x24\n"
                                  "layers:\n"
                                  "  - generate: stripes\n"
                                  "    chain: {rotate: {angle: time * 90}}\n");
    test_cli_run("mkdir -p f s g");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void test_sequence(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a sequence", "remontage render turning.yaml --frames 0-9 -o f/%03d.png", 0, NULL,
         "wrote 10 frames"},
        {"every third of them", "remontage render turning.yaml --frames 0-9x3 -o g/%d.png", 0, NULL,
         "wrote 4 frames"},
        {"one frame alone", "remontage render -q turning.yaml --frame 6 -o six.png", 0, NULL, NULL},
        {"going on draws what is missing",
         "cp f/003.png three.png; rm f/003.png f/007.png; echo mine >f/005.png;"
         "remontage render turning.yaml --frames 0-9 -o f/%03d.png --skip-existing",
         0, NULL, "wrote 2 frames"},
        {"and leaves what is there", "cat f/005.png", 0, "mine", NULL},
        {"a place for the number is wanted", "remontage render turning.yaml --frames 0-1 -o x.png",
         2, NULL, "%05d"},
        {"one place", "remontage render turning.yaml --frames 0-1 -o %d%d.png", 2, NULL, "%05d"},
        {"going on wants a sequence", "remontage render turning.yaml --skip-existing -o x.png", 2,
         NULL, "--frames"},
        {"a picture of a sequence is not written over its source",
         "cp six.png x1.png; remontage render x1.png --frames 1-2 -o x%d.png; code=$?;"
         "cmp six.png x1.png && rm x1.png; (exit $code)",
         73, NULL, "x1.png"},
        {"a folder that is not there", "remontage render turning.yaml --frames 0-1 -o no/%d.png",
         73, NULL, "no"},
    };
    TEST_HOLD(laws);
    assert_int_equal(test_cli_count("f/*"), 10);
    assert_int_equal(test_cli_count("g/*"), 4);
    assert_true(test_cli_same("six.png", "f/006.png"));
    assert_true(test_cli_same("six.png", "g/6.png"));
    assert_true(test_cli_same("three.png", "f/003.png"));
    assert_false(test_cli_same("six.png", "f/007.png"));
    assert_int_equal(test_cli_count("x*"), 0);
}

// Starts a long sequence and stops it by a signal once the fourth file stands.
#define STOP_BY(signal)                                                                            \
    "\"$REMONTAGE\" render turning.yaml --frames 0-99999 -o s/%d.png & pid=$!\n"                   \
    "until [ -e s/3.png ] || ! kill -0 $pid; do sleep 0.02; done\n"                                \
    "kill -" signal " $pid; wait $pid"

static void test_stopping(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"Ctrl-C", STOP_BY("INT"), 130, NULL, "--skip-existing goes on"},
        {"every file is whole",
         "for file in s/*.png; do tail -c 8 $file | grep -q IEND || echo $file; done", 0, NULL,
         NULL},
        {"none is half-written", "ls s | grep -v '^[0-9]*.png$'", 1, NULL, NULL},
        {"there is no hole",
         "count=$(ls s | wc -l); [ -e s/$((count - 1)).png ] && [ ! -e s/$count.png ]", 0, NULL,
         NULL},
        {"SIGTERM", "rm s/*;" STOP_BY("TERM"), 143, NULL, "stopped after"},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sequence),
                                       cmocka_unit_test(test_stopping)};
    return cmocka_run_group_tests(tests, begin, end);
}
