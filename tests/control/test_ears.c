// SPDX-License-Identifier: GPL-3.0-or-later
// What ears hear at a time: the same at every frame rate and in every order, shifted by the offset,
// silence before and after. Who is far ahead keeps nobody waiting.
#include "base/clock.h"
#include "control/ears.h"
#include "control/hearing.h"
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
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/rmx_ears_XXXXXX";
static char path[256];

static const char *sound(const struct wav *wav)
{
    snprintf(path, sizeof path, "%s/sound.wav", folder);
    wav_write(path, wav);
    return path;
}

static struct rmx_ears *open_ears(const char *of, double offset_s)
{
    char why[128] = "";
    struct rmx_ears *ears = rmx_ears_open(
        &(struct rmx_ears_params){
            .path = of, .offset_s = offset_s, .gain = 1, .attack_s = 0.02, .release_s = 0.2},
        why, sizeof why);
    if (!ears)
        fail_msg("%s", why);
    return ears;
}

static double hear(struct rmx_ears *ears, double time_s, double fps, int number)
{
    float numbers[RMX_HEARD];
    rmx_ears_hear(ears, time_s, 1 / fps, numbers);
    return (double)numbers[number];
}

static const struct wav clicks = {
    .rate = 44100, .channels = 2, .seconds = 8, .clicks = 120, .hz = 100, .amplitude = 0.1};

static void test_frame_rates(void **state)
{
    (void)state;
    static const double rates[] = {24, 25, 29.97, 30, 50, 60, 144};
    struct rmx_ears *ears = open_ears(sound(&clicks), 0);
    for (size_t r = 0; r < sizeof(rates) / sizeof(*rates); r++) {
        int onsets = 0;
        for (int frame = 0; frame / rates[r] < 7.9; frame++)
            onsets += hear(ears, frame / rates[r], rates[r], RMX_HEARD_ONSET) > 0;
        if (onsets != 16)
            fail_msg("at %g frames a second there are %d onsets of 16", rates[r], onsets);
    }
    // At one time it is one number, whatever the rate.
    for (int number = 0; number < RMX_HEARD_ONSET; number++)
        for (double time_s = 0; time_s < 8; time_s += 0.5)
            assert_true(hear(ears, time_s, 24, number) == hear(ears, time_s, 144, number));
    assert_true(fabs(hear(ears, 7.9, 30, RMX_HEARD_TEMPO) / 120 - 1) < 0.01);
    rmx_ears_close(ears);
}

static void test_any_order(void **state)
{
    (void)state;
    struct rmx_ears *ears = open_ears(sound(&clicks), 0);
    float forward[80][RMX_HEARD], back[RMX_HEARD];
    for (int i = 0; i < 80; i++)
        rmx_ears_hear(ears, i * 0.1, 1 / 30.0, forward[i]);
    rmx_ears_close(ears);
    ears = open_ears(path, 0);
    for (int i = 79; i >= 0; i--) {
        rmx_ears_hear(ears, i * 0.1, 1 / 30.0, back);
        assert_memory_equal(back, forward[i], sizeof back);
    }
    rmx_ears_close(ears);
}

static void test_offset_and_silence(void **state)
{
    (void)state;
    const struct wav tone = {
        .rate = 48000, .channels = 1, .seconds = 1, .hz = 1000, .amplitude = 1};
    static const struct {
        const char *law;
        double offset_s, time_s;
        int number;
        double least, most;
    } laws[] = {
        {"the tone is heard", 0, 0.5, RMX_HEARD_MID, 0.99, 1},
        {"before the file it is silent", -2, 1.5, RMX_HEARD_LEVEL, 0, 0},
        {"for as long as the scene runs", -2, 1.5, RMX_HEARD_SILENCE, 1.5, 1.5},
        {"and then it begins", -2, 2.5, RMX_HEARD_LEVEL, 0.99, 1},
        {"a positive offset skips", 0.9, 0.05, RMX_HEARD_LEVEL, 0.9, 1},
        {"behind the file it is silent", 0, 1.5, RMX_HEARD_LEVEL, 0, 0},
        {"and counts", 0, 3, RMX_HEARD_SILENCE, 1.95, 2.02},
        {"on and on", 0, 4000, RMX_HEARD_SILENCE, 3998.9, 3999.1},
        {"smoothly as well", 0, 4000, RMX_HEARD_SMOOTH + RMX_HEARD_SILENCE, 3998.9, 3999.1},
        {"smooth numbers die away", 0, 4000, RMX_HEARD_SMOOTH + RMX_HEARD_LEVEL, 0, 1e-6},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_ears *ears = open_ears(i ? path : sound(&tone), laws[i].offset_s);
        double found = hear(ears, laws[i].time_s, 30, laws[i].number);
        if (found < laws[i].least - 1e-6 || found > laws[i].most + 1e-6)
            fail_msg("%s: %g", laws[i].law, found);
        rmx_ears_close(ears);
    }
    assert_true(hear(NULL, 3, 30, RMX_HEARD_SILENCE) == 3);
    assert_true(hear(NULL, 3, 30, RMX_HEARD_LEVEL) == 0);
}

static void test_windows(void **state)
{
    (void)state;
    const struct wav six = {.rate = 48000, .channels = 6, .seconds = 1, .hz = 1500, .amplitude = 1};
    struct rmx_ears *ears = open_ears(sound(&six), 0);
    struct rmx_ears_window *window = rmx_ears_window_create();
    const struct rmx_sound *heard = rmx_ears_sound(ears, 0.5, true, window);
    assert_int_equal(heard->channels, 6);
    for (int c = 0; c < 6; c++) {
        const float *bins = heard->bins + c * heard->bin_count;
        int loudest = 0;
        for (int k = 0; k < heard->bin_count; k++)
            loudest = bins[k] > bins[loudest] ? k : loudest;
        assert_int_equal(loudest, (c + 1) * 1500 * RMX_WINDOW / RMX_HEARING_RATE);
        assert_true(bins[loudest] > 0.98f);
        assert_true(bins[loudest / 2] < 0.2f);
    }
    heard = rmx_ears_sound(ears, 5, false, window);
    assert_null(heard->bins);
    for (int i = 0; i < heard->sample_count; i++)
        assert_true(heard->samples[i] == 0);
    assert_null(rmx_ears_sound(NULL, 1, true, window));
    rmx_ears_window_destroy(window);
    rmx_ears_close(ears);
}

// Those that are open on one file share it; one that was written anew is another one.
static void test_sharing(void **state)
{
    (void)state;
    const struct rmx_analysis_params params = {.gain = 1}, other = {.gain = 2};
    char why[128];
    sound(&clicks);
    struct rmx_hearing *a = rmx_hearing_take(path, &params, why, sizeof why);
    struct rmx_hearing *b = rmx_hearing_take(path, &params, why, sizeof why);
    struct rmx_hearing *c = rmx_hearing_take(path, &other, why, sizeof why);
    assert_ptr_equal(a, b);
    assert_ptr_not_equal(a, c);
    const struct wav tone = {.rate = 48000, .channels = 1, .seconds = 1};
    sound(&tone);
    struct rmx_hearing *d = rmx_hearing_take(path, &params, why, sizeof why);
    assert_ptr_not_equal(a, d);
    rmx_hearing_give_back(a);
    assert_int_equal(rmx_hearing_channels(b), 2);
    rmx_hearing_give_back(b);
    rmx_hearing_give_back(c);
    rmx_hearing_give_back(d);
}

// A scene that is loaded while another one runs may be far ahead in the same file.
struct far_ahead {
    struct rmx_ears *ears;
    atomic_bool begins;
    double took_ms;
};

static void *hear_far_ahead(void *data)
{
    struct far_ahead *far = data;
    double from_ms = rmx_clock_ms();
    atomic_store(&far->begins, true);
    hear(far->ears, 0, 30, RMX_HEARD_MID);
    far->took_ms = rmx_clock_ms() - from_ms;
    return NULL;
}

static void test_nobody_waits_for_who_is_far_ahead(void **state)
{
    (void)state;
    const struct wav tone = {
        .rate = 8000, .channels = 1, .seconds = 300, .hz = 750, .amplitude = 0.5};
    struct rmx_ears *ears = open_ears(sound(&tone), 0);
    struct far_ahead far = {.ears = open_ears(path, 290)};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, hear_far_ahead, &far), 0);
    while (!atomic_load(&far.begins))
        usleep(1000);
    usleep(10000); // it is at work by now
    double from_ms = rmx_clock_ms();
    for (int frame = 0; frame < 10; frame++)
        hear(ears, frame / 30.0, 30, RMX_HEARD_MID);
    double waited_ms = rmx_clock_ms() - from_ms;
    pthread_join(thread, NULL);
    rmx_ears_close(far.ears);
    rmx_ears_close(ears);
    if (waited_ms > far.took_ms / 2)
        fail_msg("waited %.0f ms for one that took %.0f ms", waited_ms, far.took_ms);
}

// A show's frame does not wait for what lies between; from some frame on it hears as if it had.
static void test_a_far_jump_is_silent_at_first(void **state)
{
    (void)state;
    const struct wav tone = {
        .rate = 8000, .channels = 1, .seconds = 300, .hz = 750, .amplitude = 0.5};
    struct rmx_ears *ears = open_ears(sound(&tone), 0);
    struct rmx_ears_window *window = rmx_ears_window_create();
    rmx_ears_frame(ears, 0.1, 1 / 30.0, 0, 0);
    assert_true(hear(ears, 0.1, 30, RMX_HEARD_MID) > 0.4);
    assert_false(rmx_ears_are_behind(ears));
    rmx_ears_frame(ears, 250, 1 / 30.0, 0, 0);
    assert_true(rmx_ears_are_behind(ears));
    assert_true(hear(ears, 250, 30, RMX_HEARD_MID) == 0);
    const struct rmx_sound *heard = rmx_ears_sound(ears, 250, true, window);
    for (int i = 0; i < heard->sample_count; i++)
        assert_true(heard->samples[i] == 0 && heard->bins[i % heard->bin_count] == 0);
    rmx_ears_frame(ears, 0.2, 1 / 30.0, 0, 0); // what is known already
    assert_true(hear(ears, 0.2, 30, RMX_HEARD_MID) > 0.4);
    double time_s = 250, until_ms = rmx_clock_ms() + 20000;
    do {
        usleep(10000);
        time_s += 1 / 30.0;
        rmx_ears_frame(ears, time_s, 1 / 30.0, 0, 0);
    } while (rmx_ears_are_behind(ears) && rmx_clock_ms() < until_ms);
    struct rmx_ears *waits = open_ears(path, 0);
    for (int i = 0; i < RMX_HEARD; i++)
        assert_true(hear(ears, time_s, 30, i) == hear(waits, time_s, 30, i));
    assert_true(hear(ears, time_s, 30, RMX_HEARD_MID) > 0.4);
    rmx_ears_close(waits);
    rmx_ears_window_destroy(window);
    rmx_ears_close(ears);
}

// Nobody waits for the thread of ears that are closed, nor for the end of a file that is passed.
static void test_a_far_jump_ends(void **state)
{
    (void)state;
    const struct wav tone = {.rate = 8000, .channels = 1, .seconds = 300, .hz = 750};
    struct rmx_ears *ears = open_ears(sound(&tone), 0);
    rmx_ears_frame(ears, 290, 1 / 30.0, 0, 0);
    rmx_ears_close(ears);
    const struct wav short_one = {.rate = 8000, .channels = 1, .seconds = 1, .hz = 750};
    ears = open_ears(sound(&short_one), 0);
    double until_ms = rmx_clock_ms() + 20000;
    do {
        usleep(1000);
        rmx_ears_frame(ears, 5000, 1 / 30.0, 0, 0);
    } while (rmx_ears_are_behind(ears) && rmx_clock_ms() < until_ms);
    assert_true(hear(ears, 5000, 30, RMX_HEARD_SILENCE) > 4998);
    assert_false(rmx_ears_are_behind(ears));
    rmx_ears_close(ears);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frame_rates),
        cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_offset_and_silence),
        cmocka_unit_test(test_windows),
        cmocka_unit_test(test_sharing),
        cmocka_unit_test(test_nobody_waits_for_who_is_far_ahead),
        cmocka_unit_test(test_a_far_jump_is_silent_at_first),
        cmocka_unit_test(test_a_far_jump_ends),
    };
    if (!mkdtemp(folder))
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    char command[300];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command) != 0 || failed;
}
