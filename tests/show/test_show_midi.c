// SPDX-License-Identifier: GPL-3.0-or-later
// A fader on a JACK server of the test's own is learned by a real show, and moves its picture.
#include "base/clock.h"
#include "support/cli.h"
#include "support/jack_peer.h"
#include "support/live.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

// Grey by a knob; another one is there, too.
static const char text[] = "size: 160x90\nfps: 60\n"
                           "knobs: {k: {from: 0, to: 1, at: 0.2}, other: {midi: cc 21}}\n"
                           "layers: [{generate: {solid: {color: [k, k, k]}}}]\n";

static bool has_jack;

static bool was_said(const char *words)
{
    return strstr(live_seen()->words, words);
}

static bool is_written(const char *words)
{
    char bytes[1000];
    FILE *file = fopen(test_cli_path("fader.midi.yaml"), "r");
    if (!file)
        return false;
    bytes[fread(bytes, 1, sizeof(bytes) - 1, file)] = '\0';
    fclose(file);
    return strstr(bytes, words);
}

static void until(bool (*holds)(const char *words), const char *words)
{
    double until_ms = rmx_clock_ms() + 20000;
    while (!holds(words) && rmx_clock_ms() < until_ms)
        assert_true(live_step());
    if (!holds(words))
        fail_msg("not '%s': %s", words, live_seen()->words);
}

static void fader(struct jack_peer *peer, int from, int to)
{
    for (int at = from; at != to; at += to > from ? 1 : -1) {
        const unsigned char bytes[] = {0xB0, 21, (unsigned char)at};
        jack_peer_send(peer, bytes, sizeof(bytes), 1);
    }
    const unsigned char last[] = {0xB0, 21, (unsigned char)to};
    jack_peer_send(peer, last, sizeof(last), 1);
}

static bool has_grey(double grey)
{
    return fabs(live_seen()->mean - grey) <= 1.5;
}

// Turns until the fader's last place has made the picture this grey. A server on a busy machine
// loses what comes while a client is late: the place is said again.
static void see(struct jack_peer *peer, int at, double grey)
{
    for (int i = 0; i < 2000 && !has_grey(grey); i++) {
        if (i % 40 == 39)
            fader(peer, at, at);
        assert_true(live_step());
    }
    live_assert_grey(grey);
}

static void strike(struct jack_peer *peer, int status, double grey)
{
    const unsigned char bytes[] = {(unsigned char)status, 36, 100};
    for (int i = 0; i < 2000 && !has_grey(grey); i++) {
        if (i % 40 == 0)
            jack_peer_send(peer, bytes, sizeof(bytes), 1);
        assert_true(live_step());
    }
    live_assert_grey(grey);
}

static struct jack_peer *plug_in(void)
{
    struct jack_peer *peer = jack_peer_open("nano");
    assert_non_null(peer);
    jack_peer_wait(peer);
    return peer;
}

static void begin_with(const char *midi)
{
    test_cli_text("fader.yaml", text);
    assert_true(live_begin(&(struct live_params){.scene = "fader.yaml", .fps = 60, .midi = midi}));
    assert_true(live_until_swap(1));
}

static void begin(void)
{
    begin_with("nano");
}

static struct jack_peer *heard_by;
static struct rmx_text heard;

static bool was_heard(const char *bytes)
{
    rmx_text_add(&heard, jack_peer_heard(heard_by));
    return strstr(rmx_text_string(&heard), bytes);
}

static void test_a_fader_is_learned(void **state)
{
    (void)state;
    if (!has_jack)
        skip();
    begin();
    struct jack_peer *peer = plug_in();
    until(was_said, "MIDI: nano:1 is here\n");
    live_press(RMX_ACTION_PAUSE); // nothing is presented then but what is new
    live_press(RMX_ACTION_LEARN);
    until(was_said, "learn: what you move now on a MIDI device moves k; Tab");
    for (int i = 0; i < 800 && !was_said("learn: cc 21"); i++) {
        if (i % 40 == 0)
            fader(peer, 0, 10);
        assert_true(live_step());
    }
    until(was_said, "learn: cc 21 ch 1 moves k, and no more other (fader.midi.yaml)\n");
    until(is_written, "knobs:\n  k: cc 21 ch 1\n");
    live_press(RMX_ACTION_PAUSE);
    live_press(RMX_ACTION_WINDOWED); // ends learning, and nothing else
    live_assert_grey(0.2 * 255);
    fader(peer, 11, 40); // through the knob's 0.2
    see(peer, 40, 40.0 / 127 * 255);
    fader(peer, 41, 127);
    see(peer, 127, 255);
    // What something else moves is shown by the device, once the hand rests.
    rmx_controls_set(live_controls(), "k", 0.5);
    heard_by = peer;
    until(was_heard, "b0 15 40 ");
    fader(peer, 127, 100);
    see(peer, 100, 0.5 * 255);
    rmx_text_clear(&heard); // and again, though it was told the same before
    until(was_heard, "b0 15 40 ");
    // Plugged in again it is the same.
    jack_peer_close(peer);
    until(was_said, "MIDI: nano:1 went away\n");
    peer = plug_in();
    fader(peer, 80, 0);
    see(peer, 0, 0);
    live_press(RMX_ACTION_UNLEARN);
    until(was_said, "k: fader.midi.yaml says no more what moves it");
    live_turn(2);
    fader(peer, 0, 127);
    live_turn(5);
    live_assert_grey(0);
    live_end();
    jack_peer_close(peer);
    assert_false(is_written("k: cc 21"));
    unlink(test_cli_path("fader.midi.yaml"));
}

static void test_a_side_file_that_is_edited(void **state)
{
    (void)state;
    if (!has_jack)
        skip();
    test_cli_text("fader.midi.yaml", "pickup: jump\nknobs:\n  k: {cc: 21, device: nano}\n"
                                     "keys:\n  note 36: blackout\n");
    begin();
    struct jack_peer *peer = plug_in();
    until(was_said, "MIDI: nano:1 is here\n");
    fader(peer, 90, 100);
    see(peer, 100, 100.0 / 127 * 255);
    strike(peer, 0x90, 0);
    strike(peer, 0x80, 100.0 / 127 * 255);
    test_cli_text("fader.midi.yaml", "pickup: jump\nknobs:\n  k: cc 999\n");
    until(was_said, "fader.midi.yaml:3:6: error: 'cc 999' is no control of a MIDI device");
    fader(peer, 100, 50); // the last good one goes on
    see(peer, 50, 50.0 / 127 * 255);
    test_cli_text("fader.midi.yaml", "pickup: jump\nknobs:\n  other: cc 21\n");
    until(was_said, "fader.midi.yaml: it is whole again\n");
    fader(peer, 50, 127);
    live_turn(5);
    live_assert_grey(50.0 / 127 * 255);
    live_end();
    jack_peer_close(peer);
    unlink(test_cli_path("fader.midi.yaml"));
}

// JACK's servers tell of the port that a show has for other programs.
static bool is_open(const char *wanted)
{
    const char *command = "jack_lsp 2>/dev/null | grep -qx remontage:remontage && echo open";
    return strcmp(test_cli_run(command).out, wanted) == 0;
}

static void test_devices_are_open_while_wanted(void **state)
{
    (void)state;
    if (!has_jack)
        skip();
    test_cli_text("fader.yaml", text);
    begin_with("");
    until(is_open, "open\n");
    test_cli_text("fader.yaml", "size: 160x90\nlayers: [{generate: {solid: {color: red}}}]\n");
    until(is_open, "");
    test_cli_text("fader.midi.yaml", "keys:\n  note 36: blackout\n");
    until(is_open, "open\n");
    test_cli_text("fader.midi.yaml", "pickup: jump\n");
    until(is_open, "");
    live_end();
    unlink(test_cli_path("fader.midi.yaml"));
}

static int set_up(void **state)
{
    has_jack = jack_server_begin();
    return live_set_up(state);
}

static int tear_down(void **state)
{
    if (has_jack)
        jack_server_end();
    rmx_text_finish(&heard);
    return live_tear_down(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_fader_is_learned),
        cmocka_unit_test(test_a_side_file_that_is_edited),
        cmocka_unit_test(test_devices_are_open_while_wanted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
