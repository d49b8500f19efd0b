// SPDX-License-Identifier: GPL-3.0-or-later
// Small files that are valid pictures, black ones, and take seconds to decode.
#pragma once

enum test_slow {
    TEST_SLOW_BITS,       // a PNG of very many pixels: the time goes into its rows
    TEST_SLOW_INTERLACED, // a PNG whose first row comes last
    TEST_SLOW_PASSES,     // a JPEG of many passes, all of them before the first row
    TEST_SLOW_STRIP,      // a TIFF of one strip
};

void test_slow_picture(const char *path, enum test_slow kind);
