// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of a show's time: what was done to it, one row each, and the frame that is due.
#include "show/playhead.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

// The deeds stand in order: a number lets so many milliseconds pass, 'p' holds or goes on, '.'
// steps, 'r' begins again; "cT" follows a time that was T seconds when the show began, and "hT" one
// that holds at T. The clock stands at 5,000 when the show begins.
static const struct {
    const char *law, *deeds;
    double fps;
    long long frame;
} laws[] = {
    {"the first frame is 0", "", 30, 0},
    {"a second has its frames", "1000", 30, 30},
    {"of every rate", "1000", 23.976, 24},
    {"the nearest frame counts", "17 0", 30, 1},
    {"and not the one that began", "16 0", 30, 0},
    {"an hour is not summed up", "3600000", 29.97, 107892},
    {"a held time stands", "1000 p 5000", 30, 30},
    {"and goes on where it stood", "1000 p 5000 p 1000", 30, 60},
    {"twice", "500 p 70 p 500 p 90 p 1000", 10, 20},
    {"a step holds, one frame on", "1000 . 4000", 30, 31},
    {"steps add up", "1000 . . . 4000", 30, 33},
    {"on from a step", "1000 . 4000 p 1000", 30, 61},
    {"a step while it is held", "1000 p 300 . 300", 30, 31},
    {"beginning again", "7000 r", 30, 0},
    {"and on", "7000 r 500", 30, 15},
    {"beginning again while it is held stays held", "7000 p r 500", 30, 0},
    {"and goes on from 0", "7000 p r 500 p 100", 30, 3},
    {"another time is followed at once", "1000 c100", 30, 3030},
    {"back, too", "9000 c-5", 30, 120},
    {"and goes on by itself", "1000 c100 1000", 30, 3060},
    {"a frame off is met by and by", "1000 c0.03 50 c0.03", 30, 32},
    {"until it is there", "1000 c0.03 200 c0.03 200 c0.03", 30, 43},
    {"never faster than by a tenth", "1000 c0.09 400 c0.09", 10, 14},
    {"one that holds holds", "1000 h7 5000", 30, 210},
    {"until it runs", "1000 h7 5000 c2 500", 30, 255},
};

static void chase(struct rmx_playhead *head, double now_ms, double time_s, bool runs, double fps)
{
    rmx_playhead_chase(head, now_ms, time_s + (runs ? (now_ms - 5000) / 1000 : 0), runs, fps);
}

static double do_all(struct rmx_playhead *head, const char *deeds, double fps)
{
    double now_ms = 5000;
    *head = (struct rmx_playhead){.origin_ms = now_ms};
    while (*deeds) {
        char *end;
        double passed_ms = strtod(deeds, &end);
        now_ms += end > deeds ? passed_ms : 0;
        if (end == deeds) {
            if (*deeds == 'p')
                rmx_playhead_toggle(head, now_ms);
            else if (*deeds == '.')
                rmx_playhead_step(head, now_ms, fps);
            else if (*deeds == 'r')
                rmx_playhead_restart(head, now_ms);
            else if (*deeds == 'c' || *deeds == 'h')
                chase(head, now_ms, strtod(deeds + 1, &end), *deeds == 'c', fps);
            end += end == deeds;
        }
        deeds = end;
    }
    return now_ms;
}

static void test_frames(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
        struct rmx_playhead head;
        double now_ms = do_all(&head, laws[i].deeds, laws[i].fps);
        long long frame = rmx_playhead_frame(&head, now_ms, laws[i].fps);
        if (frame != laws[i].frame)
            fail_msg("%s: frame %lld, not %lld", laws[i].law, frame, laws[i].frame);
    }
}

// Whoever waits as long as is said meets the next frame: no earlier, no later.
static void test_waiting(void **state)
{
    (void)state;
    static const double rates[] = {1, 23.976, 29.97, 60, 144};
    for (size_t r = 0; r < sizeof(rates) / sizeof(rates[0]); r++)
        for (double now_ms = 0; now_ms < 3000; now_ms += 7.7) {
            const struct rmx_playhead head = {0};
            long long frame = rmx_playhead_frame(&head, now_ms, rates[r]);
            double next_ms = now_ms + rmx_playhead_next_ms(&head, now_ms, rates[r]);
            long long before = rmx_playhead_frame(&head, next_ms - 0.01, rates[r]);
            long long after = rmx_playhead_frame(&head, next_ms + 0.01, rates[r]);
            if (before != frame || after != frame + 1)
                fail_msg("at %g ms, %g fps: frame %lld, then %lld and %lld", now_ms, rates[r],
                         frame, before, after);
        }
    const struct rmx_playhead held = {.is_held = true};
    assert_true(rmx_playhead_next_ms(&held, 0, 60) > 17); // nothing will happen
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_frames),
                                       cmocka_unit_test(test_waiting)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
