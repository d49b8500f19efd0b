// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes of passes: what no number, no size and no picture of bearable size becomes.
#include "plan/pass_size.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *law;
    double width, height, drawn_width, drawn_height;
    bool fits;
} laws[] = {
    {"whole pixels", 64, 32, 64, 32, true},
    {"parts of pixels are cut", 64.9, 1.5, 64, 1, true},
    {"no number is 1", NAN, 8, 1, 8, true},
    {"nor is what has no end", INFINITY, -INFINITY, 1, 1, true},
    {"none is shorter than 1", 0, -20, 1, 1, true},
    {"none is longer than a texture", 1e9, 4, 16384, 4, false},
    {"a thousand million pixels become 32 million", 40000, 25000, 5792, 5792, false},
    {"and keep their aspect", 16384, 4096, 11585, 2896, false},
};

static void sizes_are_bounded(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        double size[2] = {laws[i].width, laws[i].height};
        bool fits = rmx_pass_size(size, rmx_pass_most_pixels(1920, 1080));
        if (size[0] != laws[i].drawn_width || size[1] != laws[i].drawn_height ||
            fits != laws[i].fits)
            fail_msg("%s: %g x %g", laws[i].law, size[0], size[1]);
    }
}

static void a_large_canvas_is_no_lie(void **state)
{
    (void)state;
    double size[2] = {16384, 8192};
    assert_true(rmx_pass_size(size, rmx_pass_most_pixels(16384, 8192)));
    assert_true(size[0] == 16384 && size[1] == 8192);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_bounded),
        cmocka_unit_test(a_large_canvas_is_no_lie),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
