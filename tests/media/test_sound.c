// SPDX-License-Identifier: GPL-3.0-or-later
// Sound files in: written by the test at several rates and with several channels, whole, cut off
// and of other kinds.
#include "media/sound.h"
#include "support/wav.h"

#include <fcntl.h>
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

enum { RATE = 48000 };

static char folder[] = "/tmp/rmx_sound_XXXXXX";
static char path[256];

static const char *in_folder(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static struct rmx_sound_file *open_sound(const char *name)
{
    char why[256] = "";
    struct rmx_sound_file *file = rmx_sound_open(in_folder(name), RATE, why, sizeof why);
    if (!file)
        fail_msg("%s: %s", name, why);
    return file;
}

// How often a channel rises through 0 in a second.
static double pitch(struct rmx_sound_file *file, int channel)
{
    static float samples[RATE];
    int rises = 0;
    rmx_sound_read(file, channel, RATE / 4, RATE, samples);
    for (int i = 1; i < RATE; i++)
        rises += samples[i - 1] < 0 && samples[i] >= 0;
    return rises;
}

static float peak(struct rmx_sound_file *file, int channel, long long first, int count)
{
    static float samples[RATE];
    float most = 0;
    rmx_sound_read(file, channel, first, count, samples);
    for (int i = 0; i < count; i++)
        most = fmaxf(most, fabsf(samples[i]));
    return most;
}

static void test_rates_and_channels(void **state)
{
    (void)state;
    static const struct wav laws[] = {
        {.rate = 8000, .channels = 1},  {.rate = 44100, .channels = 2},
        {.rate = 48000, .channels = 2}, {.rate = 96000, .channels = 1},
        {.rate = 48000, .channels = 6}, {.rate = 11025, .channels = 3},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct wav wav = laws[i];
        wav.seconds = 2;
        wav.hz = 220;
        wav.amplitude = 0.5;
        wav_write(in_folder("tone.wav"), &wav);
        struct rmx_sound_file *file = open_sound("tone.wav");
        assert_int_equal(rmx_sound_channels(file), wav.channels);
        for (int c = 0; c < wav.channels; c++) {
            if (fabs(pitch(file, c) - 220 * (c + 1)) > 1.5)
                fail_msg("%d Hz, channel %d: a tone of %g Hz", wav.rate, c, pitch(file, c));
            assert_true(fabsf(peak(file, c, RATE / 4, RATE) - 0.5f) < 0.02f);
        }
        long long count = rmx_sound_reach(file, 10 * RATE);
        if (llabs(count - 2 * RATE) > 64)
            fail_msg("%d Hz, %d channels: %lld samples", wav.rate, wav.channels, count);
        assert_true(rmx_sound_is_over(file));
        rmx_sound_close(file);
    }
}

static void test_silence_around_it(void **state)
{
    (void)state;
    wav_write(in_folder("tone.wav"),
              &(struct wav){.rate = RATE, .channels = 2, .seconds = 1, .hz = 400, .amplitude = 1});
    struct rmx_sound_file *file = open_sound("tone.wav");
    assert_true(peak(file, 0, -RATE, RATE) == 0);
    assert_true(peak(file, 0, -100, 1000) > 0.9f);
    assert_true(peak(file, RMX_SOUND_MIX, RATE + 100, RATE) == 0);
    assert_true(peak(file, 0, 1LL << 40, 100) == 0);
    assert_true(peak(file, 0, 0, 100) > 0.9f); // and back
    rmx_sound_close(file);
}

static void test_it_decodes_what_is_wanted(void **state)
{
    (void)state;
    wav_write(in_folder("long.wav"),
              &(struct wav){.rate = RATE, .channels = 1, .seconds = 60, .hz = 40, .amplitude = 1});
    struct rmx_sound_file *file = open_sound("long.wav");
    assert_int_equal(rmx_sound_reach(file, RATE), RATE);
    assert_false(rmx_sound_is_over(file));
    rmx_sound_close(file);
}

// What was forgotten is silence; what follows is as it was, however much is decoded since.
static void test_what_is_forgotten(void **state)
{
    (void)state;
    float before[500], after[500];
    wav_write(in_folder("long.wav"),
              &(struct wav){.rate = 44100, .channels = 2, .seconds = 9, .hz = 40, .amplitude = 1});
    struct rmx_sound_file *file = open_sound("long.wav");
    rmx_sound_read(file, 1, RATE, 500, before);
    rmx_sound_forget(file, RATE);
    assert_true(peak(file, 1, RATE - 1000, 1000) == 0);
    rmx_sound_read(file, 1, RATE, 500, after);
    assert_memory_equal(before, after, sizeof(before));
    for (int second = 2; second < 8; second++) {
        rmx_sound_reach(file, (long long)second * RATE);
        rmx_sound_forget(file, (long long)second * RATE);
    }
    struct rmx_sound_file *whole = open_sound("long.wav");
    rmx_sound_read(file, 1, 8LL * RATE, 500, after);
    rmx_sound_read(whole, 1, 8LL * RATE, 500, before);
    assert_memory_equal(before, after, sizeof(before));
    rmx_sound_forget(file, 1LL << 40);
    assert_true(peak(file, 1, 0, RATE) == 0);
    rmx_sound_close(whole);
    rmx_sound_close(file);
}

// The mean of channels that are opposite is silence.
static void test_mix(void **state)
{
    (void)state;
    wav_write(
        in_folder("six.wav"),
        &(struct wav){.rate = RATE, .channels = 6, .seconds = 1, .hz = 100, .amplitude = 0.6});
    struct rmx_sound_file *file = open_sound("six.wav");
    float mix[200], sum[200] = {0}, one[200];
    rmx_sound_read(file, RMX_SOUND_MIX, 1000, 200, mix);
    for (int c = 0; c < 6; c++) {
        rmx_sound_read(file, c, 1000, 200, one);
        for (int i = 0; i < 200; i++)
            sum[i] += one[i] / 6;
    }
    for (int i = 0; i < 200; i++)
        assert_true(fabsf(mix[i] - sum[i]) < 1e-4f);
    rmx_sound_close(file);
}

// What is logged meanwhile, on the heap.
static char *log_of(struct rmx_sound_file *file)
{
    FILE *log = tmpfile();
    assert_non_null(log);
    int kept = dup(STDERR_FILENO);
    dup2(fileno(log), STDERR_FILENO);
    for (int i = 0; i < 3; i++)
        rmx_sound_reach(file, 100 * RATE);
    dup2(kept, STDERR_FILENO);
    close(kept);
    char *text = calloc(1, 4096);
    rewind(log);
    assert_true(fread(text, 1, 4095, log) < 4095);
    fclose(log);
    return text;
}

static void test_one_that_ends_early(void **state)
{
    (void)state;
    struct wav wav = {
        .rate = 44100, .channels = 2, .seconds = 5, .hz = 300, .amplitude = 1, .cut_s = 1.5};
    wav_write(in_folder("cut.wav"), &wav);
    struct rmx_sound_file *file = open_sound("cut.wav");
    char *log = log_of(file);
    char *said = strstr(log, "ends after 1.5 s");
    if (!said || strstr(said + 1, "ends after"))
        fail_msg("said: %s", log);
    free(log);
    assert_true(peak(file, 0, RATE, RATE / 4) > 0.9f);
    assert_true(peak(file, 0, 2 * RATE, RATE) == 0);
    rmx_sound_close(file);
    wav.cut_s = 0;
    wav_write(in_folder("whole.wav"), &wav);
    file = open_sound("whole.wav");
    log = log_of(file);
    assert_string_equal(log, "");
    free(log);
    rmx_sound_close(file);
}

static void write_bytes(const char *name, const char *bytes, size_t length)
{
    FILE *file = fopen(in_folder(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

// FLAC says how long it is: one that is cut off anywhere ends early.
static void test_flac(void **state)
{
    (void)state;
    static char bytes[1 << 18];
    char why[256];
    FILE *from = fopen(REMONTAGE_ROOT "/assets/heartbeat.flac", "rb");
    assert_non_null(from);
    size_t length = fread(bytes, 1, sizeof bytes, from);
    fclose(from);
    assert_true(length > 0 && length < sizeof bytes);
    write_bytes("whole.flac", bytes, length);
    struct rmx_sound_file *file = open_sound("whole.flac");
    char *log = log_of(file);
    assert_string_equal(log, "");
    free(log);
    assert_int_equal(rmx_sound_channels(file), 2);
    assert_int_equal(rmx_sound_reach(file, 100 * RATE), 10 * RATE);
    rmx_sound_close(file);
    for (size_t part = 3; part < 10; part++) {
        write_bytes("cut.flac", bytes, length * part / 10);
        file = rmx_sound_open(in_folder("cut.flac"), RATE, why, sizeof why);
        assert_non_null(file);
        log = log_of(file);
        char *said = strstr(log, "ends after");
        if (!said || strstr(said + 1, "ends after"))
            fail_msg("cut at %zu tenths it said: %s", part, log);
        free(log);
        rmx_sound_close(file);
    }
}

static void test_what_is_no_sound(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes;
        size_t length;
    } laws[] = {
        {"empty.flac", "", 0},
        {"text.wav", "title: a scene\nlayers:\n- picture: a.jpg\n", 40},
        {"head.wav", "RIFF\0\0\0\0WAVE", 12},
        {"flac.flac", "fLaC\0\0\0\x22", 8},
        {"list.m3u8", "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", 32},
        {"concat.txt", "ffconcat version 1.0\nfile '/etc/passwd'\n", 40},
    };
    char why[256];
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        write_bytes(laws[i].name, laws[i].bytes, laws[i].length);
        why[0] = '\0';
        struct rmx_sound_file *file =
            rmx_sound_open(in_folder(laws[i].name), RATE, why, sizeof why);
        if (file || !*why)
            fail_msg("%s: %s", laws[i].name, file ? "is opened" : "nothing is said");
    }
    snprintf(path, sizeof path, "%s/assets/nagasaki-boats.jpg", REMONTAGE_ROOT);
    assert_null(rmx_sound_open(path, RATE, why, sizeof why));
    assert_null(rmx_sound_open("/nonexistent.wav", RATE, why, sizeof why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rates_and_channels),        cmocka_unit_test(test_silence_around_it),
        cmocka_unit_test(test_it_decodes_what_is_wanted), cmocka_unit_test(test_mix),
        cmocka_unit_test(test_one_that_ends_early),       cmocka_unit_test(test_flac),
        cmocka_unit_test(test_what_is_no_sound),          cmocka_unit_test(test_what_is_forgotten),
    };
    if (!mkdtemp(folder))
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    char command[300];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command) != 0 || failed;
}
