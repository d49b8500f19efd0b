// SPDX-License-Identifier: GPL-3.0-or-later
// From a program that plays to the pixel: a show hears it through PipeWire, hears on when its scene
// is saved again, is silent while there is no server, and hears again.
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
#include <unistd.h>

#include <cmocka.h>

static const char tone_path[] = "/tmp/rmx_show_ears_tone.wav";
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
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
