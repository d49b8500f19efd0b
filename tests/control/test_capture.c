// SPDX-License-Identifier: GPL-3.0-or-later
// What comes through PipeWire: a tone that another program plays, by each way of naming it; a
// device and a server that go and come back; names that are not there.
#include "base/clock.h"
#include "control/analysis.h"
#include "control/ears.h"
#include "control/nodes.h"
#include "support/sound_server.h"
#include "support/wav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char tone_path[] = "/tmp/rmx_capture_tone.wav";
static bool is_there;

static struct rmx_ears *open_ears(enum rmx_sound_kind kind, const char *device)
{
    char why[64];
    return rmx_ears_open(&(struct rmx_ears_params){.kind = kind, .device = device, .gain = 1}, why,
                         sizeof(why));
}

struct heard {
    double level, low, mid;
    int onsets;
};

// As a show of 30 frames a second, until `is_enough` or for some seconds.
static bool listen(struct rmx_ears *ears, bool (*is_enough)(const struct heard *heard),
                   struct heard *heard)
{
    static long long frame;
    float numbers[RMX_HEARD];
    for (int i = 0; i < 300; i++) {
        double time_s = (double)++frame / 30;
        rmx_ears_frame(ears, time_s, 1 / 30.0, 0, rmx_clock_ms());
        rmx_ears_hear(ears, time_s, 1 / 30.0, numbers);
        *heard = (struct heard){(double)numbers[RMX_HEARD_LEVEL], (double)numbers[RMX_HEARD_LOW],
                                (double)numbers[RMX_HEARD_MID], 0};
        if (is_enough(heard))
            return true;
        usleep(20000);
    }
    print_error("level %g, low %g, mid %g\n", heard->level, heard->low, heard->mid);
    return false;
}

// 440 Hz of amplitude 0.5: its level is that, and it lies in `low` alone.
static bool is_tone(const struct heard *heard)
{
    return heard->level > 0.49 && heard->level < 0.51 && heard->low > 0.48 && heard->low < 0.52 &&
           heard->mid < 0.02;
}

static bool is_silent(const struct heard *heard)
{
    return heard->level == 0;
}

static void test_a_tone_by_each_name(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        enum rmx_sound_kind kind;
        const char *device;
        bool is_heard;
    } rows[] = {
        {"the default monitor", RMX_SOUND_MONITOR, NULL, true},
        {"a monitor by the server's name", RMX_SOUND_MONITOR, SOUND_SERVER_SINK, true},
        {"a monitor by its name for people", RMX_SOUND_MONITOR, SOUND_SERVER_DESCRIPTION, true},
        {"a monitor by how its name begins", RMX_SOUND_MONITOR, "test o", true},
        {"a program by its name", RMX_SOUND_MONITOR, "pw-cat", true},
        {"a name that is not there", RMX_SOUND_MONITOR, "Tst Output", false},
        {"no output is an input", RMX_SOUND_INPUT, SOUND_SERVER_DESCRIPTION, false},
    };
    struct heard heard;
    int bad = 0;
    if (!is_there)
        skip();
    assert_true(sound_server_play(tone_path, SOUND_SERVER_SINK));
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct rmx_ears *ears = open_ears(rows[i].kind, rows[i].device);
        if (!rows[i].is_heard)
            usleep(300000); // time to be wrong
        if (!listen(ears, rows[i].is_heard ? is_tone : is_silent, &heard)) {
            print_error("not so: %s\n", rows[i].law);
            bad++;
        }
        rmx_ears_close(ears);
    }
    sound_server_hush();
    assert_int_equal(bad, 0);
}

static void test_a_device_that_goes_and_comes_back(void **state)
{
    (void)state;
    struct heard heard;
    if (!is_there)
        skip();
    assert_true(sound_server_add_output("second", "Second Output"));
    assert_true(sound_server_play(tone_path, "second"));
    struct rmx_ears *ears = open_ears(RMX_SOUND_MONITOR, "Second Output");
    assert_true(listen(ears, is_tone, &heard));
    assert_true(sound_server_remove_output("second"));
    // The program plays on, into the other output, which is not listened to.
    assert_true(listen(ears, is_silent, &heard));
    assert_true(sound_server_add_output("second", "Second Output"));
    assert_true(sound_server_play(tone_path, "second"));
    assert_true(listen(ears, is_tone, &heard));
    rmx_ears_close(ears);
    assert_true(sound_server_remove_output("second"));
    sound_server_hush();
}

static void test_a_server_that_goes_and_comes_back(void **state)
{
    (void)state;
    struct heard heard;
    if (!is_there)
        skip();
    struct rmx_ears *named = open_ears(RMX_SOUND_MONITOR, SOUND_SERVER_DESCRIPTION);
    struct rmx_ears *ears = open_ears(RMX_SOUND_MONITOR, NULL);
    assert_true(sound_server_play(tone_path, SOUND_SERVER_SINK));
    assert_true(listen(ears, is_tone, &heard));
    assert_true(listen(named, is_tone, &heard));
    sound_server_kill();
    assert_true(listen(ears, is_silent, &heard));
    assert_true(listen(named, is_silent, &heard));
    assert_true(sound_server_start());
    assert_true(sound_server_play(tone_path, SOUND_SERVER_SINK));
    assert_true(listen(ears, is_tone, &heard));
    assert_true(listen(named, is_tone, &heard));
    rmx_ears_close(named);
    rmx_ears_close(ears);
    sound_server_hush();
}

static void test_what_is_there_is_listed(void **state)
{
    (void)state;
    struct rmx_nodes nodes;
    if (!is_there)
        skip();
    assert_true(sound_server_play(tone_path, SOUND_SERVER_SINK));
    assert_true(rmx_nodes_list(&nodes));
    const struct rmx_node_info *output =
        rmx_nodes_find(&nodes, RMX_SOUND_MONITOR, SOUND_SERVER_SINK);
    assert_non_null(output);
    assert_true(output->is_default && !output->is_program);
    assert_string_equal(output->description, SOUND_SERVER_DESCRIPTION);
    const struct rmx_node_info *program = rmx_nodes_find(&nodes, RMX_SOUND_MONITOR, "pw-cat");
    assert_non_null(program);
    assert_true(program->is_program && !program->is_default);
    assert_null(rmx_nodes_find(&nodes, RMX_SOUND_INPUT, SOUND_SERVER_DESCRIPTION));
    assert_string_equal(rmx_nodes_nearest(&nodes, RMX_SOUND_MONITOR, "Test Ouput"),
                        SOUND_SERVER_DESCRIPTION);
    rmx_nodes_free(&nodes);
    sound_server_hush();
}

static void test_without_a_server(void **state)
{
    (void)state;
    struct rmx_nodes nodes;
    struct heard heard;
    if (!is_there)
        skip();
    sound_server_kill();
    assert_false(rmx_nodes_list(&nodes));
    rmx_nodes_free(&nodes);
    struct rmx_ears *ears = open_ears(RMX_SOUND_INPUT, NULL);
    assert_true(listen(ears, is_silent, &heard));
    rmx_ears_close(ears);
}

static int set_up(void **state)
{
    (void)state;
    const struct wav tone = {
        .rate = 48000, .channels = 1, .seconds = 60, .hz = 440, .amplitude = 0.5};
    wav_write(tone_path, &tone);
    is_there = sound_server_begin();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sound_server_end();
    return unlink(tone_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_tone_by_each_name),
        cmocka_unit_test(test_a_device_that_goes_and_comes_back),
        cmocka_unit_test(test_a_server_that_goes_and_comes_back),
        cmocka_unit_test(test_what_is_there_is_listed),
        cmocka_unit_test(test_without_a_server),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
