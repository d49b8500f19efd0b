// SPDX-License-Identifier: GPL-3.0-or-later
// A drum machine on a JACK server of the test's own: its MIDI clock is a real show's tempo.
#include "base/clock.h"
#include "support/cli.h"
#include "support/jack_peer.h"
#include "support/live.h"

#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char text[] = "size: 16x9\nfps: 60\nbpm: 90\ntempo: midi\n"
                           "layers: [{generate: {solid: {color: [\"ramp(beat)\", 0, 0]}}}]\n";

static bool has_jack;
static struct jack_peer *peer;
static atomic_bool goes_on;

enum { BPM = 150 };

static void wait_until(double ms)
{
    double left_ms = ms - rmx_clock_ms();
    if (left_ms > 0)
        usleep((useconds_t)(left_ms * 1000));
}

// Started, and then a tick at each 24th of a beat.
static void *play(void *data)
{
    static const unsigned char start = 0xFA, tick = 0xF8;
    double *from_ms = data;
    jack_peer_send(peer, &start, 1, 1);
    *from_ms = rmx_clock_ms();
    for (int i = 0; goes_on; i++) {
        wait_until(*from_ms + i * 60000.0 / (BPM * 24));
        jack_peer_send(peer, &tick, 1, 1);
    }
    return NULL;
}

static bool was_said(const char *words)
{
    return strstr(live_seen()->words, words);
}

static void a_clock_has_the_tempo(void **state)
{
    (void)state;
    pthread_t thread;
    double from_ms = 0;
    if (!has_jack)
        skip();
    test_cli_text("clock.yaml", text);
    assert_true(live_begin(&(struct live_params){.scene = "clock.yaml", .midi = "drums"}));
    assert_true(live_until_swap(1));
    peer = jack_peer_open("drums");
    assert_non_null(peer);
    jack_peer_wait(peer);
    for (int i = 0; i < 600 && !was_said("drums:1 is here"); i++)
        assert_true(live_turn(1));
    goes_on = true;
    assert_int_equal(pthread_create(&thread, NULL, play, &from_ms), 0);
    double until_ms = rmx_clock_ms() + 2500;
    while (rmx_clock_ms() < until_ms)
        assert_true(live_turn(1));
    goes_on = false;
    pthread_join(thread, NULL);
    const struct live_seen *seen = live_seen();
    double frame_ms = seen->clock_ms + ((double)seen->frame / 60 - seen->clock_s) * 1000;
    double late = remainder((frame_ms - from_ms) * BPM / 60000 - seen->beat, 4);
    // Two cycles of JACK on the way, and whatever else the machine does.
    if (fabs(seen->bpm / BPM - 1) > 0.02 || late < -0.05 || late > 0.3)
        fail_msg("%g a minute, %g beats late", seen->bpm, late);
    live_end();
    jack_peer_close(peer);
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
    return live_tear_down(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_clock_has_the_tempo)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
