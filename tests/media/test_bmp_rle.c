// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of packed BMP files: runs, pixels as they are, moves, ends; and what is not read.
#include "media/bmp_rle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { HEAD = 54, COLORS = 4, DATA = HEAD + 4 * COLORS, ROOM = DATA + 64, WIDTH = 4, HEIGHT = 2 };

// Four colours whose red is 10, 11, 12, 13.
static size_t make(unsigned char bytes[ROOM], int bits, const char *data, size_t length)
{
    const unsigned char head[HEAD] = {'B',
                                      'M',
                                      [10] = DATA,
                                      [14] = 40,
                                      [18] = WIDTH,
                                      [22] = HEIGHT,
                                      [26] = 1,
                                      [28] = (unsigned char)bits,
                                      [30] = bits == 8 ? 1 : 2,
                                      [46] = COLORS};
    memset(bytes, 0, ROOM);
    memcpy(bytes, head, HEAD);
    for (int i = 0; i < COLORS; i++)
        bytes[HEAD + 4 * i + 2] = (unsigned char)(10 + i);
    memcpy(bytes + DATA, data, length);
    return DATA + length;
}

// The reds less 10 of both rows, the top one first, and how many rows are there.
static const struct {
    const char *law;
    int bits;
    const char *data;
    size_t length;
    const char *reds;
    int rows;
} laws[] = {
    {"runs", 8, "\4\1\0\0\3\2\1\3\0\1", 10, "22231111", 2},
    {"pixels as they are, filled up to a word", 8, "\0\3\1\2\3\0\1\1\0\0\4\2\0\1", 14, "22221231",
     2},
    {"two pixels in a byte take turns", 4, "\4\x12\0\0\3\x30\1\x11\0\1", 10, "30311212", 2},
    {"and as they are", 4, "\0\4\x12\x30\0\0\4\x11\0\1", 10, "11111230", 2},
    {"a move leaves the first colour", 8, "\1\1\0\2\1\1\2\3\0\1", 10, "00331000", 2},
    {"an end before the top", 8, "\2\1\0\1", 4, "00001100", 2},
    {"what is beyond the edge is left out", 8, "\x09\1\0\0\x09\2\0\1", 8, "22221111", 2},
    {"no mark at its end", 8, "\4\1\0\0\4\2", 6, "22221111", 2},
    {"a colour that is not in the palette is black", 8, "\4\1\0\0\4\x09\0\1", 8, "####1111", 2},
    {"one row alone", 8, "\4\1\0\0", 4, "00001111", 1},
    {"half a row", 8, "\4\1\0\0\2\2", 6, "22001111", 1},
    {"pixels that are not there", 8, "\4\1\0\0\0\4\2\2", 8, "00001111", 1},
    {"a move that is not there", 8, "\4\1\0\0\0\2\1", 7, "00001111", 1},
    {"nothing", 8, "", 0, "00000000", 0},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        unsigned char bytes[ROOM], rgb[3 * WIDTH * HEIGHT];
        size_t length = make(bytes, laws[i].bits, laws[i].data, laws[i].length);
        struct rmx_bmp_rle bmp;
        char reds[WIDTH * HEIGHT + 1] = {0};
        print_message("%s\n", laws[i].law);
        assert_true(rmx_bmp_rle_is(bytes, length));
        assert_null(rmx_bmp_rle_open(&bmp, bytes, length));
        assert_int_equal(rmx_bmp_rle_rows(&bmp, NULL), laws[i].rows);
        assert_int_equal(rmx_bmp_rle_rows(&bmp, rgb), laws[i].rows);
        for (int p = 0; p < WIDTH * HEIGHT; p++)
            reds[p] = rgb[3 * p] ? (char)('0' + rgb[3 * p] - 10) : '#';
        assert_string_equal(reds, laws[i].reds);
    }
}

// A byte of a good file that makes it a bad one.
static const struct {
    const char *law;
    int at;
    unsigned char byte;
    const char *why; // NULL: it is none of these files
} faults[] = {
    {"no width", 18, 0, "its header is damaged"},
    {"a height from the top", 25, 0xff, "its header is damaged"},
    {"other bits", 28, 4, "its header is damaged"},
    {"more than it can hold", 20, 1, "its header names more pixels than the file can hold"},
    {"a palette that is not there", 46, 0, "the file ends too early: in its palette"},
    {"not packed", 30, 0, NULL},
    {"another mark", 0, 'X', NULL},
};

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        unsigned char bytes[ROOM];
        size_t length = make(bytes, 8, "\4\1\0\0\4\2\0\1", 8);
        struct rmx_bmp_rle bmp;
        bytes[faults[i].at] = faults[i].byte;
        print_message("%s\n", faults[i].law);
        assert_int_equal(rmx_bmp_rle_is(bytes, length), faults[i].why != NULL);
        if (faults[i].why)
            assert_string_equal(rmx_bmp_rle_open(&bmp, bytes, length), faults[i].why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
