// SPDX-License-Identifier: GPL-3.0-or-later
// One save of each kind that an adversary would make: the audience sees nothing of them.
// `tests/chaos hostile` makes a thousand, and looks at the memory.
#include "media/apart.h"
#include "support/cli.h"
#include "support/display.h"
#include "support/hostile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

// Two seconds are promised, of a machine that does nothing else.
enum { MOST_GAP_MS = 8000 };

static void test_hostile_saves(void **state)
{
    struct chaos_result result;
    (void)state;
    assert_true(test_display_begin() && test_cli_begin());
    assert_true(hostile_run(hostile_kinds(), MOST_GAP_MS, &result));
    test_cli_end();
    test_display_end();
    if (result.failures)
        fail_msg("%d failures; the first: %s", result.failures, result.first);
}

int main(int argc, char **argv)
{
    rmx_apart_begin(argc, argv); // as the program has it
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_hostile_saves)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
