// SPDX-License-Identifier: GPL-3.0-or-later
// The names of a sequence's files. Its writing is tried from outside, in tests/app.
#include "write/sequence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *law, *pattern;
    long long frame;
    const char *path; // NULL: no pattern
} laws[] = {
    {"a plain number", "f%d.png", 7, "f7.png"},
    {"leading zeros", "frames/%05d.png", 42, "frames/00042.png"},
    {"more digits than places", "%02d.png", 12345, "12345.png"},
    {"leading blanks", "%3d.png", 7, "  7.png"},
    {"a percent is doubled", "100%%_%d.png", 3, "100%_3.png"},
    {"percents in a folder are its own", "50%s/%d.png", 1, "50%s/1.png"},
    {"no number", "frame.png", 0, NULL},
    {"two numbers", "%d_%d.png", 0, NULL},
    {"text from nowhere", "%s.png", 0, NULL},
    {"a number that writes", "%n%d.png", 0, NULL},
    {"a width past reason", "%0999d.png", 0, NULL},
    {"a number in the folder alone", "%d/frame.png", 0, NULL},
};

static void test_names(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        print_message("%s\n", laws[i].law);
        assert_int_equal(rmx_sequence_is_pattern(laws[i].pattern), laws[i].path != NULL);
        if (laws[i].path)
            assert_string_equal(rmx_sequence_path(arena, laws[i].pattern, laws[i].frame),
                                laws[i].path);
    }
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
