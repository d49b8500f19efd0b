// SPDX-License-Identifier: GPL-3.0-or-later
// A night of edits takes no more memory than an hour of them. tests/edits makes hundreds.
#include "support/edits.h"
#include "support/live.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// By `warm_up` all is there that is kept for edits taken back: 64 MiB of programs, one an edit.
static const struct {
    const char *kind;
    int warm_up, saves;
} rows[] = {{"effect", 36, 66}, {"number", 10, 40}, {"picture", 10, 40}};

static const double most_mb_per_save = 0.2;

static int kind_of(const char *name)
{
    int kind = 0;
    while (strcmp(edits_kind(kind), name) != 0)
        kind++;
    return kind;
}

static double grown_mb(const char *name, int warm_up, int saves)
{
    int kind = kind_of(name);
    double before = 0;
    assert_true(edits_begin());
    for (int i = 1; i <= saves; i++) {
        if (!edits_save(kind, i))
            fail_msg("%s: not taken: %s", name, live_seen()->words);
        before = i == warm_up ? edits_mb() : before;
    }
    double grown = edits_mb() - before;
    live_end();
    return grown;
}

static void test_memory_per_edit(void **state)
{
    (void)state;
    int bad = 0;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        double grown = grown_mb(rows[i].kind, rows[i].warm_up, rows[i].saves) /
                       (rows[i].saves - rows[i].warm_up);
        if (grown <= most_mb_per_save)
            continue;
        print_error("%s: %.2f MB an edit\n", rows[i].kind, grown);
        bad++;
    }
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_memory_per_edit)};
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
