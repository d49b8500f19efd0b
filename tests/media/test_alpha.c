// SPDX-License-Identifier: GPL-3.0-or-later
// Every width comes out right and touches nothing beyond its row.
#include "media/alpha.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDEST = 70, GUARD = 16 };

static void each_width_goes_there_and_back(void **state)
{
    (void)state;
    for (int width = 0; width <= WIDEST; width++) {
        // Heap blocks of the exact size: AddressSanitizer watches their ends.
        size_t count = (size_t)width;
        uint8_t *rgb = malloc(count * 3 + 1), *rgba = malloc(count * 4 + 1);
        uint8_t back[WIDEST * 3 + GUARD];
        assert_non_null(rgb);
        assert_non_null(rgba);
        for (size_t i = 0; i < count * 3; i++)
            rgb[i] = (uint8_t)(i * 7 + 1);
        rgba[count * 4] = 0x55;
        rmx_alpha_add(rgb, rgba, width);
        for (size_t x = 0; x < count; x++) {
            assert_memory_equal(rgba + 4 * x, rgb + 3 * x, 3);
            assert_int_equal(rgba[4 * x + 3], 255);
        }
        assert_int_equal(rgba[count * 4], 0x55);
        memset(back, 0xaa, sizeof back);
        rmx_alpha_drop(rgba, back, width);
        if (width)
            assert_memory_equal(back, rgb, count * 3);
        for (size_t i = count * 3; i < sizeof back; i++)
            assert_int_equal(back[i], 0xaa);
        free(rgb);
        free(rgba);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_width_goes_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
