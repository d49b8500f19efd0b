// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of librtmidi, where no kernel has a sequencer: the same calls, but to JACK.
#include "support/jack_peer.h"

#include <rtmidi/rtmidi_c.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define access(path, mode) (strcmp(path, "/dev/snd/seq") == 0 ? 0 : access(path, mode))
#define RTMIDI_API_LINUX_ALSA RTMIDI_API_UNIX_JACK
#include "control/midi_alsa.c"
#undef access
#include "control/midi.h"

enum { PATIENCE_MS = 10000 };

static bool has_jack;

static void need_jack(void)
{
    if (has_jack)
        return;
    print_message("no jackd\n");
    skip();
}

static void ignore_change(void *data)
{
    (void)data;
}

static void note_name(void *data, const char *name)
{
    rmx_text_printf(data, "%s; ", name);
}

static _Atomic unsigned heard;

static void hear_three(void *data, const unsigned char *bytes, size_t size, double time_ms)
{
    (void)data;
    if (size == 3 && time_ms <= rmx_clock_ms())
        heard = (unsigned)bytes[0] << 16 | (unsigned)bytes[1] << 8 | bytes[2];
}

static void wait_to_hear(unsigned wanted)
{
    for (int i = 0; i < PATIENCE_MS && heard != wanted; i++)
        usleep(1000);
    assert_int_equal(heard, wanted);
}

static void ports_are_listed_and_opened(void **state)
{
    (void)state;
    need_jack();
    struct rmx_text names_in = {0}, names_out = {0};
    struct jack_peer *peer = jack_peer_open("box");
    void *system = rmx_midi_alsa.create(ignore_change, NULL);
    assert_non_null(system);
    assert_true(rmx_midi_alsa.is_running(system));
    rmx_midi_alsa.list(system, true, note_name, &names_in);
    rmx_midi_alsa.list(system, false, note_name, &names_out);
    assert_string_equal(rmx_text_string(&names_in), "box:capture_1; ");
    assert_string_equal(rmx_text_string(&names_out), "box:playback_1; ");
    void *in = rmx_midi_alsa.open_input(system, "box:capture_1", hear_three, NULL);
    void *own = rmx_midi_alsa.open_input(system, NULL, hear_three, NULL);
    void *out = rmx_midi_alsa.open_output(system, "box:playback_1");
    assert_true(in && own && out);
    assert_null(rmx_midi_alsa.open_input(system, "gone:1", hear_three, NULL));
    assert_null(rmx_midi_alsa.open_output(system, "gone:1"));
    jack_peer_wait(peer);
    jack_peer_send(peer, "\xB0\x15\x40", 3, 1);
    wait_to_hear(0xB01540);
    rmx_midi_alsa.send(system, out, (const unsigned char *)"\xB0\x15\x41", 3);
    const char *told = "";
    for (int i = 0; i < PATIENCE_MS && !*told; i++, usleep(1000))
        told = jack_peer_heard(peer);
    assert_string_equal(told, "b0 15 41 ");
    rmx_midi_alsa.close(system, in);
    rmx_midi_alsa.close(system, own);
    rmx_midi_alsa.close(system, out);
    rmx_midi_alsa.destroy(system);
    rmx_text_finish(&names_in);
    rmx_text_finish(&names_out);
    jack_peer_close(peer);
}

static void count_inputs(void *data, const char *name, bool is_input)
{
    int *counts = data;
    counts[0] += is_input && strcmp(name, "a2j:1") == 0;
    counts[1] += is_input && strcmp(name, "box:1") == 0;
}

// Here both systems list the same ports, as they do where a bridge runs.
static void what_a_bridge_shows_to_jack_is_there_once(void **state)
{
    (void)state;
    need_jack();
    char why[256];
    int counts[2] = {0};
    struct jack_peer *bridge = jack_peer_open("a2j"), *peer = jack_peer_open("box");
    assert_true(rmx_midi_list(count_inputs, counts, why, sizeof(why)));
    assert_int_equal(counts[0], 1);
    assert_int_equal(counts[1], 2);
    jack_peer_close(bridge);
    jack_peer_close(peer);
}

static int begin(void **state)
{
    (void)state;
    has_jack = jack_server_begin();
    return 0;
}

static int end(void **state)
{
    (void)state;
    jack_server_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ports_are_listed_and_opened),
        cmocka_unit_test(what_a_bridge_shows_to_jack_is_there_once),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
