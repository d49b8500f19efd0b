// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of libraries loaded by name: what is missing, and what is said of it.
#include "base/loaded.h"
#include "base/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static char said[400];

static void keep(void *data, const char *line)
{
    (void)data;
    snprintf(said, sizeof(said), "%s", line);
}

static const char absent[] = "libremontage-is-not-here.so.0", maths[] = "libm.so.6";
static double (*cosine)(double);
static void (*none)(void);
static const struct rmx_loaded_name good[] = {{"cos", &cosine}}, bad[] = {{"rmx_no_such", &none}};

static const struct {
    const char *law, *file;
    const struct rmx_loaded_name *names;
    bool may_lack, loads;
    const char *said; // a part of it
} rows[] = {
    {"what is there is loaded", maths, good, false, true, ""},
    {"the same, where it may lack", maths, good, true, true, ""},
    {"what is not there is said", absent, good, false, false, absent},
    {"or not, where it may lack", absent, good, true, false, ""},
    {"a function that is missing is said", maths, bad, false, false, "there is no rmx_no_such"},
    {"in both cases", maths, bad, true, false, "there is no rmx_no_such"},
};

static void test_loading(void **state)
{
    (void)state;
    rmx_log_set_say(keep, NULL);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        said[0] = '\0';
        bool loads = rows[i].may_lack
                         ? rmx_load_library_if_there(rows[i].file, "TEST", rows[i].names, 1)
                         : rmx_load_library(rows[i].file, "TEST", rows[i].names, 1);
        print_message("%s\n", rows[i].law);
        assert_int_equal(loads, rows[i].loads);
        assert_true(*rows[i].said ? strstr(said, rows[i].said) != NULL : !*said);
    }
    rmx_log_set_say(NULL, NULL);
    assert_true(cosine(0.0) == 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_loading)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
