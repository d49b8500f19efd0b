// SPDX-License-Identifier: GPL-3.0-or-later
// What is given up for its time says how much more would be given, as long as more can be.
#include "base/arena.h"
#include "base/wanted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void the_hint_is_twice_what_was_given(void **state)
{
    (void)state;
    static const struct {
        double given_s;
        const char *hint; // NULL: none
    } rows[] = {
        {0.1, "--patience 0.2 waits longer"},   {10, "--patience 20 waits longer"},
        {60, "--patience 120 waits longer"},    {90, "--patience 180 waits longer"},
        {2000, "--patience 3600 waits longer"}, {RMX_MOST_PATIENCE_S, NULL},
    };
    struct rmx_arena *arena = rmx_arena_create();
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const char *hint = rmx_patience_hint(arena, rows[i].given_s);
        if (rows[i].hint ? !hint || strcmp(hint, rows[i].hint) != 0 : hint != NULL)
            fail_msg("given %g s: %s", rows[i].given_s, hint ? hint : "none");
    }
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_hint_is_twice_what_was_given)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
