// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of sRGB values and their light: numbers of IEC 61966-2-1, and there and back.
#include "base/light.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void values_have_their_light(void **state)
{
    static const struct {
        double encoded, light;
    } known[] = {{0, 0},
                 {1, 1},
                 {0.04045, 0.00313080},
                 {0.5, 0.21404114},
                 {188 / 255.0, 0.50288646},
                 {-0.1, -0.1 / 12.92}};
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (fabs(rmx_light_of(known[i].encoded) - known[i].light) > 1e-6)
            fail_msg("%g: %.8f, not %.8f", known[i].encoded, rmx_light_of(known[i].encoded),
                     known[i].light);
}

static void there_and_back(void **state)
{
    (void)state;
    for (int i = -100; i <= 2000; i++)
        assert_true(fabs(rmx_light_encoded(rmx_light_of(i / 1000.0)) - i / 1000.0) < 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_have_their_light),
        cmocka_unit_test(there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
