// SPDX-License-Identifier: GPL-3.0-or-later
// What a show opens that listens to nobody: no socket but its display's, no device, no library that
// only hands and ears need. Seen by strace.
#include "support/cli.h"
#include "support/display.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char plain[] = "knobs:\n"
                            "  dark: {osc: /dark}\n"
                            "layers:\n"
                            "  - generate: solid\n"
                            "    opacity: 1 - dark\n";

// It has an input that nothing reads.
#define DEAF                                                                                       \
    "sound: input\n"                                                                               \
    "layers:\n"                                                                                    \
    "  - generate: solid\n"

// What a trace must not show: a word of a line of it.
static const struct {
    const char *law, *word;
} rows[] = {
    {"no socket of the internet", "AF_INET"},
    {"none of the kernel's", "AF_NETLINK"},
    {"no socket listens", "listen("},
    {"no device of sound", "/dev/snd"},
    {"no server of sound", "pipewire-0\""},
    {"nothing of PipeWire's modules", "libpipewire-module"},
    {"nor of MIDI's libraries", "librtmidi"},
    {"nor of JACK's", "libjack"},
    {"nor of OSCQuery's", "libwebsockets"},
    {"nor what announces it", "libavahi"},
    {"nor what reads sound files", "libavformat"},
};

static bool has_strace;

// A trace of `live` with these options for three seconds, in the file `trace`. False: it cannot be.
static bool trace(const char *options)
{
    char command[600];
    snprintf(command, sizeof(command),
             "ASAN_OPTIONS=detect_leaks=0 timeout -s INT -k 20 3 strace -f -o trace "
             "-e trace=socket,connect,bind,listen,openat \"$REMONTAGE\" live %s "
             "--window 64x36 --quiet",
             options);
    test_cli_run(command);
    return test_cli_run("test -s trace && grep -q '\\.yaml' trace").code == 0;
}

static bool traces(const char *word)
{
    char command[100];
    snprintf(command, sizeof(command), "grep -v ENOENT trace | grep -qF '%s'", word);
    return test_cli_run(command).code == 0;
}

static void test_a_show_that_listens_to_nobody(void **state)
{
    (void)state;
    int bad = 0;
    has_strace = test_cli_run("strace -V").code == 0 && trace("plain.yaml");
    if (!has_strace)
        skip();
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (traces(rows[i].word)) {
            print_error("not so: %s\n", rows[i].law);
            bad++;
        }
    assert_int_equal(bad, 0);
}

// That the trace would show it.
static void test_one_that_is_asked_to(void **state)
{
    (void)state;
    if (!has_strace)
        skip();
    assert_true(trace("plain.yaml --osc 19731"));
    assert_true(traces("AF_INET"));
}

static void test_an_input_that_nothing_reads(void **state)
{
    (void)state;
    if (!has_strace)
        skip();
    assert_true(trace("deaf.yaml"));
    assert_false(traces("libpipewire-module"));
    assert_true(trace("heard.yaml"));
    assert_true(traces("libpipewire-module"));
}

static int set_up(void **state)
{
    (void)state;
    if (!test_display_begin() || !test_cli_begin())
        return -1;
    test_cli_text("plain.yaml", plain);
    // The first one starts threads that compile.
    test_cli_run("timeout -s INT -k 20 2 \"$REMONTAGE\" live plain.yaml --window 64x36 --quiet");
    test_cli_text("deaf.yaml", DEAF);
    test_cli_text("heard.yaml", DEAF "    opacity: audio.level\n");
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
        cmocka_unit_test(test_a_show_that_listens_to_nobody),
        cmocka_unit_test(test_one_that_is_asked_to),
        cmocka_unit_test(test_an_input_that_nothing_reads),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
