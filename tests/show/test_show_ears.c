// SPDX-License-Identifier: GPL-3.0-or-later
// From a program that plays to the pixel: a show hears it through PipeWire, hears on when its scene
// is saved again, is silent while there is no server, and hears again. A file is heard on in a
// blackout.
#include "support/cli.h"
#include "support/live.h"
#include "support/sound_server.h"
#include "support/wav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define SONG "/tmp/rmx_show_ears_song.wav"
static const char tone_path[] = "/tmp/rmx_show_ears_tone.wav", song_path[] = SONG;
static bool is_there;

// White while 440 Hz of amplitude 0.5 are heard.
#define SCENE                                                                                      \
    "sound: {monitor: " SOUND_SERVER_DESCRIPTION ", gain: 1}\n"                                    \
    "layers:\n"                                                                                    \
    "  - generate: {solid: {color: white}}\n"                                                      \
    "    opacity: step(0.45, audio.low) * (1 - step(0.55, audio.low))\n"

static void test_what_a_program_plays(void **state)
{
    (void)state;
    if (!is_there)
        skip();
    test_cli_text("heard.yaml", SCENE);
    assert_true(live_begin(&(struct live_params){.scene = "heard.yaml"}));
    live_assert_grey(0);
    assert_true(sound_server_play(tone_path, SOUND_SERVER_SINK));
    live_assert_grey(255);
    test_cli_text("heard.yaml", SCENE "knobs: {one: 1}\n");
    assert_true(live_until_swap(2));
    live_assert_grey(255);
    sound_server_kill();
    live_assert_grey(0);
    assert_true(sound_server_start());
    assert_true(sound_server_play(tone_path, SOUND_SERVER_SINK));
    live_assert_grey(255);
    sound_server_hush();
    live_assert_grey(0);
    live_end();
}

static double thread_ms(void)
{
    struct timespec spent;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return (double)spent.tv_sec * 1000 + (double)spent.tv_nsec / 1e6;
}

static const char song_scene[] = "sound: {file: song.wav, gain: 1}\n"
                                 "layers:\n"
                                 "  - generate: {solid: {color: white}}\n"
                                 "    opacity: step(0.45, audio.low)\n";

// Two minutes of analysis are half a second of the stage's time.
static void test_a_file_after_a_long_blackout(void **state)
{
    (void)state;
    const struct wav song = {
        .rate = 48000, .channels = 1, .seconds = 150, .hz = 440, .amplitude = 0.5};
    wav_write(song_path, &song);
    test_cli_text("song.yaml", song_scene);
    test_cli_run("cp " SONG " song.wav");
    assert_true(live_begin(&(struct live_params){.scene = "song.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    live_press(RMX_ACTION_BLACKOUT);
    for (int second = 1; second <= 149; second++) {
        live_time(second);
        assert_true(live_turn(1));
    }
    live_press(RMX_ACTION_BLACKOUT);
    double from_ms = thread_ms();
    assert_true(live_turn(1));
    double spent_ms = thread_ms() - from_ms;
    if (spent_ms > 200)
        fail_msg("the first frame after a blackout takes %.0f ms", spent_ms);
    live_assert_grey(255);
    live_end();
    unlink(song_path);
}

// The stage goes on, silent, and has the sound even while time is held.
static void test_a_file_after_a_far_jump(void **state)
{
    (void)state;
    const struct wav song = {
        .rate = 48000, .channels = 1, .seconds = 300, .hz = 440, .amplitude = 0.5};
    wav_write(song_path, &song);
    test_cli_text("song.yaml", song_scene);
    test_cli_run("cp " SONG " song.wav");
    assert_true(live_begin(&(struct live_params){.scene = "song.yaml", .holds_time = true}));
    assert_true(live_until_swap(1));
    double from_ms = thread_ms();
    live_time(290);
    assert_true(live_turn(1));
    double spent_ms = thread_ms() - from_ms;
    if (spent_ms > 200)
        fail_msg("the frame after the jump takes %.0f ms", spent_ms);
    live_press(RMX_ACTION_PAUSE);
    live_assert_grey(255);
    live_end();
    unlink(song_path);
}

static int set_up(void **state)
{
    const struct wav tone = {
        .rate = 48000, .channels = 1, .seconds = 60, .hz = 440, .amplitude = 0.5};
    wav_write(tone_path, &tone);
    is_there = sound_server_begin();
    return live_set_up(state);
}

static int tear_down(void **state)
{
    int failed = live_tear_down(state);
    sound_server_end();
    return unlink(tone_path) || failed;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_program_plays),
        cmocka_unit_test(test_a_file_after_a_long_blackout),
        cmocka_unit_test(test_a_file_after_a_far_jump),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
