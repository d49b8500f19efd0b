// SPDX-License-Identifier: GPL-3.0-or-later
// Dots: the blue noise is the one that its generator makes, and has no low notes.
//
//   test_dither table      writes the numbers of shaders/lib/blue_noise.glsl
#include "base/file.h"
#include "support/blue_noise.h"
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { SIDE = BLUE_NOISE_SIDE, PER_ROW = 8 };

static uint16_t ranks[BLUE_NOISE_CELLS];

static char *write_table(struct rmx_arena *arena)
{
    struct rmx_text text = {0};
    for (int i = 0; i < BLUE_NOISE_CELLS / 4; i++) {
        unsigned four = 0;
        for (int k = 0; k < 4; k++)
            four |= (unsigned)(ranks[4 * i + k] >> 4) << (8 * k);
        bool is_last = i == BLUE_NOISE_CELLS / 4 - 1, ends = i % PER_ROW == PER_ROW - 1;
        rmx_text_printf(&text, "%s0x%08xu%s%s", i % PER_ROW ? " " : "    ", four,
                        is_last ? ");" : ",", ends ? "\n" : "");
    }
    char *table = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return table;
}

static void test_the_table_is_what_its_generator_makes(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    char *file;
    size_t length;
    assert_int_equal(rmx_file_read(arena, REMONTAGE_ROOT "/shaders/lib/blue_noise.glsl", 1 << 20,
                                   &file, &length),
                     RMX_FILE_OK);
    assert_non_null(strstr(file, write_table(arena)));
    rmx_arena_destroy(arena);
}

// How much of a wave is in the first `count` dots, of what there would be if they lay by chance.
static double wave(int count, int u, int v)
{
    double re = 0, im = 0;
    for (int i = 0; i < BLUE_NOISE_CELLS; i++) {
        if (ranks[i] >= count)
            continue;
        double turn = 2 * M_PI * (u * (i % SIDE) + v * (i / SIDE)) / SIDE;
        re += cos(turn);
        im += sin(turn);
    }
    double share = (double)count / BLUE_NOISE_CELLS;
    return (re * re + im * im) / (count * (1 - share));
}

static void test_no_wave_is_long(void **state)
{
    (void)state;
    for (int count = BLUE_NOISE_CELLS / 8; count < BLUE_NOISE_CELLS;
         count += BLUE_NOISE_CELLS / 8) {
        double sum = 0;
        int waves = 0;
        for (int u = 0; u <= 5; u++)
            for (int v = -5; v <= 5; v++)
                if (u || v) {
                    sum += wave(count, u, v);
                    waves++;
                }
        if (sum / waves > 0.1)
            fail_msg("of %d dots long waves have %.3f of what chance has", count, sum / waves);
    }
}

// Between tones of one size a dot is one of the levels, and no other.
static void test_dots_are_of_the_levels(void **state)
{
    (void)state;
    static const char *const patterns[] = {"noise", "bayer2", "bayer4", "bayer8"};
    for (int p = 0; p < 4; p++) {
        char text[256];
        snprintf(text, sizeof text,
                 "layers:\n  - generate: {gradient: {angle: 0}}\n"
                 "    chain: [dither: {dots: 45, levels: 4, pattern: %s}]\n",
                 patterns[p]);
        struct stage_picture picture = stage_render(
            &(struct stage_params){.text = text, .width = 160, .height = 90, .depth = 32});
        for (int i = 0; i < 160 * 90 * 4; i++) {
            double level = 3.0 * (double)picture.pixels[i];
            if (fabs(level - round(level)) > 0.02)
                fail_msg("%s: %g at %d", patterns[p], level / 3.0, i / 4);
        }
        stage_finish(&picture);
    }
}

int main(int argc, char **argv)
{
    blue_noise_rank(ranks);
    if (argc > 1 && strcmp(argv[1], "table") == 0) {
        struct rmx_arena *arena = rmx_arena_create();
        fputs(write_table(arena), stdout);
        rmx_arena_destroy(arena);
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_is_what_its_generator_makes),
        cmocka_unit_test(test_no_wave_is_long),
        cmocka_unit_test(test_dots_are_of_the_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
