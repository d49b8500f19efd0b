// SPDX-License-Identifier: GPL-3.0-or-later
// Two hundred bad saves: the audience sees nothing of them. tests/chaos makes thousands.
#include "support/chaos.h"
#include "support/cli.h"
#include "support/display.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_bad_saves(void **state)
{
    struct chaos_result result;
    (void)state;
    assert_true(test_display_begin() && test_cli_begin());
    assert_true(chaos_run(200, 1, &result));
    test_cli_end();
    test_display_end();
    if (result.failures)
        fail_msg("%d failures; the first: %s", result.failures, result.first);
    for (int i = 0; i < CHAOS_KINDS; i++)
        assert_true(result.rows[i].saves >= 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bad_saves)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
