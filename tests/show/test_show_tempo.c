// SPDX-License-Identifier: GPL-3.0-or-later
// Whose tempo a real show has: a hand's, a MIDI clock's, Link's, its sound's.
#include "control/link.h"
#include "support/cli.h"
#include "support/live.h"
#include "support/wav.h"

#include "base/clock.h"
#include "base/verbs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#define SCENE                                                                                      \
    "size: 16x9\nfps: 60\nbpm: 100\nlayers: [{generate: {solid: {color: [\"ramp(beat)\", 0, "      \
    "0]}}}]\n"

static double last_beat;

static void begin(const char *text, const char *tempo, bool holds_time)
{
    test_cli_text("tempo.yaml", text);
    const struct live_params params = {
        .scene = "tempo.yaml", .tempo = tempo, .holds_time = holds_time};
    assert_true(live_begin(&params));
    assert_true(live_until_swap(1) && (holds_time || live_turn(1)));
    last_beat = live_seen()->beat;
}

static void turn(void)
{
    assert_true(live_turn(1));
    if (live_seen()->beat < last_beat)
        fail_msg("the beat goes back from %g to %g", last_beat, live_seen()->beat);
    last_beat = live_seen()->beat;
}

// --- A clock that began at `from_ms`, started at its first tick.

static struct {
    double from_ms, bpm;
    int sent;
} clock_;

static double tick_ms(int tick)
{
    return clock_.from_ms + tick * 60000 / (clock_.bpm * 24);
}

static void start_clock(double bpm)
{
    clock_.from_ms = rmx_clock_ms();
    clock_.bpm = bpm;
    clock_.sent = 0;
    live_midi_clock(RMX_MIDI_START, clock_.from_ms);
}

static void turn_with_clock(double seconds)
{
    double until_ms = rmx_clock_ms() + seconds * 1000;
    for (double now_ms; (now_ms = rmx_clock_ms()) < until_ms; turn())
        for (; tick_ms(clock_.sent) <= now_ms; clock_.sent++)
            live_midi_clock(RMX_MIDI_TICK, tick_ms(clock_.sent));
}

static void turn_without(double seconds)
{
    double until_ms = rmx_clock_ms() + seconds * 1000;
    while (rmx_clock_ms() < until_ms)
        turn();
}

static void assert_tempo(const char *law, double bpm)
{
    if (fabs(live_seen()->bpm - bpm) > 0.01 * bpm)
        fail_msg("%s: %g, not %g", law, live_seen()->bpm, bpm);
}

// When its beat was, by the clock: a frame's own time is half a frame off at most.
static double frame_ms(void)
{
    const struct live_seen *seen = live_seen();
    return seen->clock_ms + ((double)seen->frame / 60 - seen->clock_s) * 1000;
}

static void assert_in_phase(const char *law)
{
    const struct live_seen *seen = live_seen();
    double there = (frame_ms() - clock_.from_ms) * clock_.bpm / 60000;
    if (fabs(remainder(seen->beat - there, 4)) > 0.05)
        fail_msg("%s: beat %g, and the clock is at %g", law, seen->beat, there);
}

static void tap(double bpm, int count)
{
    for (int i = 0; i < count; i++) {
        double until_ms = rmx_clock_ms() + 60000 / bpm;
        live_press(RMX_ACTION_TAP);
        while (rmx_clock_ms() < until_ms)
            turn();
    }
}

static void who_spoke_last_has_it(void **state)
{
    (void)state;
    begin(SCENE, NULL, false);
    assert_tempo("the scene's own", 100);
    start_clock(480);
    turn_with_clock(1.3);
    assert_tempo("a clock that begins", 480);
    assert_in_phase("and its beat within a bar");
    rmx_controls_set(live_controls(), "bpm", 150);
    turn_with_clock(0.2);
    assert_tempo("a number that is set", 150);
    start_clock(400);
    turn_with_clock(0.4);
    assert_tempo("a clock that is started again", 400);
    turn_without(0.6);
    assert_tempo("it is gone, and its tempo stays", 400);
    rmx_controls_set(live_controls(), "bpm", 90);
    turn_without(0.1);
    assert_tempo("until another is set", 90);
    live_end();
}

static void the_scene_says_whose(void **state)
{
    (void)state;
    begin("tempo: midi\n" SCENE, NULL, false);
    start_clock(480);
    turn_with_clock(0.4);
    rmx_controls_set(live_controls(), "bpm", 150);
    turn_with_clock(0.2);
    assert_tempo("midi: the clock's, whatever a hand says", 480);
    live_end();
    begin("tempo: midi\n" SCENE, "tap", false);
    start_clock(480);
    turn_with_clock(0.4);
    assert_tempo("--tempo tap hears no clock", 100);
    tap(300, 3);
    if (fabs(live_seen()->bpm - 300) > 60)
        fail_msg("tapped 300: %g", live_seen()->bpm);
    live_end();
}

static void the_sound_has_one(void **state)
{
    (void)state;
    const struct wav wav = {.rate = 48000, .channels = 1, .seconds = 9, .clicks = 132};
    wav_write(test_cli_path("clicks.wav"), &wav);
    begin("sound: {file: clicks.wav}\n" SCENE, "sound", true);
    for (int i = 11; i < 80; i++) {
        live_time(i * 0.1);
        turn();
    }
    assert_tempo("the sound's", 132);
    double there = live_seen()->clock_s * 132 / 60;
    if (fabs(remainder(live_seen()->beat - there, 1)) > 0.06)
        fail_msg("the sound's beat: %g, not %g", live_seen()->beat, there);
    for (int i = 0; i < 12; i++) {
        live_time(11 + i * 0.1);
        turn();
    }
    assert_tempo("held where it has ended", 132);
    live_end();
}

static void link_has_one(void **state)
{
    (void)state;
    char why[200];
    struct rmx_link *peer = rmx_link_create(480, why, sizeof(why));
    if (!peer) {
        print_message("skipped: %s\n", why);
        skip();
    }
    usleep(700000); // the session that is older by half a second keeps its tempo
    begin("tempo: link\n" SCENE, NULL, false);
    for (int i = 0; i < 600 && !rmx_link_now(peer).peers; i++)
        turn();
    if (!rmx_link_now(peer).peers) {
        live_end();
        rmx_link_destroy(peer);
        print_message("skipped: no network interface here takes multicast\n");
        skip();
    }
    turn_without(1.3);
    assert_tempo("Link's", 480);
    double off =
        live_seen()->beat + (rmx_clock_ms() - frame_ms()) * 480 / 60000 - rmx_link_now(peer).beat;
    if (fabs(remainder(off, 4)) > 0.1)
        fail_msg("its beat is %g off", off);
    rmx_controls_set(live_controls(), "bpm", 99);
    turn_without(0.5);
    assert_tempo("what is set here is everybody's", rmx_link_now(peer).bpm);
    assert_tempo("namely this", 99);
    rmx_link_destroy(peer);
    live_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_spoke_last_has_it),
        cmocka_unit_test(the_scene_says_whose),
        cmocka_unit_test(the_sound_has_one),
        cmocka_unit_test(link_has_one),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
