// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what GLSL leaves open: files of others are answered as desktop drivers answer them.
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define PICTURE REMONTAGE_ROOT "/assets/coffee.jpg"

// By the columns of tests/isf/open/answers.fs.
static const char *const laws[] = {
    "a square of what lies below 0 is a product",
    "a cube, too",
    "a power that only runs knows, within a macro",
    "a root of what lies below 0, as a power, is 0",
    "0 to the power of 0 is 1",
    "an arc cosine's argument is clamped",
    "an arc sine's, too",
    "a root of what lies below 0 is 0, whatever it is called",
    "a logarithm there is that of the smallest float",
    "an inverse root there is large",
    "a smoothstep with its edges the wrong way round falls",
    "one whose edges are one edge is 0 or 1",
    "the rest of a division by 0 is 0",
    "nothing has no direction",
    "nothing has no angle",
    "locals begin at 0",
    "a coordinate that is no number reads the edge of its axis",
    "vectors are answered by component",
    "powers and rests within the domain are what they were",
    "angles, too",
    "arrays begin at 0",
    "structs, too, and arrays of them",
    "and arrays too large for one value",
    "and again in each round of a loop",
};
enum { LAWS = sizeof(laws) / sizeof(*laws) };

static void test_answers(void **state)
{
    (void)state;
    struct stage_params params = {.path = PICTURE,
                                  .chain = "answers",
                                  .effects = REMONTAGE_ROOT "/tests/isf/open",
                                  .width = LAWS,
                                  .height = 4,
                                  .depth = 32};
    struct stage_picture picture = stage_render(&params);
    int faults = 0;
    for (size_t i = 0; i < LAWS; i++)
        if (!(picture.pixels[4 * i] > 0.5f)) {
            print_error("not so: %s\n", laws[i]);
            faults++;
        }
    if (picture.pixels[1] != 0.0f) {
        print_error("0 / 0 in a colour is %g\n", (double)picture.pixels[1]);
        faults++;
    }
    stage_finish(&picture);
    assert_int_equal(faults, 0);
}

// tests/isf/runaway/kernel.fs sums to white in 40,000 rounds.
static void test_loops_that_must_be_left_are_told_of(void **state)
{
    (void)state;
    struct stage_params params = {.text = "layers:\n  - generate: kernel\n",
                                  .effects = REMONTAGE_ROOT "/tests/isf/runaway",
                                  .width = 8,
                                  .height = 8};
    struct rmx_generation *generation = stage_load(&params);
    assert_int_equal(generation->errors.count, 1);
    assert_string_equal(generation->errors.items[0].id, "isf-rounds");
    assert_string_equal(generation->errors.items[0].hint,
                        "render --loop-rounds 40401 lets them make all");
    rmx_generation_destroy(generation);
    struct stage_picture cut = stage_render(&params);
    params.loop_rounds = 40401;
    struct stage_picture whole = stage_render(&params);
    float dark = cut.pixels[0], white = whole.pixels[0];
    stage_finish(&cut);
    stage_finish(&whole);
    assert_true(dark < 0.85f && white > 0.99f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_loops_that_must_be_left_are_told_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
