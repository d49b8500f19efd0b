// SPDX-License-Identifier: GPL-3.0-or-later
// What the analysis hears in sounds that are known: sines, clicks, noise, silence.
#include "control/analysis.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// A sound: a sample by its number.
struct sound {
    double hz, amplitude;  // a sine
    double clicks;         // a minute, from a quarter of a second on
    double noise;          // amplitude
    double from_s, till_s; // where it is; outside it is silent
    double rise_s;         // of the sine
    double fall_s;         // of the noise: a time constant
};

static uint32_t chance = 1;

static double random_sample(void)
{
    chance = chance * 1664525u + 1013904223u;
    return (double)(chance >> 8) / (double)(1 << 23) - 1.0;
}

// A click is a millisecond of noise that falls off.
static double click(const struct sound *sound, long long i)
{
    double period = 60.0 / sound->clicks * RMX_HEARING_RATE;
    double since = (double)i - 0.25 * RMX_HEARING_RATE;
    if (since < 0)
        return 0;
    since -= ceil(floor(since / period) * period);
    return since < 48 ? (1.0 - since / 48) * random_sample() * 0.8 : 0;
}

static float sample(const struct sound *sound, long long i)
{
    double t = (double)i / RMX_HEARING_RATE, value = 0;
    if (t < sound->from_s || (sound->till_s > 0 && t >= sound->till_s))
        return 0;
    if (sound->hz > 0)
        value += sound->amplitude * sin(2 * M_PI * sound->hz * t) *
                 (sound->rise_s > 0 ? fmin((t - sound->from_s) / sound->rise_s, 1) : 1);
    if (sound->clicks > 0)
        value += click(sound, i);
    if (sound->noise > 0)
        value += sound->noise * random_sample() *
                 (sound->fall_s > 0 ? exp(-(t - sound->from_s) / sound->fall_s) : 1);
    return (float)value;
}

// A row a hop for so many seconds; on the heap.
static struct rmx_heard *hear(const struct sound *sound, struct rmx_analysis_params params,
                              double seconds, int *count)
{
    struct rmx_analysis *analysis = rmx_analysis_create(&params);
    *count = (int)(seconds / RMX_HOP_S);
    struct rmx_heard *rows = calloc((size_t)*count, sizeof(*rows));
    assert_non_null(rows);
    chance = 1;
    for (int k = 0; k < *count; k++) {
        float samples[RMX_HOP];
        for (int i = 0; i < RMX_HOP; i++)
            samples[i] = sample(sound, (long long)k * RMX_HOP + i);
        rmx_analysis_hop(analysis, samples, &rows[k]);
    }
    rmx_analysis_destroy(analysis);
    return rows;
}

static double last_of(const struct sound *sound, double gain, double seconds, int number)
{
    int count;
    struct rmx_heard *rows =
        hear(sound, (struct rmx_analysis_params){.gain = gain}, seconds, &count);
    double value = (double)rows[count - 1].numbers[number];
    free(rows);
    return value;
}

static void test_levels(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        struct sound sound;
        double gain; // 0: auto
        int number;
        double least, most;
    } laws[] = {
        {"a sine of full scale has level 1",
         {.hz = 440, .amplitude = 1},
         1,
         RMX_HEARD_LEVEL,
         .99,
         1},
        {"half of it is half", {.hz = 440, .amplitude = 0.5}, 1, RMX_HEARD_LEVEL, .49, .51},
        {"a gain doubles", {.hz = 440, .amplitude = 0.25}, 2, RMX_HEARD_LEVEL, .49, .51},
        {"a gain by itself makes 1 of it",
         {.hz = 440, .amplitude = 0.3},
         0,
         RMX_HEARD_LEVEL,
         .99,
         1},
        {"hiss is not amplified to 1", {.noise = 0.001}, 0, RMX_HEARD_LEVEL, 0, .3},
        {"a peak is the largest sample",
         {.hz = 1000, .amplitude = 0.5},
         1,
         RMX_HEARD_PEAK,
         .49,
         .5},
        {"what clips is held at 1", {.hz = 440, .amplitude = 8}, 1, RMX_HEARD_LEVEL, 1, 1},
        {"its peak too", {.hz = 440, .amplitude = 8}, 1, RMX_HEARD_PEAK, 1, 1},
        {"silence has no level", {.hz = 0}, 0, RMX_HEARD_LEVEL, 0, 0},
        {"silence has no brightness", {.hz = 0}, 0, RMX_HEARD_BRIGHTNESS, 0, 0},
        {"silence counts its seconds", {.hz = 0}, 0, RMX_HEARD_SILENCE, 0.98, 1.0},
        {"from where it fell silent",
         {.hz = 440, .amplitude = 1, .till_s = 0.5},
         0,
         RMX_HEARD_SILENCE,
         0.44,
         0.5},
        {"a low sine is dark", {.hz = 60, .amplitude = 1}, 1, RMX_HEARD_BRIGHTNESS, 0, .15},
        {"a high one is bright", {.hz = 9000, .amplitude = 1}, 1, RMX_HEARD_BRIGHTNESS, .9, 1},
        {"an octave is an eighth", {.hz = 800, .amplitude = 1}, 1, RMX_HEARD_BRIGHTNESS, .49, .52},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        double found = last_of(&laws[i].sound, laws[i].gain, 1, laws[i].number);
        if (found < laws[i].least - 1e-6 || found > laws[i].most + 1e-6)
            fail_msg("%s: %g", laws[i].law, found);
    }
}

// Every sine is in its own band alone.
static void test_a_sweep_goes_through_the_bands(void **state)
{
    (void)state;
    static const double corners[] = {RMX_BASS_HZ, RMX_LOW_HZ, RMX_MID_HZ, RMX_HIGH_HZ, RMX_TOP_HZ};
    for (double hz = 50; hz < 15000; hz *= 1.13) {
        struct sound sound = {.hz = hz, .amplitude = 1};
        int count;
        struct rmx_heard *rows = hear(&sound, (struct rmx_analysis_params){.gain = 1}, 0.2, &count);
        for (int b = 0; b < 4; b++) {
            double level = (double)rows[count - 1].numbers[RMX_HEARD_BASS + b];
            // Nearer to a corner than the window resolves it is in both.
            bool is_near = fabs(hz - corners[b]) < 60 || fabs(hz - corners[b + 1]) < 60;
            bool is_in = hz > corners[b] && hz < corners[b + 1];
            if (!is_near && fabs(level - is_in) > 0.02)
                fail_msg("a sine of %g Hz: band %d has %g", hz, b, level);
        }
        free(rows);
    }
}

static void test_clicks(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        struct sound sound;
        double tempo;
    } laws[] = {
        {"120 clicks a minute", {.clicks = 120}, 120},
        {"97.3 clicks a minute", {.clicks = 97.3}, 97.3},
        {"70 clicks a minute", {.clicks = 70}, 70},
        {"150 clicks a minute", {.clicks = 150}, 150},
        {"120 in hiss", {.clicks = 120, .noise = 0.02}, 120},
        {"97.3 over a tone", {.clicks = 97.3, .hz = 220, .amplitude = 0.1}, 97.3},
    };
    for (size_t l = 0; l < sizeof(laws) / sizeof(*laws); l++) {
        int count, next = 0, wrong = 0;
        struct rmx_heard *rows = hear(&laws[l].sound, (struct rmx_analysis_params){0}, 15, &count);
        for (int k = 0; k < count; k++) {
            if (rows[k].numbers[RMX_HEARD_ONSET] == 0)
                continue;
            double click_s = 0.25 + next++ * 60 / laws[l].sound.clicks;
            if (k < 4 && next == 1)
                next = 0; // what is there from the start
            else if (fabs(k * RMX_HOP_S - click_s) > RMX_HOP_S) {
                wrong++;
                print_message("%s: onset at %g, click at %g\n", laws[l].law, k * RMX_HOP_S,
                              click_s);
            }
        }
        double tempo = (double)rows[count - 1].numbers[RMX_HEARD_TEMPO];
        int clicks = (int)floor((15 - 0.3) / 60 * laws[l].sound.clicks) + 1;
        if (wrong || abs(next - clicks) > 1 || fabs(tempo / laws[l].tempo - 1) > 0.01)
            fail_msg("%s: %d onsets of %d, %d wrong, tempo %g", laws[l].law, next, clicks, wrong,
                     tempo);
        // The beat is at its end or beginning where a click is.
        for (double click_s = 0.25; click_s < 14.9; click_s += 60 / laws[l].sound.clicks) {
            double beat = (double)rows[(int)(click_s / RMX_HOP_S)].numbers[RMX_HEARD_BEAT];
            if (click_s > 10 && fabs(beat - round(beat)) > 0.1)
                fail_msg("%s: the beat is %g at the click at %g", laws[l].law, beat, click_s);
        }
        free(rows);
    }
}

static void test_no_tempo_is_claimed(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        struct sound sound;
    } laws[] = {
        {"noise", {.noise = 0.5}},
        {"quiet noise", {.noise = 0.02}},
        {"silence", {.hz = 0}},
        {"a sine", {.hz = 440, .amplitude = 0.7}},
        {"a low sine", {.hz = 41, .amplitude = 0.7}},
        {"four clicks, then silence", {.clicks = 120, .till_s = 2}},
    };
    for (size_t l = 0; l < sizeof(laws) / sizeof(*laws); l++) {
        int count, onsets = 0;
        struct rmx_heard *rows = hear(&laws[l].sound, (struct rmx_analysis_params){0}, 40, &count);
        for (int k = 0; k < count; k++) {
            onsets += rows[k].numbers[RMX_HEARD_ONSET] > 0;
            if (rows[k].numbers[RMX_HEARD_TEMPO] > 0)
                fail_msg("%s: tempo %g at %g s", laws[l].law,
                         (double)rows[k].numbers[RMX_HEARD_TEMPO], k * RMX_HOP_S);
        }
        if (onsets > 6)
            fail_msg("%s: %d onsets in 40 s", laws[l].law, onsets);
        free(rows);
    }
}

// Low beats are kicks, bright ones snares; a tone in between is neither.
static void test_kicks_and_snares(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        double hz;
        int kicks, snares;
    } laws[] = {
        {"a beginning at 60 Hz is a kick", 60, 1, 0},
        {"one at 800 Hz is neither", 800, 0, 0},
        {"one at 3 kHz is a snare", 3000, 0, 1},
    };
    for (size_t l = 0; l < sizeof(laws) / sizeof(*laws); l++) {
        int count, kicks = 0, snares = 0;
        // Slowly enough for not to click.
        struct sound sound = {.hz = laws[l].hz, .amplitude = 0.8, .from_s = 1, .rise_s = 0.03};
        struct rmx_heard *rows = hear(&sound, (struct rmx_analysis_params){0}, 2, &count);
        for (int k = 0; k < count; k++) {
            kicks += rows[k].numbers[RMX_HEARD_KICK] > 0;
            snares += rows[k].numbers[RMX_HEARD_SNARE] > 0;
        }
        if (kicks != laws[l].kicks || snares != laws[l].snares)
            fail_msg("%s: %d kicks, %d snares", laws[l].law, kicks, snares);
        free(rows);
    }
}

// A cymbal: noise that dies away begins once.
static void test_noise_that_dies_away(void **state)
{
    (void)state;
    struct sound sound = {.noise = 0.8, .from_s = 1, .fall_s = 0.15};
    int count, onsets = 0, snares = 0;
    struct rmx_heard *rows = hear(&sound, (struct rmx_analysis_params){0}, 3, &count);
    for (int k = 0; k < count; k++) {
        onsets += rows[k].numbers[RMX_HEARD_ONSET] > 0;
        snares += rows[k].numbers[RMX_HEARD_SNARE] > 0;
    }
    assert_int_equal(onsets, 1);
    assert_int_equal(snares, 1);
    free(rows);
}

// A tempo is known after some beats, not only once the whole span is full.
static void test_a_tempo_is_found_soon(void **state)
{
    (void)state;
    struct sound sound = {.clicks = 120};
    int count, first = 0;
    struct rmx_heard *rows = hear(&sound, (struct rmx_analysis_params){0}, 8, &count);
    while (first < count && rows[first].numbers[RMX_HEARD_TEMPO] == 0)
        first++;
    if (first * RMX_HOP_S > 4)
        fail_msg("found after %g s", first * RMX_HOP_S);
    for (int k = first; k < count; k++)
        if (fabs((double)rows[k].numbers[RMX_HEARD_TEMPO] / 120 - 1) > 0.015)
            fail_msg("%g at %g s", (double)rows[k].numbers[RMX_HEARD_TEMPO], k * RMX_HOP_S);
    free(rows);
}

static void test_smooth(void **state)
{
    (void)state;
    struct sound sound = {.hz = 440, .amplitude = 1, .from_s = 0.5, .till_s = 1.5};
    int count;
    struct rmx_heard *rows =
        hear(&sound, (struct rmx_analysis_params){.gain = 1, .attack_s = 0.1, .release_s = 0.4}, 3,
             &count);
    int level = RMX_HEARD_SMOOTH + RMX_HEARD_LEVEL;
    float risen = rows[(int)(0.62 / RMX_HOP_S)].numbers[level];
    float fallen = rows[(int)(1.93 / RMX_HOP_S)].numbers[level];
    assert_true(risen > 0.5f && risen < 0.72f);   // 1 - 1/e after the attack
    assert_true(fallen > 0.3f && fallen < 0.42f); // 1/e after the release
    free(rows);
}

// Not a number, and the same samples again.
static void test_foreign_samples_and_repeats(void **state)
{
    (void)state;
    struct rmx_analysis *analysis = rmx_analysis_create(&(struct rmx_analysis_params){0});
    float samples[RMX_HOP] = {NAN, INFINITY, -INFINITY, 1e30f, 3};
    struct rmx_heard heard;
    for (int k = 0; k < 50; k++) {
        rmx_analysis_hop(analysis, samples, &heard);
        for (int i = 0; i < RMX_HEARD; i++)
            assert_true(isfinite(heard.numbers[i]));
    }
    rmx_analysis_destroy(analysis);
    struct sound sound = {.clicks = 120, .noise = 0.1};
    int count;
    struct rmx_heard *a = hear(&sound, (struct rmx_analysis_params){0}, 10, &count);
    struct rmx_heard *b = hear(&sound, (struct rmx_analysis_params){0}, 10, &count);
    assert_memory_equal(a, b, (size_t)count * sizeof(*a));
    free(a);
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_a_sweep_goes_through_the_bands),
        cmocka_unit_test(test_clicks),
        cmocka_unit_test(test_no_tempo_is_claimed),
        cmocka_unit_test(test_kicks_and_snares),
        cmocka_unit_test(test_noise_that_dies_away),
        cmocka_unit_test(test_a_tempo_is_found_soon),
        cmocka_unit_test(test_smooth),
        cmocka_unit_test(test_foreign_samples_and_repeats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
