// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of gestures: how long a loop is, and where its number stands at each beat.
#include "runtime/gesture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void a_loop_fits_the_bar(void **state)
{
    (void)state;
    static const struct {
        double recorded, length;
    } rows[] = {
        {0.01, 1}, {1, 1}, {1.49, 1}, {1.5, 2}, {2.9, 2}, {3, 4},   {4, 4},     {5.9, 4},
        {6, 8},    {8, 8}, {9.9, 8},  {10, 12}, {12, 12}, {31, 32}, {63.9, 64}, {1000, 1000},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rmx_gesture_length(rows[i].recorded) != rows[i].length)
            fail_msg("%g beats: %g", rows[i].recorded, rmx_gesture_length(rows[i].recorded));
}

// From 0 to 1 in `recorded` beats, a place each quarter of a beat.
static struct rmx_gesture *ramp(double from, double recorded)
{
    struct rmx_gesture *gesture = rmx_gesture_create(0);
    for (double beats = 0.25; beats <= recorded; beats += 0.25)
        rmx_gesture_move(gesture, beats, beats / recorded);
    assert_false(rmx_gesture_loops(gesture));
    rmx_gesture_close(gesture, from, recorded);
    assert_true(rmx_gesture_loops(gesture));
    return gesture;
}

static void it_stands_where_it_stood_at_that_beat(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        double from, recorded, beat, value;
    } rows[] = {
        {"its beginning", 8, 4, 8, 0},
        {"its middle", 8, 4, 10, 0.5},
        {"between two places", 8, 4, 9.1, 0.275},
        {"near its end", 8, 4, 12 - 1e-9, 1},
        {"it begins again", 8, 4, 12, 0},
        {"in the hundredth bar, too", 8, 4, 8 + 400 + 1, 0.25},
        {"time that goes back", 8, 4, 1, 0.25},
        {"and before 0", 8, 4, -3, 0.25},
        {"who begins late begins with the beat", 8.3, 4, 9, 0.25},
        {"and who begins early", 7.6, 4, 9, 0.25},
        {"who is too long is squeezed", 8, 5, 10, 0.5},
        {"who is too short is stretched", 8, 3, 10, 0.5},
        {"within a beat", 8, 1, 9.5, 0.5},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct rmx_gesture *gesture = ramp(rows[i].from, rows[i].recorded);
        double value = rmx_gesture_value(gesture, rows[i].beat);
        if (fabs(value - rows[i].value) > 1e-6)
            fail_msg("%s: %g", rows[i].law, value);
        rmx_gesture_destroy(gesture);
    }
    rmx_gesture_destroy(NULL);
}

// Held, then moved at once: the way in between is no slope.
static void what_rests_rests(void **state)
{
    (void)state;
    struct rmx_gesture *gesture = rmx_gesture_create(0.2);
    for (int i = 1; i <= 400; i++)
        rmx_gesture_move(gesture, i / 100.0, i < 200 ? 0.2 : 0.9);
    assert_true(rmx_gesture_places(gesture) <= 5);
    rmx_gesture_close(gesture, 0, 4);
    assert_true(rmx_gesture_value(gesture, 1.99) == 0.2);
    assert_true(rmx_gesture_value(gesture, 2) == 0.9);
    assert_true(rmx_gesture_value(gesture, 3.999) == 0.9);
    rmx_gesture_destroy(gesture);
}

// While time is held many places have one beat: the last of them holds.
static void of_one_beat_the_last_place_holds(void **state)
{
    (void)state;
    struct rmx_gesture *gesture = rmx_gesture_create(0);
    for (int i = 0; i <= 10; i++)
        rmx_gesture_move(gesture, 1, i / 10.0);
    rmx_gesture_move(gesture, 2, 1);
    rmx_gesture_close(gesture, 0, 2);
    assert_true(rmx_gesture_value(gesture, 1) == 1);
    assert_true(rmx_gesture_value(gesture, 0.5) == 0.5);
    rmx_gesture_destroy(gesture);
}

static void an_hour_keeps_its_shape(void **state)
{
    (void)state;
    enum { BEATS = 7200, FRAMES = 30 };
    struct rmx_gesture *gesture = rmx_gesture_create(0.5);
    for (int i = 1; i <= BEATS * FRAMES; i++)
        rmx_gesture_move(gesture, i / (double)FRAMES,
                         0.5 + 0.5 * sin(i * 6.283185 / (BEATS * FRAMES / 4)));
    assert_true(rmx_gesture_places(gesture) <= 2048);
    rmx_gesture_close(gesture, 0, BEATS);
    for (int beat = 0; beat < BEATS; beat += 7)
        if (fabs(rmx_gesture_value(gesture, beat) -
                 (0.5 + 0.5 * sin(beat * 6.283185 / (BEATS / 4.0)))) > 0.01)
            fail_msg("beat %d: %g", beat, rmx_gesture_value(gesture, beat));
    rmx_gesture_destroy(gesture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loop_fits_the_bar),
        cmocka_unit_test(it_stands_where_it_stood_at_that_beat),
        cmocka_unit_test(what_rests_rests),
        cmocka_unit_test(of_one_beat_the_last_place_holds),
        cmocka_unit_test(an_hour_keeps_its_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
