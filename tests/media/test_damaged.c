// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are no pictures, or no whole ones: what is said does not hang on the libraries' words.
#include "media/image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SIDE = 20, BMP_HEAD = 54, TGA_HEAD = 18, BODY = SIDE * SIDE * 3 };

static char path[64], why[200];

static enum rmx_image_status load(const char *ending, const void *bytes, size_t length)
{
    snprintf(path, sizeof(path), "/tmp/rmx_damaged_%d.%s", (int)getpid(), ending);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
    struct rmx_image image;
    struct rmx_image_params params = {.path = path};
    enum rmx_image_status status = rmx_image_load(&params, &image, NULL, why, sizeof(why));
    rmx_image_finish(&image);
    unlink(path);
    return status;
}

static const struct {
    const char *ending, *bytes;
    size_t length;
    const char *why;
} rows[] = {
    {"jpg", "", 0, "the file is empty"},
    {"tga", "", 0, "the file is empty"},
    {"exr", "", 0, "the file is empty"},
    {"png", "layers: []\n", 11, "it is a text"},
    {"jpg", "caf\xc3\xa9, written down", 19, "it is a text"},
    {"jpg", "\x01\x02\x03 stands here", 15, "it begins as no picture does that is read here"},
    {"pcx", "\x0a\x05\x01\x08 and on", 10,
     "it is a picture of a rare kind, which is not read here"},
    {"jpg", "SIMPLE  =   T ", 14, "it is a picture of a rare kind, which is not read here"},
};

static void what_is_no_picture_is_told_by_its_kind(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        for (int again = 0; again < 3; again++) {
            assert_int_equal(load(rows[i].ending, rows[i].bytes, rows[i].length),
                             RMX_IMAGE_UNREADABLE);
            assert_string_equal(why, rows[i].why);
        }
}

static void cut_everywhere(const char *ending, const unsigned char *bytes, size_t length)
{
    assert_int_equal(load(ending, bytes, length), RMX_IMAGE_OK);
    for (size_t cut = 1; cut < length; cut += cut < 140 ? 1 : 37)
        if (load(ending, bytes, length - cut) != RMX_IMAGE_UNREADABLE || !*why)
            fail_msg("%s without its last %zu bytes was read", ending, cut);
}

static void a_bmp_or_tga_that_was_cut_is_none(void **state)
{
    (void)state;
    unsigned char bmp[BMP_HEAD + BODY] = {
        'B', 'M', [10] = BMP_HEAD, [14] = 40, [18] = SIDE, [22] = SIDE, [26] = 1, [28] = 24};
    memset(bmp + BMP_HEAD, 0x80, BODY);
    cut_everywhere("bmp", bmp, sizeof(bmp));
    unsigned char tga[TGA_HEAD + BODY] = {[2] = 2, [12] = SIDE, [14] = SIDE, [16] = 24};
    memset(tga + TGA_HEAD, 0x80, BODY);
    cut_everywhere("tga", tga, sizeof(tga));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_picture_is_told_by_its_kind),
        cmocka_unit_test(a_bmp_or_tga_that_was_cut_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
