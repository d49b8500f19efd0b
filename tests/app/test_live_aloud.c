// SPDX-License-Identifier: GPL-3.0-or-later
// `live` plays its scene's sound: it holds with time, goes on over a saved scene, and is not there
// where nobody wants it.
#include "support/cli.h"
#include "support/display.h"
#include "support/sound_server.h"
#include "support/wav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char sounding[] = "sound: {file: tone.wav}\nlayers:\n  - generate: solid\n";
static const char edited[] = "sound: {file: tone.wav}\nlayers:\n  - generate: checker\n";

static int set_up(void **state)
{
    static bool is_there;
    if (!test_display_begin() || !test_cli_begin())
        return -1;
    is_there = sound_server_begin();
    *state = &is_there;
    if (test_cli_run("command -v xdotool").code != 0)
        is_there = false;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sound_server_end();
    test_cli_end();
    test_display_end();
    return 0;
}

static void start(const char *scene, const char *options)
{
    char command[300];
    wav_write(
        test_cli_path("tone.wav"),
        &(struct wav){.rate = 48000, .channels = 1, .seconds = 100, .hz = 300, .amplitude = 0.3});
    test_cli_text("a.yaml", scene);
    snprintf(command, sizeof(command),
             "rm -f code; { \"$REMONTAGE\" live a.yaml --window 160x90 %s 2>live.err >live.out & "
             "echo $! >pid; wait $!; echo $? >code; } &",
             options);
    test_cli_run(command);
    // A window that is not shown yet cannot have the keys.
    assert_int_equal(test_cli_run("for i in $(seq 60); do timeout 30 xdotool search --sync --name "
                                  "a.yaml windowfocus && exit; sleep 0.2; done; exit 1")
                         .code,
                     0);
}

static void end(void)
{
    test_cli_run("kill -INT $(cat pid)");
    for (int i = 0; i < 300 && !test_cli_exists("code"); i++)
        usleep(50000);
    assert_true(test_cli_exists("code"));
}

// For ten seconds at most.
static bool plays(void)
{
    for (int i = 0; i < 100; i++) {
        if (test_cli_run("pw-cli ls Node | grep -q '\"remontage\"'").code == 0)
            return true;
        usleep(100000);
    }
    return false;
}

static void test_it_is_held_and_goes_on(void **state)
{
    if (!*(bool *)*state)
        skip();
    assert_true(sound_server_record());
    start(sounding, "");
    assert_true(plays());
    usleep(1500000);
    test_cli_run("xdotool key space");
    usleep(600000);
    test_cli_run("xdotool key space");
    usleep(600000);
    test_cli_text("a.yaml", edited);
    usleep(1200000);
    end();
    long long count;
    const float *samples = sound_server_recorded(&count);
    int lengths[16], found = sound_server_spans(samples, count, lengths, 16);
    for (int i = 0; i < found; i++)
        print_message("%s%d", i ? " " : "hundredths, silent and loud in turn: ", lengths[i]);
    print_message("\n");
    assert_true(found >= 5 && lengths[1] > 20); // it begins
    assert_in_range(lengths[2], 30, 200);       // Space, and Space again
    // To the end, over the edit; a busy machine may lose some hundredths.
    for (int i = 4; i < found - 1; i += 2)
        assert_in_range(lengths[i], 1, 10);
    assert_string_equal(test_cli_run("grep -v keys live.err").out, "");
}

static void test_nobody_wants_it(void **state)
{
    if (!*(bool *)*state)
        skip();
    start(sounding, "--mute");
    usleep(1000000);
    assert_int_not_equal(test_cli_run("pw-cli ls Node | grep -q '\"remontage\"'").code, 0);
    end();
}

static bool is_said(const char *what)
{
    char command[100];
    snprintf(command, sizeof(command), "grep -q '%s' live.err", what);
    for (int i = 0; i < 100; i++) {
        if (test_cli_run(command).code == 0)
            return true;
        usleep(100000);
    }
    return false;
}

static void test_a_server_that_goes_and_comes_back(void **state)
{
    if (!*(bool *)*state)
        skip();
    start(sounding, "");
    assert_true(plays());
    usleep(500000); // a server that goes while it opens was not there
    sound_server_kill();
    assert_true(is_said("tone.wav. is not played aloud: "));
    assert_true(sound_server_start());
    assert_true(is_said("tone.wav. is played aloud now: PipeWire is here"));
    end();
    assert_string_equal(test_cli_run("grep -c aloud live.err").out, "2\n");
}

static void test_no_server_is_a_sentence(void **state)
{
    if (!*(bool *)*state)
        skip();
    sound_server_kill();
    start(sounding, "--quiet");
    assert_true(is_said("PipeWire"));
    assert_non_null(strstr(test_cli_run("cat live.err").out,
                           "tone.wav' is not played aloud: no PipeWire runs here\n"));
    end();
    assert_string_equal(test_cli_run("cat code").out, "130\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_is_held_and_goes_on),
        cmocka_unit_test(test_nobody_wants_it),
        cmocka_unit_test(test_a_server_that_goes_and_comes_back),
        cmocka_unit_test(test_no_server_is_a_sentence),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
