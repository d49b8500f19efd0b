// SPDX-License-Identifier: GPL-3.0-or-later
// A picture that nobody wants any more, or that takes longer than the patience, is not read to its
// end, whichever decoder it has.
#include "media/image.h"
#include "media/jpeg.h"
#include "media/patience.h"
#include "support/cli.h"
#include "support/slow_pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static const char *const files[] = {"p.png", "p.jpg", "p.tif", "p.webp"};
enum { FILES = sizeof(files) / sizeof(files[0]) };

static enum rmx_image_status load(const char *name, double patience_s,
                                  const atomic_bool *is_given_up, struct rmx_image *image)
{
    const struct rmx_image_params params = {.path = test_cli_path(name),
                                            .place_width = 256,
                                            .place_height = 256,
                                            .patience_s = patience_s,
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
        assert_int_equal(load(files[i], 0, &is_given_up, &image), RMX_IMAGE_UNREADABLE);
        assert_null(image.pixels);
    }
}

static void what_takes_too_long_is_late(void **state)
{
    (void)state;
    for (int i = 0; i < FILES; i++) {
        struct rmx_image image;
        atomic_bool is_given_up = false;
        assert_int_equal(load(files[i], 1e-6, &is_given_up, &image), RMX_IMAGE_LATE);
        assert_null(image.pixels);
    }
}

static void what_is_wanted_is(void **state)
{
    (void)state;
    for (int i = 0; i < FILES; i++) {
        struct rmx_image image;
        atomic_bool is_given_up = false;
        assert_int_equal(load(files[i], 0, &is_given_up, &image), RMX_IMAGE_OK);
        assert_int_equal(image.width, 256);
        rmx_image_finish(&image);
    }
}

// Of a picture whose time goes into its rows, into what comes before the first one, and where many
// rows become one. None would be done in ten times that.
static void it_ends_amid_the_work(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        enum test_slow kind;
        int longest_side;
    } rows[] = {
        {"a PNG ends between rows", TEST_SLOW_BITS, 0},
        {"where many rows are one, too", TEST_SLOW_BITS, 8},
        {"an interlaced PNG ends before its first row", TEST_SLOW_INTERLACED, 0},
        {"a JPEG ends between its passes", TEST_SLOW_PASSES, 0},
        {"a TIFF ends within its only strip", TEST_SLOW_STRIP, 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct rmx_image image;
        const struct rmx_image_params params = {
            .path = test_cli_path("slow"), .patience_s = 0.1, .longest_side = rows[i].longest_side};
        test_slow_picture(params.path, rows[i].kind);
        clock_t from = clock();
        enum rmx_image_status status = rmx_image_load(&params, &image, NULL, NULL, 0);
        double took_s = (double)(clock() - from) / CLOCKS_PER_SEC;
        if (status != RMX_IMAGE_LATE || image.pixels || took_s > 1)
            fail_msg("%s: status %d after %.2f s", rows[i].law, (int)status, took_s);
    }
}

// The start of a JPEG, and nothing for as long as a disk holds on.
static void write_gap(const char *path)
{
    static const unsigned char head[] = {0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F',
                                         0,    1,    1,    0,    0, 1,  0,   1,   0,   0};
    FILE *file = fopen(path, "wbe");
    assert_non_null(file);
    assert_int_equal(fwrite(head, 1, sizeof(head), file), sizeof(head));
    assert_int_equal(ftruncate(fileno(file), 1LL << 33), 0);
    assert_int_equal(fclose(file), 0);
}

static void it_ends_between_two_markers(void **state)
{
    (void)state;
    struct rmx_image image;
    const struct rmx_image_params params = {.path = test_cli_path("gap.jpg"), .patience_s = 0.1};
    write_gap(params.path);
    clock_t from = clock();
    assert_int_equal(rmx_image_probe(&params, &image, NULL, NULL, NULL, 0), RMX_IMAGE_LATE);
    assert_int_equal(rmx_image_load(&params, &image, NULL, NULL, 0), RMX_IMAGE_LATE);
    assert_null(image.pixels);
    struct rmx_patience patience;
    char words[100];
    rmx_patience_begin(&patience, &params);
    assert_int_equal(rmx_jpeg_rest(params.path, &patience, words, sizeof(words)), RMX_JPEG_NONE);
    assert_true(rmx_patience_was_late(&patience));
    double took_s = (double)(clock() - from) / CLOCKS_PER_SEC;
    if (took_s > 3)
        fail_msg("given up after %.2f s", took_s);
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
        cmocka_unit_test(what_takes_too_long_is_late),
        cmocka_unit_test(what_is_wanted_is),
        cmocka_unit_test(it_ends_amid_the_work),
        cmocka_unit_test(it_ends_between_two_markers),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
