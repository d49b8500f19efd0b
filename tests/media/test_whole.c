// SPDX-License-Identifier: GPL-3.0-or-later
// Which files of pictures have come to their end.
#include "media/whole.h"
#include "support/cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

// Kinds that the program writes itself, and what ImageMagick makes of one; whether a part is known.
static const struct {
    const char *name, *command;
    bool has_end;
} kinds[] = {
    {"a.png", NULL, true},
    {"a.jpg", NULL, true},
    {"a.webp", NULL, true},
    {"a.tif", NULL, true},
    {"a.bmp", NULL, true},
    {"a.gif", "convert a.png a.gif", true},
    {"a.svg",
     "{ echo '<svg xmlns=\"http://www.w3.org/2000/svg\">'; seq -f '<g>%g</g>' 500; echo '</svg>'; "
     "} "
     ">a.svg",
     true},
    {"a.tga", NULL, false},
};

static void cut(const char *name, double part)
{
    struct stat status;
    char command[200];
    assert_int_equal(stat(test_cli_path(name), &status), 0);
    snprintf(command, sizeof(command), "head -c %lld %s >part",
             (long long)((double)status.st_size * part), name);
    assert_int_equal(test_cli_run(command).code, 0);
}

static void test_ends(void **state)
{
    static const double parts[] = {0.02, 0.3, 0.5, 0.9};
    (void)state;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (!kinds[i].command)
            test_cli_picture(kinds[i].name, 300, 200);
        else if (test_cli_run(kinds[i].command).code != 0)
            fail_msg("%s cannot be made", kinds[i].name);
        if (!rmx_picture_is_whole(test_cli_path(kinds[i].name)))
            fail_msg("%s is whole", kinds[i].name);
        for (size_t k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
            cut(kinds[i].name, parts[k]);
            if (rmx_picture_is_whole(test_cli_path("part")) == kinds[i].has_end)
                fail_msg("%g of %s", parts[k], kinds[i].name);
        }
    }
}

static void test_others(void **state)
{
    (void)state;
    test_cli_write("empty", "", 0);
    test_cli_text("short", "x");
    test_cli_text("text", "this is none of the kinds that are known");
    assert_false(rmx_picture_is_whole(test_cli_path("empty")));
    assert_true(rmx_picture_is_whole(test_cli_path("short")));
    assert_true(rmx_picture_is_whole(test_cli_path("text")));
    assert_true(rmx_picture_is_whole(test_cli_path("nowhere")));
    assert_true(rmx_picture_is_whole(test_cli_path(".")));
}

static int set_up(void **state)
{
    (void)state;
    return test_cli_begin() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ends), cmocka_unit_test(test_others)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
