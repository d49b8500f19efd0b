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
        {"a PNG without a number plays all of them",
         "remontage render turning.yaml --frames 0-9x3 -o loop.png; grep -ao fcTL loop.png | wc "
         "-l; "
         "remontage render -q loop.png -o y.png; remontage render -q g/0.png -o z.png; cmp y.png "
         "z.png",
         0, "4\n", "wrote 4 frames to loop.png"},
        {"a place for the number is wanted", "remontage render turning.yaml --frames 0-1 -o x.jpg",
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

// A frame of a scene with memory is the same however one comes to it.
static void test_past(void **state)
{
    (void)state;
    test_cli_text("echo.yaml",
                  "size: 64x48\nlayers:\n"
                  "  - {generate: stripes, chain: {rotate: {angle: time * 90}}}\n"
                  "  - {name: echo, picture: finish.past, blend: screen, opacity: 0.9,\n"
                  "     chain: [rotate: {angle: 7}, hue: {angle: 30}, blur: {radius: 2 px}]}\n"
                  "finish: [dissolve: {to: echo.past, progress: 0.3}]\n");
#define ECHO "remontage render -q echo.yaml "
    static const struct test_law laws[] = {
        {"a sequence", "mkdir -p e n m p; " ECHO "--frames 0-9 -o e/%d.png", 0, NULL, NULL},
        {"one frame alone", ECHO "--frame 9 -o alone.png && cmp alone.png e/9.png", 0, NULL, NULL},
        {"another one is another picture", "cmp -s alone.png e/8.png", 1, NULL, NULL},
        {"every third of them", ECHO "--frames 0-9x3 -o n/%d.png && cmp n/9.png e/9.png", 0, NULL,
         NULL},
        {"going on where files are missing",
         "cp e/[0-4].png m; " ECHO
         "--frames 0-9 --skip-existing -o m/%d.png && cmp m/7.png e/7.png",
         0, NULL, NULL},
        {"samples, in a sequence and alone",
         ECHO "--samples 3 --frames 3-5 -o p/%d.png;" ECHO
              "--samples 3 --frame 5 -o p.png && cmp p.png p/5.png",
         0, NULL, NULL},
        {"unfused", ECHO "--no-fuse --frame 9 -o u.png", 0, NULL, NULL},
        {"at another size", ECHO "--size 2x --frame 3 -o large.png", 0, NULL, NULL},
        {"a shorter preroll is another picture",
         "(echo 'preroll: 2 frames'; cat echo.yaml) >short.yaml;"
         "remontage render -q short.yaml --frame 9 -o short.png && cmp -s short.png e/9.png",
         1, NULL, NULL},
    };
#undef ECHO
    TEST_HOLD(laws);
    assert_int_equal(test_cli_count("n/*"), 4);
    assert_int_equal(test_cli_count("m/*"), 10);
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
        {"a loop is one file: nothing of it is kept, nothing goes on",
         "\"$REMONTAGE\" render turning.yaml --frames 0-9999 -o s/loop.png & pid=$!\n"
         "until ls s/loop.png.*.part 2>/dev/null | grep -q . || ! kill -0 $pid; do sleep "
         "0.02; done\nkill -INT $pid; wait $pid",
         130, NULL, "so nothing was written to s/loop.png"},
        {"no part of it is left", "ls -A s | grep loop", 1, NULL, NULL},
        {"who waits for more than two seconds is told for what",
         "timeout -s INT 6 \"$REMONTAGE\" render echo.yaml --frame 1000000 -o w.png; [ ! -e w.png "
         "]",
         0, NULL, "of the 1000000 before it, "},
        {"but not under --quiet",
         "timeout -s INT 4 \"$REMONTAGE\" render -q echo.yaml --frame 1000000 -o w.png", 124, NULL,
         NULL},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sequence), cmocka_unit_test(test_past),
                                       cmocka_unit_test(test_stopping)};
    return cmocka_run_group_tests(tests, begin, end);
}
