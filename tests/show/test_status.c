// SPDX-License-Identifier: GPL-3.0-or-later
// The status line: what stands in it after a second, and how long it is.
#include "show/status.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PLAIN "50.0 fps, a frame 20.0 ms, at worst 20.0"
#define REST "; GPU 2.00 ms, CPU 3.00 ms; 2.0 of 3.0 passes"

static const struct {
    const char *law;
    double bpm, levels[RMX_STATUS_LEVELS];
    const char *line;
} rows[] = {
    {"a scene that hears nothing", 120, {-1, -1, -1, -1, -1}, PLAIN "; 120.0 bpm" REST},
    {"no tempo yet", 0, {-1, -1, -1, -1, -1}, PLAIN REST},
    {"what it listens to", 97.25, {0.5, 1, -1, -1, -1}, PLAIN "; 97.2 bpm; level ▄ bass █" REST},
    {"silence is heard, too", 60, {-1, 0, -1, -1, 0}, PLAIN "; 60.0 bpm; bass   high  " REST},
    {"one above 1 is 1", 60, {9, -1, -1, -1, -1}, PLAIN "; 60.0 bpm; level █" REST},
    {"all of them",
     1000,
     {1, 0.13, 0.25, 0.375, 0.63},
     PLAIN "; 1000.0 bpm; level █ bass ▁ low ▂ mid ▃ high ▅" REST},
};

// The level is there in one frame of the second alone.
static bool second(struct rmx_status *status, size_t row, char *line)
{
    for (int i = 0; i <= 50; i++) {
        struct rmx_status_frame frame = {.shown_ms = 1000 + 20 * i,
                                         .cpu_ms = 3,
                                         .gpu_ms = 2,
                                         .passes_drawn = 2 * i,
                                         .passes_skipped = i,
                                         .bpm = rows[row].bpm};
        for (int k = 0; k < RMX_STATUS_LEVELS; k++)
            frame.levels[k] = i == 20 ? rows[row].levels[k] : fmin(rows[row].levels[k], 0);
        if (rmx_status_frame(status, &frame, line, RMX_STATUS_LINE))
            return i == 50;
    }
    return false;
}

static bool second_from(struct rmx_status *status, double start_ms, char *line)
{
    for (int i = 1; i <= 51; i++) {
        const struct rmx_status_frame frame = {
            .shown_ms = start_ms + 20 * i, .passes_drawn = 2 * i, .passes_skipped = i};
        if (rmx_status_frame(status, &frame, line, RMX_STATUS_LINE))
            return i == 51;
    }
    return false;
}

static void test_a_second_in_a_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct rmx_status status = {0};
        char line[RMX_STATUS_LINE] = "";
        if (!second(&status, i, line) || strcmp(line, rows[i].line) != 0)
            fail_msg("%s: '%s'", rows[i].law, line);
    }
}

// A test card leaves all of its passes out; the scene that comes after it draws each of them.
static void test_a_new_generation_counts_anew(void **state)
{
    (void)state;
    struct rmx_status status = {0};
    char line[RMX_STATUS_LINE] = "";
    for (int i = 0; i < 40; i++)
        rmx_status_frame(&status,
                         &(struct rmx_status_frame){.shown_ms = 1000 + 20 * i,
                                                    .passes_drawn = 1,
                                                    .passes_skipped = 20 * i},
                         line, RMX_STATUS_LINE);
    assert_true(second_from(&status, 1800, line));
    assert_non_null(strstr(line, "; 2.0 of 3.0 passes"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_generation_counts_anew),
        cmocka_unit_test(test_a_second_in_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
