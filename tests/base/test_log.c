// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what is logged: whole lines, as much as is wanted, to whoever says them.
#include "base/log.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *law;
    enum rmx_log_level most, level;
    const char *said;
} laws[] = {
    {"an error", RMX_LOG_ERROR, RMX_LOG_ERROR, "remontage: error: port 9000\n"},
    {"a warning", RMX_LOG_WARNING, RMX_LOG_WARNING, "remontage: warning: port 9000\n"},
    {"quiet", RMX_LOG_ERROR, RMX_LOG_WARNING, ""},
    {"more, unasked", RMX_LOG_WARNING, RMX_LOG_INFO, ""},
    {"more, asked for", RMX_LOG_INFO, RMX_LOG_INFO, "remontage: port 9000\n"},
};

static void say(void *data, const char *line)
{
    rmx_text_add(data, line);
}

static void test_laws(void **state)
{
    (void)state;
    struct rmx_text said = {0};
    rmx_log_set_say(say, &said);
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        rmx_text_clear(&said);
        rmx_log_set_level(laws[i].most);
        rmx_log(laws[i].level, "port %d", 9000);
        if (strcmp(rmx_text_string(&said), laws[i].said) != 0)
            fail_msg("%s: '%s'", laws[i].law, rmx_text_string(&said));
    }
    rmx_log_set_say(NULL, NULL);
    rmx_text_finish(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_laws)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
