// SPDX-License-Identifier: GPL-3.0-or-later
// render --reveal from outside: its files, in every format and way of drawing.
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
    test_cli_text("two.yaml", "title: Two\nsize: 320x240\nknobs: {k: {from: 0, to: 1, at: 0.2}}\n"
                              "sources: {cup: {image: asset:coffee.jpg, credit: A cup}}\n"
                              "layers:\n"
                              "  - picture: cup\n"
                              "    chain: [{rotate: {angle: time * 90 + k}}]\n");
    test_cli_text("clear.yaml", "size: 320x240\nbackground: none\n"
                                "layers: [{picture: asset:coffee.jpg, place: {scale: 0.5}}]\n");
    test_cli_text("past.yaml", "size: 320x240\n"
                               "layers: [{generate: {solid: {color: [ramp(time), 0.5, 0.5]}}},\n"
                               "         {picture: finish.past, opacity: 0.5}]\n");
    test_cli_run("mkdir -p f p");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

static void test_files(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a picture without it", "remontage render -q two.yaml --frame 6 -o plain.png", 0, NULL,
         NULL},
        {"a picture with it", "remontage render two.yaml --frame 6 --reveal -o shown.png", 0, NULL,
         "wrote shown.png, 320 x 240"},
        {"is another one", "! cmp -s plain.png shown.png", 0, NULL, NULL},
        {"once more", "remontage render -q two.yaml --frame 6 --reveal -o again.png", 0, NULL,
         NULL},
        {"is the same bytes", "cmp shown.png again.png", 0, NULL, NULL},
        {"as one of a sequence", "remontage render -q two.yaml --frames 5-7 --reveal -o f/%d.png",
         0, NULL, NULL},
        {"it is the same as well", "cmp shown.png f/6.png", 0, NULL, NULL},
        {"a knob is told where it stands",
         "remontage render -q two.yaml --frame 6 --set k=0.2001 --reveal -o k.png; "
         "remontage render -q two.yaml --frame 6 --set k=0.9 --reveal -o k9.png; "
         "! cmp -s k.png k9.png",
         0, NULL, NULL},
        {"sixteen bits", "remontage render -q two.yaml --depth 16 --reveal -o deep.tif", 0, NULL,
         NULL},
        {"floating point", "remontage render -q two.yaml --reveal -o far.hdr", 0, NULL, NULL},
        {"averaged", "remontage render -q two.yaml --samples 3 --reveal -o s.jpg", 0, NULL, NULL},
        {"a print", "remontage render -q two.yaml --size 1600x1200 --reveal -o print.png", 0, NULL,
         NULL},
        {"a stamp", "remontage render -q two.yaml --size 40x30 --reveal -o stamp.png", 0, NULL,
         NULL},
        {"without a background", "remontage render -q clear.yaml --reveal -o clear.png", 0, NULL,
         NULL},
        {"a picture that is no scene",
         "remontage render -q shown.png --chain invert --reveal -o picture.png", 0, NULL, NULL},
        {"it is render's alone", "remontage explain two.yaml --reveal", 2, NULL, "--reveal"},
    };
    TEST_HOLD(laws);
}

// What is drawn over a frame is not in the next one.
static void test_past(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a sequence with a memory",
         "remontage render -q past.yaml --frames 0-5 --reveal -o p/%d.png", 0, NULL, NULL},
        {"its last frame alone", "remontage render -q past.yaml --frame 5 --reveal -o p/alone.png",
         0, NULL, NULL},
        {"is the same", "cmp p/5.png p/alone.png", 0, NULL, NULL},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_past),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
