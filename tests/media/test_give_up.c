// SPDX-License-Identifier: GPL-3.0-or-later
// A picture that nobody wants any more is not read to its end, whichever decoder it has.
#include "media/image.h"
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const char *const files[] = {"p.png", "p.jpg", "p.tif", "p.webp"};
enum { FILES = sizeof(files) / sizeof(files[0]) };

static enum rmx_image_status load(const char *name, const atomic_bool *is_given_up,
                                  struct rmx_image *image)
{
    const struct rmx_image_params params = {.path = test_cli_path(name),
                                            .place_width = 256,
                                            .place_height = 256,
                                            .is_given_up = is_given_up};
    return rmx_image_load(&params, image, NULL, NULL, 0);
}

static void what_is_given_up_is_not_read(void **state)
{
    (void)state;
    for (int i = 0; i < FILES; i++) {
        struct rmx_image image;
        atomic_bool is_given_up = true;
        test_cli_picture(files[i], 64, 64);
        assert_int_equal(load(files[i], &is_given_up, &image), RMX_IMAGE_UNREADABLE);
        assert_null(image.pixels);
    }
}

static void what_is_wanted_is(void **state)
{
    (void)state;
    for (int i = 0; i < FILES; i++) {
        struct rmx_image image;
        atomic_bool is_given_up = false;
        assert_int_equal(load(files[i], &is_given_up, &image), RMX_IMAGE_OK);
        assert_int_equal(image.width, 256);
        rmx_image_finish(&image);
    }
}

static int begin(void **state)
{
    (void)state;
    return test_cli_begin() ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_given_up_is_not_read),
        cmocka_unit_test(what_is_wanted_is),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
