// SPDX-License-Identifier: GPL-3.0-or-later
// A show goes on without whoever reads its lines, and ends when it is told to.
#include "support/cli.h"
#include "support/display.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

// Starts a show and waits until it says so; its process is $P.
#define START(before, redirection)                                                                 \
    "cp whole.yaml scene.yaml; rm -f said; " before                                                \
    "\"$REMONTAGE\" live scene.yaml --window 64x36 " redirection                                   \
    " & P=$!; for i in $(seq 100); do grep -q lists said 2>/dev/null && break; sleep 0.1; done; "  \
    "sleep 0.5; "
#define MISTAKE "echo 'layers: 3' >scene.yaml; sleep 1; "
// 143: it was ended by SIGTERM, in its own way and soon.
#define END "kill -TERM $P; timeout 10 tail --pid=$P -f /dev/null; wait $P"

static void test_shows(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"a mistake is told",
         START("", "2>said") MISTAKE "kill -0 $P && grep -c wrong-type said; " END, 143, "1\n",
         NULL},
        {"to nobody, where the reader is gone",
         START("mkfifo pipe; head -n 1 pipe >said & ", "2>pipe") MISTAKE
         "kill -0 $P && echo alive; " END,
         143, "alive\n", NULL},
        {"a closed terminal is no end",
         START("", "2>said") "kill -HUP $P; sleep 0.5; kill -0 $P && echo alive; " END, 143,
         "alive\n", NULL},
        {"SIGINT ends it, too", START("", "2>said") "kill -INT $P; wait $P", 130, "", NULL},
    };
    TEST_HOLD(laws);
}

static int set_up(void **state)
{
    (void)state;
    if (!test_display_begin() || !test_cli_begin())
        return -1;
    test_cli_text("whole.yaml", "layers: [generate: solid]\n");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_cli_end();
    test_display_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shows)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
