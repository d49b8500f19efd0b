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
    {"svgz", "\x1f\x8b\x08\0\0\0\0\0\0\0\3\0\0\0\0\0\xcd\xff\xff\xff", 20,
     "its end names more bytes than the file can hold"},
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

// An attribute of an OpenEXR header.
static size_t put(unsigned char *to, const char *name, const char *type, const void *value,
                  unsigned char size)
{
    size_t first = strlen(name) + 1, second = strlen(type) + 1;
    memcpy(to, name, first);
    memcpy(to + first, type, second);
    memset(to + first + second, 0, 4);
    to[first + second] = size;
    memcpy(to + first + second + 4, value, size);
    return first + second + 4 + size;
}

// 11,008 pixels a side need more than a kilobyte, however well they are packed.
static void an_exr_says_no_more_than_it_can_hold(void **state)
{
    (void)state;
    enum { SIDE_M1 = 11007, CHUNKS = 688, ROOM = 1024 + 8 * CHUNKS };
    static unsigned char bytes[ROOM] = {0x76, 0x2f, 0x31, 0x01, 2};
    static const unsigned char channels[] = {'Y', 0, 1, 0, 0, 0, 0, 0, 0, 0,
                                             1,   0, 0, 0, 1, 0, 0, 0, 0};
    static const unsigned char box[16] = {
        [8] = SIDE_M1 & 255, SIDE_M1 >> 8, [12] = SIDE_M1 & 255, SIDE_M1 >> 8};
    static const unsigned char one[4] = {0, 0, 0x80, 0x3f}, zero[8] = {0}, zip = 3, order = 0;
    size_t at = 8;
    at += put(bytes + at, "channels", "chlist", channels, sizeof(channels));
    at += put(bytes + at, "compression", "compression", &zip, 1);
    at += put(bytes + at, "dataWindow", "box2i", box, 16);
    at += put(bytes + at, "displayWindow", "box2i", box, 16);
    at += put(bytes + at, "lineOrder", "lineOrder", &order, 1);
    at += put(bytes + at, "pixelAspectRatio", "float", one, 4);
    at += put(bytes + at, "screenWindowCenter", "v2f", zero, 8);
    at += put(bytes + at, "screenWindowWidth", "float", one, 4);
    assert_int_equal(load("exr", bytes, at + 1 + 8 * CHUNKS), RMX_IMAGE_UNREADABLE);
    if (!strstr(why, "more pixels than the file can hold"))
        fail_msg("%s", why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_picture_is_told_by_its_kind),
        cmocka_unit_test(an_exr_says_no_more_than_it_can_hold),
        cmocka_unit_test(a_bmp_or_tga_that_was_cut_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
