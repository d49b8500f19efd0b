// SPDX-License-Identifier: GPL-3.0-or-later
// What ears hear of a device, whose part a test plays by writing into its ring: the newest whole
// hop, each event in one frame, silence where nothing comes, the same numbers as of a file.
#include "base/clock.h"
#include "control/ears.h"
#include "control/listening.h"
#include "support/wav.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct rmx_analysis_params params = {.gain = 1, .attack_s = 0.02, .release_s = 0.2};

// What stands for a device, and a clock that the test holds.
struct device {
    struct rmx_listening *listening; // keeps it
    long long written;               // moments
    double now_ms;
    double hz, clicks; // a minute
};

static struct device begin(void)
{
    return (struct device){.listening = rmx_listening_take(RMX_SOUND_SILENCE, "a test", &params),
                           .now_ms = 1000};
}

static void end(struct device *device)
{
    rmx_listening_give_back(device->listening);
}

static struct rmx_ears *open_ears(double offset_s, double gain)
{
    char why[64];
    return rmx_ears_open(&(struct rmx_ears_params){.kind = RMX_SOUND_SILENCE,
                                                   .device = "a test",
                                                   .offset_s = offset_s,
                                                   .gain = gain,
                                                   .attack_s = 0.02,
                                                   .release_s = 0.2},
                         why, sizeof why);
}

static int16_t sample(const struct device *device, long long i)
{
    double t = (double)i / RMX_HEARING_RATE, value = 0.5 * sin(2 * M_PI * device->hz * t);
    double period_s = device->clicks > 0 ? 60 / device->clicks : 1, since_s = fmod(t, period_s);
    if (device->clicks > 0 && since_s < 0.002)
        value += 0.8 * (1 - since_s / 0.002) * (i % 2 ? 1 : -1);
    return (int16_t)lround(32767 * fmin(fmax(value, -1), 1));
}

// Time passes, and the device gives what sounds in it.
static void sound(struct device *device, double seconds)
{
    long long count = llround(seconds * RMX_HEARING_RATE);
    for (long long i = 0; i < count; i++) {
        int16_t moment[2] = {sample(device, device->written), sample(device, device->written)};
        rmx_ring_write(rmx_listening_ring(device->listening), moment, 1);
        device->written++;
    }
    device->now_ms += seconds * 1000;
}

static double hear(struct rmx_ears *ears, double time_s, double frame_s, int number)
{
    float numbers[RMX_HEARD];
    rmx_ears_hear(ears, time_s, frame_s, numbers);
    return (double)numbers[number];
}

static double next(struct rmx_ears *ears, const struct device *device, long long frame, double fps,
                   int number)
{
    rmx_ears_frame(ears, (double)frame / fps, 1 / fps, 0, device->now_ms);
    return hear(ears, (double)frame / fps, 1 / fps, number);
}

// A click is in one frame, whatever the rate.
static void test_events_at_every_rate(void **state)
{
    (void)state;
    static const double rates[] = {10, 24, 29.97, 60, 144};
    for (size_t r = 0; r < sizeof(rates) / sizeof(*rates); r++) {
        struct device device = begin();
        struct rmx_ears *ears = open_ears(0, 1);
        device.clicks = 120;
        int onsets = 0;
        for (long long frame = 1; (double)frame / rates[r] < 7.9; frame++) {
            sound(&device, 1 / rates[r]);
            onsets += next(ears, &device, frame, rates[r], RMX_HEARD_ONSET) > 0;
        }
        if (onsets < 15 || onsets > 16) // the first click is at the very beginning
            fail_msg("at %g frames a second there are %d onsets of 16", rates[r], onsets);
        rmx_ears_close(ears);
        end(&device);
    }
}

// The numbers are those that a file with the same samples gives.
static void test_as_of_a_file(void **state)
{
    (void)state;
    char folder[] = "/tmp/rmx_listening_XXXXXX", path[64], why[64];
    const struct wav wav = {.rate = RMX_HEARING_RATE, .channels = 1, .seconds = 4, .clicks = 97.3};
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/clicks.wav", folder);
    wav_write(path, &wav);
    struct rmx_ears *file = rmx_ears_open(
        &(struct rmx_ears_params){.path = path, .gain = 1, .attack_s = 0.02, .release_s = 0.2}, why,
        sizeof why);
    struct device device = begin();
    struct rmx_ears *ears = open_ears(0, 1);
    device.clicks = 97.3;
    for (int hop = 0; hop < 300; hop++) {
        sound(&device, RMX_HOP_S);
        float heard[RMX_HEARD], wanted[RMX_HEARD];
        rmx_ears_frame(ears, hop * RMX_HOP_S, RMX_HOP_S, 0, device.now_ms);
        rmx_ears_hear(ears, hop * RMX_HOP_S, RMX_HOP_S, heard);
        rmx_ears_hear(file, hop * RMX_HOP_S, RMX_HOP_S, wanted);
        for (int i = 0; i < RMX_HEARD; i++)
            if (fabsf(heard[i] - wanted[i]) > 1e-6f)
                fail_msg("hop %d, number %d: %g, not %g", hop, i, (double)heard[i],
                         (double)wanted[i]);
    }
    rmx_ears_close(ears);
    end(&device);
    rmx_ears_close(file);
    unlink(path);
    rmdir(folder);
}

static void test_what_stands_now(void **state)
{
    (void)state;
    struct device device = begin();
    struct rmx_ears *ears = open_ears(0, 1), *later = open_ears(-0.5, 1);
    assert_true(next(ears, &device, 1, 30, RMX_HEARD_LEVEL) == 0); // nothing has come yet
    device.hz = 440;
    sound(&device, 1);
    assert_true(fabs(next(ears, &device, 2, 30, RMX_HEARD_LOW) - 0.5) < 0.01);
    // A device that is heard later: what stood half a second ago.
    device.hz = 1000;
    sound(&device, 0.4);
    assert_true(fabs(next(ears, &device, 3, 30, RMX_HEARD_MID) - 0.5) < 0.01);
    assert_true(fabs(next(later, &device, 3, 30, RMX_HEARD_LOW) - 0.5) < 0.01);
    // The same frame again is the same, whatever has come meanwhile; and so is one of the last.
    device.hz = 0;
    sound(&device, 0.4);
    assert_true(next(ears, &device, 3, 30, RMX_HEARD_MID) > 0.4);
    assert_true(next(ears, &device, 4, 30, RMX_HEARD_LEVEL) == 0);
    assert_true(hear(ears, 3 / 30.0, 1 / 30.0, RMX_HEARD_MID) > 0.4);
    assert_true(hear(ears, 2 / 30.0, 1 / 30.0, RMX_HEARD_LOW) > 0.4);
    rmx_ears_close(later);
    rmx_ears_close(ears);
    end(&device);
}

// A device that gives nothing is silent, and counts how long.
static void test_silence(void **state)
{
    (void)state;
    struct device device = begin();
    struct rmx_ears *ears = open_ears(0, 1);
    device.hz = 440;
    sound(&device, 1);
    assert_true(next(ears, &device, 1, 30, RMX_HEARD_LEVEL) > 0.4);
    device.now_ms += 200; // a hiccup is no silence
    assert_true(next(ears, &device, 2, 30, RMX_HEARD_LEVEL) > 0.4);
    device.now_ms += 5050;
    assert_true(next(ears, &device, 3, 30, RMX_HEARD_LEVEL) == 0);
    assert_true(fabs(hear(ears, 0.1, 1 / 30.0, RMX_HEARD_SILENCE) - 5) < 0.1);
    device.now_ms += 3600e3;
    assert_true(next(ears, &device, 4, 30, RMX_HEARD_LEVEL) == 0);
    sound(&device, 0.1);
    assert_true(next(ears, &device, 5, 30, RMX_HEARD_LEVEL) > 0.4);
    rmx_ears_close(ears);
    end(&device);
}

// Frames that a show leaves out have their parts of what came; the one after them has all events.
static void test_frames_left_out(void **state)
{
    (void)state;
    struct device device = begin();
    struct rmx_ears *ears = open_ears(0, 1);
    device.hz = 440;
    sound(&device, 0.5);
    next(ears, &device, 15, 30, RMX_HEARD_LEVEL);
    device.hz = 0;
    device.clicks = 600; // at 0.5, 0.6 and 0.7 s
    sound(&device, 0.3);
    rmx_ears_frame(ears, 24 / 30.0, 1 / 30.0, 8, device.now_ms);
    int onsets = 0;
    for (int frame = 16; frame <= 24; frame++)
        onsets += hear(ears, frame / 30.0, 1 / 30.0, RMX_HEARD_ONSET) > 0;
    assert_in_range(onsets, 2, 3);
    assert_true(hear(ears, 24 / 30.0, 9 / 30.0, RMX_HEARD_ONSET) == 1);
    assert_true(hear(ears, 15 / 30.0, 1 / 30.0, RMX_HEARD_LOW) > 0.4);
    // Time that goes back, and a break: what is older than a second is over.
    sound(&device, 3);
    assert_true(next(ears, &device, 0, 30, RMX_HEARD_ONSET) == 1);
    assert_true(next(ears, &device, 900, 30, RMX_HEARD_ONSET) == 0);
    sound(&device, 0.2);
    rmx_listening_pull(device.listening, device.now_ms); // by whoever else hears it
    device.clicks = 0;
    sound(&device, 1.2);
    assert_true(next(ears, &device, 901, 30, RMX_HEARD_ONSET) == 0);
    rmx_ears_close(ears);
    end(&device);
}

// Another scene that hears the same device goes on where the one before stands: the device is not
// begun anew, and neither are gain and tempo, even where its own gain is another.
static void test_reload(void **state)
{
    (void)state;
    struct device device = begin();
    struct rmx_ears *ears = open_ears(0, 1);
    device.clicks = 120;
    for (long long frame = 1; frame <= 180; frame++) {
        sound(&device, 1 / 30.0);
        next(ears, &device, frame, 30, RMX_HEARD_TEMPO);
    }
    double tempo = hear(ears, 6, 1 / 30.0, RMX_HEARD_TEMPO);
    assert_true(fabs(tempo / 120 - 1) < 0.01);
    struct rmx_ears *same = open_ears(0, 1), *louder = open_ears(0, 1.5);
    rmx_ears_follow(same, ears);
    rmx_ears_follow(louder, ears);
    assert_true(hear(same, 6, 1 / 30.0, RMX_HEARD_TEMPO) == tempo);
    assert_true(fabs(hear(louder, 6, 1 / 30.0, RMX_HEARD_TEMPO) / tempo - 1) < 0.01);
    int events[3] = {0, 0, 0};
    rmx_ears_close(ears);
    ears = same;
    for (long long frame = 181; frame <= 240; frame++) {
        sound(&device, 1 / 30.0);
        events[0] += next(ears, &device, frame, 30, RMX_HEARD_ONSET) > 0;
        events[1] += next(louder, &device, frame, 30, RMX_HEARD_ONSET) > 0;
    }
    assert_int_equal(events[0], 4);
    assert_int_equal(events[1], 4);
    // What has happened since the last frame of the one before is heard by the one that follows.
    device.clicks = 600;
    sound(&device, 0.2);
    device.clicks = 0;
    sound(&device, 0.2);
    struct rmx_ears *stranger = open_ears(0, 1);
    rmx_ears_close(louder);
    louder = open_ears(0, 1);
    rmx_ears_follow(louder, same);
    assert_true(next(louder, &device, 241, 30, RMX_HEARD_ONSET) == 1);
    assert_true(next(stranger, &device, 241, 30, RMX_HEARD_ONSET) == 0);
    rmx_ears_close(stranger);
    rmx_ears_close(louder);
    rmx_ears_close(same);
    end(&device);
}

// What a recording keeps of each frame makes the same windows again.
static void test_recording(void **state)
{
    (void)state;
    struct device device = begin();
    struct rmx_ears *ears = open_ears(-0.02, 0);
    struct rmx_ears_window *live = rmx_ears_window_create(), *again = rmx_ears_window_create();
    static int16_t kept[2 * RMX_WINDOW], moments[2 * RMX_HOP * 100];
    device.hz = 700;
    for (long long frame = 1; frame < 60; frame++) {
        double time_s = (double)frame / 24;
        sound(&device, 1.0 / 24);
        rmx_ears_frame(ears, time_s, 1.0 / 24, 0, device.now_ms);
        int count = rmx_ears_moments(ears, time_s, 1.0 / 24, moments, 100) * RMX_HOP;
        count = count > RMX_WINDOW ? RMX_WINDOW : count;
        assert_true(count > 0);
        memmove(kept, kept + 2 * count, sizeof kept - sizeof(int16_t) * 2 * (size_t)count);
        memcpy(kept + 2 * (RMX_WINDOW - count), moments, sizeof(int16_t) * 2 * (size_t)count);
        const struct rmx_sound *heard = rmx_ears_sound(ears, time_s, true, live);
        const struct rmx_sound *replayed =
            rmx_ears_sound_of(kept, rmx_ears_gain(ears, time_s), true, again);
        assert_int_equal(heard->channels, 2);
        assert_memory_equal(heard->samples, replayed->samples, 2 * RMX_WINDOW * sizeof(float));
        assert_memory_equal(heard->bins, replayed->bins, 2 * RMX_BINS * sizeof(float));
    }
    rmx_ears_window_destroy(live);
    rmx_ears_window_destroy(again);
    rmx_ears_close(ears);
    end(&device);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events_at_every_rate),
        cmocka_unit_test(test_as_of_a_file),
        cmocka_unit_test(test_what_stands_now),
        cmocka_unit_test(test_silence),
        cmocka_unit_test(test_frames_left_out),
        cmocka_unit_test(test_reload),
        cmocka_unit_test(test_recording),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
