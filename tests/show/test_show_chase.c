// SPDX-License-Identifier: GPL-3.0-or-later
// A real show whose time a timecode places.
#include "app/live_chase.h"
#include "support/cli.h"
#include "support/live.h"
#include "support/sound_server.h"

#include "base/clock.h"
#include "base/text.h"
#include "base/verbs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <ltc.h>

#define SCENE                                                                                      \
    "size: 16x9\nfps: 25\nlayers: [{generate: {solid: {color: [\"ramp(time)\", 0, 0]}}}]\n"

static struct rmx_live_chase *chase;
static struct rmx_text words;

static void take_words(void *data, const char *text)
{
    (void)data;
    rmx_text_add(&words, text);
}

static void begin(const char *what, const char *from)
{
    const struct rmx_options options = {.chase = what, .chase_from = from};
    struct rmx_chase_wish wish;
    assert_true(rmx_chase_read(&options, &wish));
    test_cli_text("chase.yaml", SCENE);
    assert_true(live_begin(&(struct live_params){.scene = "chase.yaml"}));
    chase = rmx_live_chase_create(&wish, take_words, NULL);
    rmx_live_chase_begin(chase, live_show());
    assert_true(live_until_swap(1));
}

static void end(void)
{
    live_end();
    rmx_live_chase_destroy(chase);
    rmx_text_finish(&words);
}

// --- MTC of 25 frames a second that was at `from_s` at `from_ms` of the clock.

static struct {
    double from_ms, from_s;
    long long quarters; // sent
} tape;

static void start_tape(double from_s)
{
    tape.from_ms = rmx_clock_ms();
    tape.from_s = from_s;
    tape.quarters = 0;
}

static void send_quarter(long long quarter, double time_ms)
{
    long long frame = llround(tape.from_s * 25) + quarter / 8 * 2;
    int piece = (int)(quarter % 8);
    const int parts[] = {(int)(frame % 25), (int)(frame / 25 % 60), (int)(frame / 1500 % 60),
                         (int)(frame / 90000) | 1 << 5};
    int value = parts[piece / 2];
    rmx_live_chase_clock(chase, RMX_MIDI_QUARTER_FRAME,
                         piece << 4 | (piece % 2 ? value >> 4 : value & 15), time_ms);
}

static void turn(double seconds, bool with_tape)
{
    double until_ms = rmx_clock_ms() + seconds * 1000, now_ms;
    while ((now_ms = rmx_clock_ms()) < until_ms) {
        for (; with_tape && tape.from_ms + (double)tape.quarters * 10 <= now_ms; tape.quarters++)
            send_quarter(tape.quarters, tape.from_ms + (double)tape.quarters * 10);
        assert_true(rmx_show_turn(live_show()));
        rmx_live_chase_turn(chase);
    }
}

static void assert_time(const char *law, double time_s, double most_s)
{
    double off_s = rmx_show_time(live_show()).time_s - time_s;
    if (fabs(off_s) > most_s)
        fail_msg("%s: %g s off; said: %s", law, off_s, rmx_text_string(&words));
}

static double tape_s(void)
{
    return tape.from_s + (rmx_clock_ms() - tape.from_ms) / 1000;
}

static void time_is_the_timecodes(void **state)
{
    (void)state;
    begin("mtc", "01:00:00");
    turn(0.2, false);
    assert_time("it waits for one", 0, 0);
    start_tape(3610);
    turn(0.6, true);
    assert_time("it is there", tape_s() - 3600, 0.06);
    assert_true(fabs((double)live_seen()->frame / 25 - (tape_s() - 3600)) < 0.1);
    start_tape(3605);
    turn(0.6, true);
    assert_time("it jumps back", tape_s() - 3600, 0.06);
    turn(0.5, false);
    assert_time("a dropout is bridged", tape_s() - 3600, 0.06);
    assert_true(rmx_show_time(live_show()).runs);
    turn(0.8, false);
    assert_false(rmx_show_time(live_show()).runs);
    assert_non_null(strstr(rmx_text_string(&words), "timecode runs at 01:00:10"));
    assert_non_null(strstr(rmx_text_string(&words), "timecode stands"));
    start_tape(1800);
    turn(0.4, true);
    assert_time("before the scene's beginning it is 0", 0, 0);
    end();
}

static void the_pause_key_lets_it_go(void **state)
{
    (void)state;
    begin("mtc", NULL);
    turn(0.1, false);
    live_press(RMX_ACTION_PAUSE);
    turn(0.3, false);
    assert_time("without a timecode", 0.3, 0.1);
    end();
}

// --- LTC of 25 frames a second, as another program plays it.

static void put(FILE *file, unsigned value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        fputc((int)(value >> 8 * i & 255), file);
}

// Eight bits a sample, as the encoder gives them.
static void write_ltc(const char *path, int seconds)
{
    enum { RATE = 48000 };
    LTCEncoder *encoder = ltc_encoder_create(RATE, 25, LTC_TV_625_50, 0);
    FILE *file = fopen(path, "wb");
    unsigned size = (unsigned)(seconds * RATE);
    assert_true(encoder && file);
    fwrite("RIFF", 1, 4, file);
    put(file, 36 + size, 4);
    fwrite("WAVEfmt ", 1, 8, file);
    put(file, 16, 4);
    put(file, 1 | 1 << 16, 4);
    put(file, RATE, 4);
    put(file, RATE, 4);
    put(file, 1 | 8 << 16, 4);
    fwrite("data", 1, 4, file);
    put(file, size, 4);
    SMPTETimecode from = {.hours = 10};
    ltc_encoder_set_timecode(encoder, &from);
    for (int i = 0; i < seconds * 25; i++, ltc_encoder_inc_timecode(encoder)) {
        ltcsnd_sample_t bytes[RATE / 25 + 1];
        ltc_encoder_encode_frame(encoder);
        fwrite(bytes, 1, (size_t)ltc_encoder_copy_buffer(encoder, bytes), file);
    }
    ltc_encoder_free(encoder);
    fclose(file);
}

// How far time gets ahead of the clock in most of a second.
static double ahead_s(void)
{
    struct rmx_show_time first = rmx_show_time(live_show());
    turn(0.8, false);
    struct rmx_show_time second = rmx_show_time(live_show());
    return second.time_s - first.time_s - (second.clock_ms - first.clock_ms) / 1000;
}

static void ltc_is_heard(void **state)
{
    (void)state;
    if (!sound_server_begin())
        skip();
    write_ltc(test_cli_path("ltc.wav"), 12);
    begin("ltc:monitor", "10:00:00");
    assert_true(sound_server_play(test_cli_path("ltc.wav"), SOUND_SERVER_SINK));
    for (int i = 0; i < 100 && !rmx_show_time(live_show()).runs; i++)
        turn(0.05, false);
    turn(0.3, false);
    assert_true(rmx_show_time(live_show()).runs && rmx_show_time(live_show()).time_s < 8);
    // A busy machine plays with gaps.
    double ahead = ahead_s();
    for (int i = 0; i < 6 && fabs(ahead) > 0.06; i++)
        ahead = ahead_s();
    if (fabs(ahead) > 0.06)
        fail_msg("%g s ahead; said: %s", ahead, rmx_text_string(&words));
    sound_server_hush();
    turn(1.3, false);
    assert_false(rmx_show_time(live_show()).runs);
    end();
    sound_server_end();
}

static const struct {
    const char *chase, *from;
    bool is_fine;
    double from_s;
} wishes[] = {
    {"ltc", NULL, true, 0},         {"ltc:Scarlett 2i2", "10:00:00", true, 36000},
    {"mtc", "90.5", true, 90.5},    {"mtc", "01:00:00:12", true, 3600.48},
    {"ltc:", NULL, false, 0},       {"smpte", NULL, false, 0},
    {NULL, "01:00:00", false, 0},   {"mtc", "1:00", false, 0},
    {"mtc", "25:00:00", false, 0},  {"mtc", "01:00:00:25", false, 0},
    {"mtc", "01:00:00:", false, 0}, {"mtc", "-3", false, 0},
    {"mtc", "", false, 0},
};

static void options_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(wishes) / sizeof(*wishes); i++) {
        const struct rmx_options options = {.chase = wishes[i].chase, .chase_from = wishes[i].from};
        struct rmx_chase_wish wish;
        bool is_fine = rmx_chase_read(&options, &wish);
        if (is_fine != wishes[i].is_fine ||
            (is_fine && fabs(wish.from_s - wishes[i].from_s) > 1e-9))
            fail_msg("--chase %s --chase-from %s: %d, %g", wishes[i].chase, wishes[i].from, is_fine,
                     wish.from_s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_read),
        cmocka_unit_test(time_is_the_timecodes),
        cmocka_unit_test(the_pause_key_lets_it_go),
        cmocka_unit_test(ltc_is_heard),
    };
    return cmocka_run_group_tests(tests, live_set_up, live_tear_down);
}
