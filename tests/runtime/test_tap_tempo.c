// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of a tempo that is tapped.
#include "runtime/tap_tempo.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

// When taps come, in milliseconds from the first. After the last one the tempo is this, and the tap
// this many beats from the one.
static const struct {
    const char *law, *taps;
    double bpm, beat;
} laws[] = {
    {"one alone is the one, and tells no tempo", "0", 0, 0},
    {"two tell it", "0 500", 120, 1},
    {"and more are counted", "0 500 1000 1500", 120, 3},
    {"slow", "0 1500 3000", 40, 2},
    {"fast", "0 200 400 600 800", 300, 4},
    {"more than are kept", "0 400 800 1200 1600 2000 2400 2800 3200 3600 4000 4400", 150, 11},
    {"a bounce is no tap", "0 500 560 1000 1500", 120, 3},
    {"one tap too many changes nothing", "0 500 1000 1250 1500 2000 2500", 120, 5},
    {"nor at the end", "0 500 1000 1500 2000 2250", 120, 4.5},
    {"nor one too few", "0 500 1000 2000 2500 3000", 120, 6},
    {"half the tempo after three of its intervals", "0 500 1000 1500 2000 2500 3500 4500 5500", 60,
     10},
    {"and double", "0 1000 2000 3000 4000 4500 5000 5500", 120, 6},
    {"a pause begins anew", "0 500 1000 1500 4000", 0, 0},
    {"with a tempo of its own", "0 500 1000 1500 4000 5000 6000", 60, 2},
    {"a clock that went back begins anew", "5000 5500 0 1000", 60, 1},
    {"a tempo that slows down is followed",
     "0 500 1000 1520 2060 2620 3200 3800 4400 5000 5600 6200 6800 7400 8000", 100, 14},
};

static void taps_tell_a_tempo(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_tap_tempo taps = {0};
        struct rmx_tapped tapped = {0};
        char *end;
        for (const char *at = laws[i].taps; *at; at = end)
            tapped = rmx_tap_tempo_add(&taps, strtod(at, &end));
        double off = remainder(tapped.beat - laws[i].beat, 4);
        if (!tapped.counts || fabs(tapped.bpm - laws[i].bpm) > 0.01 || fabs(off) > 0.2)
            fail_msg("%s: %g a minute, at beat %g", laws[i].law, tapped.bpm, tapped.beat);
    }
}

static unsigned chance = 1;

// -1 to 1
static double random_part(void)
{
    chance = chance * 1664525u + 1013904223u;
    return (double)(chance >> 8) / (1 << 23) - 1;
}

// Fingers are 20 ms off and more; the beat is to be nearer than they are.
static void a_hand_that_shakes_is_steadied(void **state)
{
    (void)state;
    double worst_bpm = 0, worst_ms = 0;
    for (int hand = 0; hand < 1000; hand++) {
        double beat_ms = 350 + hand % 500, at_ms = 0;
        struct rmx_tap_tempo taps = {0};
        struct rmx_tapped tapped = {0};
        for (int i = 0; i < 16; i++) {
            at_ms = 1000 + i * beat_ms + 20 * random_part();
            tapped = rmx_tap_tempo_add(&taps, at_ms);
        }
        double true_beat = (at_ms - 1000) / beat_ms;
        worst_bpm = fmax(worst_bpm, fabs(tapped.bpm * beat_ms / 60000 - 1));
        worst_ms = fmax(worst_ms, fabs(tapped.beat - true_beat) * beat_ms);
    }
    if (worst_bpm > 0.02 || worst_ms > 25)
        fail_msg("off by %g of the tempo, %g ms", worst_bpm, worst_ms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(taps_tell_a_tempo),
                                       cmocka_unit_test(a_hand_that_shakes_is_steadied)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
