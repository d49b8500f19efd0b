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

// An evening on a terminal, whose lines stand in the file `said`; keys go to the window.
#define KEY(key) "xdotool key --window $W " key "; sleep 0.4; "
static const char evening[] =
    "cp whole.yaml scene.yaml; rm -f said; export TERM=xterm; "
    "script -qfc \"exec '$REMONTAGE' live scene.yaml --window 64x36\" said >/dev/null & P=$!; "
    "for i in $(seq 100); do grep -q passes said 2>/dev/null && break; sleep 0.1; done; "
    "W=$(xdotool search --name scene.yaml | tail -n 1); " KEY("b") KEY("h") KEY("space")
        KEY("space") KEY("h") KEY(
            "b") "echo bpm: 90 >>scene.yaml; sleep 1; "
                 "cp warned.yaml scene.yaml; sleep 1; echo bpm: 91 >>scene.yaml; sleep 1; " MISTAKE
                 "kill $(pgrep -P $P); wait $P; tr '\\r' '\\n' <said >lines";

static void test_states(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"an evening", evening, 0, NULL, NULL},
        {"what the performer did stands in the line at once",
         "grep -q 'BLACK; ' lines && grep -q 'BLACK, FROZEN; ' lines && "
         "grep -q 'BLACK, FROZEN, HELD; ' lines",
         0, NULL, NULL},
        {"and goes with it", "grep -v BROKEN lines | grep fps | tail -n 1 | grep -c BLACK", 1,
         "0\n", NULL},
        {"a broken file stands there, too", "grep -q 'FILE BROKEN; ' lines", 0, NULL, NULL},
        {"a good save has an answer", "grep -q 'scene.yaml: read again' lines", 0, NULL, NULL},
        {"a warning that stands is said once", "grep -c '.missing-picture.' lines", 0, "1\n", NULL},
    };
    TEST_HOLD(laws);
}

static int set_up(void **state)
{
    (void)state;
    if (!test_display_begin() || !test_cli_begin())
        return -1;
    test_cli_text("whole.yaml", "layers: [generate: solid]\n");
    test_cli_text("warned.yaml", "layers: [{generate: solid, chain: [./two.fs]}]\n");
    test_cli_text("two.fs", "/*{\"ISFVSN\": \"2\", \"INPUTS\": ["
                            "{\"NAME\": \"inputImage\", \"TYPE\": \"image\"},"
                            "{\"NAME\": \"other\", \"TYPE\": \"image\"}]}*/\n"
                            "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage) + "
                            "IMG_THIS_PIXEL(other); }\n");
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
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shows),
        cmocka_unit_test(test_states),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
