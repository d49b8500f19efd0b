// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of cube maps that an effect brings along: tests/isf/cube.fs and its six pictures, each a
// bright colour above and half of it below.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// By the file's columns.
static const struct {
    const char *law;
    float color[3];
} laws[] = {
    {"+x, above", {1, 0, 0}},
    {"-x, above", {0, 1, 0}},
    {"+y: above is away from +z", {0, 0, 1}},
    {"-y: above is towards +z", {0, 1, 1}},
    {"+z, above", {1, 0, 1}},
    {"-z, above", {1, 1, 0}},
    {"+x, below", {0.5f, 0, 0}},
    {"-x, below", {0, 0.5f, 0}},
    {"+y: below is towards +z", {0, 0, 0.5f}},
    {"-y: below is away from +z", {0, 0.5f, 0.5f}},
    {"+z, below", {0.5f, 0, 0.5f}},
    {"-z, below", {0.5f, 0.5f, 0}},
};
enum { LAWS = sizeof(laws) / sizeof(*laws) };

static void test_faces(void **state)
{
    (void)state;
    struct stage_params params = {
        .text = "size: 12x2\nlayers:\n  - generate: cube\n",
        .effects = REMONTAGE_ROOT "/tests/isf",
        .allow = REMONTAGE_ROOT,
        .width = LAWS,
        .height = 2,
    };
    struct stage_picture picture = stage_render(&params);
    int faults = 0;
    for (int i = 0; i < 2 * LAWS; i++)
        for (int c = 0; c < 3; c++)
            if (fabsf(picture.pixels[4 * i + c] - laws[i % LAWS].color[c]) > 0.01f) {
                print_error("%s: channel %d is %g\n", laws[i % LAWS].law, c,
                            (double)picture.pixels[4 * i + c]);
                faults++;
            }
    stage_finish(&picture);
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_faces)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
