// SPDX-License-Identifier: GPL-3.0-or-later
// A file aloud: keeping step with a clock, as a table; the ring between two threads; and what
// reaches an output of PipeWire.
#include "base/clock.h"
#include "control/aloud.h"
#include "control/aloud_head.h"
#include "control/aloud_ring.h"
#include "support/sound_server.h"
#include "support/wav.h"

#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { BLOCK = 1024 };
#define BLOCK_S ((double)BLOCK / RMX_ALOUD_RATE)

// --- Keeping step. For ten seconds a card plays blocks, and the clock wants the file elsewhere.
static const struct {
    const char *law;
    double card;    // seconds of the clock that a second of the card takes
    double tremble; // of the reports, in seconds
    double leap_s;  // at 5 s the clock leaps so far
    bool tells;     // and it is told
    double late_s;  // at the end, at most
    int dips;       // to silence and back
} rows[] = {
    {"a card that counts as the clock does", 1, 0, 0, false, 0.0001, 0},
    {"reports that tremble change nothing", 1, 0.0015, 0, false, 0.002, 0},
    {"a card that is 0.05 % slow is followed", 1.0005, 0, 0, false, 0.003, 0},
    {"so is one that is 0.05 % fast", 0.9995, 0, 0, false, 0.003, 0},
    {"one that is 0.2 % off, with some delay", 1.002, 0, 0, false, 0.01, 0},
    {"one that counts at another rate jumps now and then", 1.02, 0, 0, false, 0.061, 2},
    {"30 ms are made good without a jump", 1, 0, 0.03, false, 0.02, 0},
    {"100 ms are jumped", 1, 0, 0.1, false, 0.001, 1},
    {"so are as many backwards", 1, 0, -0.1, false, 0.001, 1},
    {"minutes, too", 1, 0, 300, false, 0.001, 1},
    {"a leap that is told is jumped however short", 1, 0, 0.01, true, 0.0001, 1},
};

struct run {
    struct rmx_aloud_head head;
    float loudest_step; // of the gain from a sample to the next
    double longest_step;
    int dips;
};

static void play_block(struct run *run)
{
    float before = 0, gain = 0;
    double last = 0;
    for (int i = 0; i < BLOCK; i++, before = gain) {
        double at = rmx_aloud_head_next(&run->head, &gain);
        run->dips += i && before > 0 && gain <= 0;
        if (i)
            run->loudest_step = fmaxf(run->loudest_step, fabsf(gain - before));
        if (i && gain > 0)
            run->longest_step = fmax(run->longest_step, fabs(at - last));
        last = at;
    }
}

static double late_after(const struct run *run, double wish_s)
{
    return fabs(wish_s - run->head.at / RMX_ALOUD_RATE);
}

static void test_it_keeps_step(void **state)
{
    (void)state;
    int bad = 0;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct run run = {0};
        double clock_s = 0;
        for (int block = 0; clock_s < 10; block++, clock_s = block * BLOCK_S * rows[i].card) {
            bool has_leapt = clock_s >= 5 && rows[i].leap_s != 0;
            double trembles = block % 2 ? rows[i].tremble : -rows[i].tremble;
            struct rmx_aloud_wish wish = {
                .at = (clock_s + (has_leapt ? rows[i].leap_s : 0) + trembles) * RMX_ALOUD_RATE,
                .is_heard = true,
                .jumps = has_leapt && rows[i].tells};
            rmx_aloud_head_turn(&run.head, &wish, BLOCK);
            play_block(&run);
        }
        double late_s = late_after(&run, clock_s + rows[i].leap_s);
        bool is_right = late_s <= rows[i].late_s && run.dips == rows[i].dips &&
                        run.loudest_step < 0.0022f && run.longest_step <= 1 + RMX_ALOUD_MOST + 1e-9;
        if (!is_right) {
            print_error("%s: %.4f s late, %d dips, steps of %.4f and %.4f\n", rows[i].law, late_s,
                        run.dips, (double)run.loudest_step, run.longest_step);
            bad++;
        }
    }
    assert_int_equal(bad, 0);
}

static void test_what_is_held_fades_out_and_begins_where_time_is(void **state)
{
    (void)state;
    struct run run = {0};
    struct rmx_aloud_wish wish = {.at = 1000.4, .is_heard = true};
    assert_true(rmx_aloud_head_is_silent(&run.head));
    rmx_aloud_head_turn(&run.head, &wish, BLOCK);
    assert_true(run.head.at == 1000);
    play_block(&run);
    assert_true(run.head.gain == 1);
    wish = (struct rmx_aloud_wish){.at = 2024, .is_heard = false};
    rmx_aloud_head_turn(&run.head, &wish, BLOCK);
    play_block(&run);
    assert_true(rmx_aloud_head_is_silent(&run.head));
    wish = (struct rmx_aloud_wish){.at = 90000, .is_heard = true};
    rmx_aloud_head_turn(&run.head, &wish, BLOCK);
    assert_true(run.head.at == 90000);
    play_block(&run);
    assert_true(run.head.gain == 1 && run.loudest_step < 0.0022f);
}

// --- The ring: a sample's value is its number.

static void write_numbers(struct rmx_aloud_ring *ring, int count)
{
    float samples[512 * 2];
    long long first = rmx_aloud_ring_to(ring);
    for (int i = 0; i < count; i++) {
        samples[2 * i] = (float)(first + i);
        samples[2 * i + 1] = -(float)(first + i);
    }
    rmx_aloud_ring_write(ring, samples, count);
}

static atomic_bool is_over;

static void *read_numbers(void *data)
{
    struct rmx_aloud_ring *ring = data;
    long long from, to, wrong = 0;
    while (!atomic_load(&is_over)) {
        rmx_aloud_ring_enter(ring, &from, &to);
        for (long long at = from + 1; at < to - 3; at += 997)
            wrong += rmx_aloud_ring_at(ring, 0, (double)at) != (float)at ||
                     fabsf(rmx_aloud_ring_at(ring, 1, (double)at + 0.5) + (float)at + 0.5f) > 1;
        rmx_aloud_ring_leave(ring);
    }
    return (void *)(intptr_t)wrong;
}

static void test_the_ring_gives_what_is_there(void **state)
{
    (void)state;
    struct rmx_aloud_ring *ring = rmx_aloud_ring_create(2);
    pthread_t thread;
    void *wrong;
    atomic_store(&is_over, false);
    assert_int_equal(pthread_create(&thread, NULL, read_numbers, ring), 0);
    for (int turn = 0; turn < 6; turn++) {
        rmx_aloud_ring_begin(ring, turn % 2 ? -1000 : 5000 * turn);
        for (int i = 0; i < 300; i++)
            write_numbers(ring, 512);
    }
    atomic_store(&is_over, true);
    pthread_join(thread, &wrong);
    assert_int_equal((intptr_t)wrong, 0);
    assert_true(rmx_aloud_ring_to(ring) - rmx_aloud_ring_from(ring) == RMX_ALOUD_RING);
    rmx_aloud_ring_destroy(ring);
}

// --- What is heard. A machine that is busy elsewhere loses samples now and then, but not each
// time.

enum { TRIES = 4 };

static int begin_server(void **state)
{
    static bool is_there;
    is_there = sound_server_begin();
    *state = &is_there;
    return 0;
}

static int end_server(void **state)
{
    (void)state;
    sound_server_end();
    return 0;
}

static void wait_ms(int ms)
{
    const struct timespec span = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&span, NULL);
}

// The longest step from a sample to the next where a span ends: there it fades. In between a busy
// machine loses samples.
static float steepest(const float *samples, long long count, const int *lengths, int spans)
{
    enum { AROUND = 960 };
    float most = 0;
    long long end = 0;
    for (int span = 0; span < spans - 1; span++) {
        end += lengths[span] * (RMX_ALOUD_RATE / 100);
        for (long long i = end - AROUND; i < end + AROUND; i++)
            if (i > 0 && i < count)
                most = fmaxf(most, fabsf(samples[i] - samples[i - 1]));
    }
    return most;
}

static struct rmx_aloud *open_tone(const char *name, const struct wav *wav)
{
    char why[200] = "";
    wav_write(name, wav);
    struct rmx_aloud *aloud = rmx_aloud_create(name, false, why, sizeof(why));
    if (!aloud)
        fail_msg("%s", why);
    return aloud;
}

// Plays, leaps, holds, plays on.
static void play_tone(void)
{
    struct rmx_aloud *aloud = open_tone(
        "tone.wav",
        &(struct wav){.rate = 44100, .channels = 2, .seconds = 60, .hz = 440, .amplitude = 0.3});
    assert_true(rmx_aloud_has_server(aloud));
    assert_true(sound_server_record());
    rmx_aloud_follow(aloud, 0, rmx_clock_ms(), true);
    wait_ms(600);
    rmx_aloud_follow(aloud, 50, rmx_clock_ms(), true); // r, or another scene's time
    wait_ms(500);
    rmx_aloud_follow(aloud, 50.5, rmx_clock_ms(), false);
    wait_ms(300);
    for (int i = 0; i < 200 && !rmx_aloud_is_silent(aloud); i++)
        wait_ms(10);
    assert_true(rmx_aloud_is_silent(aloud));
    rmx_aloud_follow(aloud, 50.5, rmx_clock_ms(), true);
    wait_ms(400);
    rmx_aloud_follow(aloud, 51, rmx_clock_ms(), false);
    wait_ms(150);
    rmx_aloud_destroy(aloud);
}

// Two channels in one are louder; no sample steps further than the tones of both do. Silent and
// loud in turn: the start, the leap, what is held, the end.
static bool is_as_played(void)
{
    static const int bounds[7][2] = {{0, 200}, {45, 75}, {1, 30}, {25, 65},
                                     {20, 45}, {25, 55}, {3, 200}};
    long long count;
    const float *samples = sound_server_recorded(&count);
    int lengths[16], found = sound_server_spans(samples, count, lengths, 16);
    float steps = steepest(samples, count, lengths, found);
    bool is_right = found == 7 && steps < 0.06f;
    for (int i = 0; i < 7 && i < found; i++)
        is_right = is_right && lengths[i] >= bounds[i][0] && lengths[i] <= bounds[i][1];
    for (int i = 0; i < found && !is_right; i++)
        print_message("%s%d", i ? " " : "hundredths, silent and loud in turn: ", lengths[i]);
    if (!is_right)
        print_message("; steps of %.3f\n", (double)steps);
    return is_right;
}

static void test_a_tone_is_there_and_holding_stops_it(void **state)
{
    bool is_right = false;
    if (!*(bool *)*state)
        skip();
    for (int tries = 0; tries < TRIES && !is_right; tries++) {
        play_tone();
        is_right = is_as_played();
    }
    assert_true(is_right);
}

// The beginnings of what is louder than a fifth, in seconds.
static int onsets(const float *samples, long long count, double *at_s, int most)
{
    int found = 0;
    for (long long i = 0, last = -RMX_ALOUD_RATE; i < count && found < most; i++)
        if (fabsf(samples[i]) > 0.2f && i - last > RMX_ALOUD_RATE / 10) {
            at_s[found++] = (double)i / RMX_ALOUD_RATE;
            last = i;
        }
    return found;
}

static bool click_for_a_while(void)
{
    double at_s[8];
    long long count;
    char why[200];
    struct rmx_aloud *aloud = rmx_aloud_create(NULL, false, why, sizeof(why));
    assert_true(sound_server_record());
    rmx_aloud_click(aloud, true, 0.6);
    rmx_aloud_follow(aloud, 5, rmx_clock_ms(), true);
    wait_ms(50);
    rmx_aloud_follow(aloud, 0, rmx_clock_ms(), true); // what was not there before is silence
    wait_ms(1850);
    rmx_aloud_destroy(aloud);
    const float *samples = sound_server_recorded(&count);
    int found = onsets(samples, count, at_s, 8);
    return found == 2 && fabs(at_s[1] - at_s[0] - 1) < 0.05;
}

static void test_clicks_come_each_second(void **state)
{
    bool is_right = false;
    if (!*(bool *)*state)
        skip();
    for (int tries = 0; tries < TRIES && !is_right; tries++)
        is_right = click_for_a_while();
    assert_true(is_right);
}

static void test_no_server_is_silence(void **state)
{
    if (!*(bool *)*state)
        skip();
    struct rmx_aloud *aloud = open_tone(
        "tone.wav",
        &(struct wav){.rate = 8000, .channels = 6, .seconds = 2, .hz = 440, .amplitude = 0.3});
    assert_true(rmx_aloud_is_of(aloud, "tone.wav"));
    rmx_aloud_follow(aloud, 0, rmx_clock_ms(), true);
    wait_ms(100);
    sound_server_kill();
    for (int i = 0; i < 500 && !(rmx_aloud_is_silent(aloud) && !rmx_aloud_has_server(aloud)); i++)
        wait_ms(10);
    assert_false(rmx_aloud_has_server(aloud));
    assert_true(rmx_aloud_is_silent(aloud));
    wav_write("tone.wav", &(struct wav){.rate = 8000, .channels = 1, .seconds = 1});
    assert_false(rmx_aloud_is_of(aloud, "tone.wav"));
    rmx_aloud_destroy(aloud);
    char why[200] = "";
    assert_null(rmx_aloud_create("pipewire.log", false, why, sizeof(why)));
    assert_string_equal(why, "it is no sound file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_keeps_step),
        cmocka_unit_test(test_what_is_held_fades_out_and_begins_where_time_is),
        cmocka_unit_test(test_the_ring_gives_what_is_there),
        cmocka_unit_test(test_a_tone_is_there_and_holding_stops_it),
        cmocka_unit_test(test_clicks_come_each_second),
        cmocka_unit_test(test_no_server_is_silence),
    };
    return cmocka_run_group_tests(tests, begin_server, end_server);
}
