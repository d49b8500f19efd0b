// SPDX-License-Identifier: GPL-3.0-or-later
// Edges that an effect makes are smooth without --samples: a pixel on an edge has the mean tone of
// what it covers, where without antialiasing it would have that of one side.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { WIDTH = 144, HEIGHT = 96, TIMES = 8 };

// The mean difference of pixels on an edge: between 0 and 1 they are 0.25 away from the nearer end.
static const double most_difference = 0.1;

#define STRIPES                                                                                    \
    "{generate: {stripes: {count: 5, angle: 24, color: black, background: white}}, chain: ["
#define RAMP "{generate: {gradient: {angle: 40, color: black, background: white}}, chain: ["
#define BLACK "{generate: {solid: {color: black}}, chain: ["

static const char *const edges[] = {
    STRIPES "{strips: {angle: 60, light: 0}}]}",
    STRIPES "rings]}",
    STRIPES "{rings: {angle: 90, count: 9, center: [0.2, 0.3]}}]}",
    STRIPES "{hexagons: {count: 5, gap: 0, light: 0}}]}",
    STRIPES "{hexagons: {count: 7, gap: 0, light: 0, angle: 20, turn: 180}}]}",
    STRIPES "{triangles: {count: 5, light: 0}}]}",
    STRIPES "{triangles: {count: 7, light: 0, angle: 20, turn: 180}}]}",
    STRIPES "{shards: {gap: 0, light: 0, amount: 0.2}}]}",
    STRIPES "{patchwork: {shape: squares, light: 0}}]}",
    STRIPES "{patchwork: {shape: hexagons, light: 0}}]}",
    STRIPES "{patchwork: {shape: triangles, light: 0}}]}",
    STRIPES "{patchwork: {shape: shards, light: 0}}]}",
    RAMP "{cut_up: {gap: 0, amount: 1, columns: 7, rows: 5}}]}",
    STRIPES "{tiles: {background: \"#777777\", light: 0}}]}",
    STRIPES "{kaleidoscope: {sides: 24}}]}",
    STRIPES "{kaleidoscope: {sides: 100}}]}",
    STRIPES "{mirror: {angle: 35}}]}",
    STRIPES "twirl]}",
    RAMP "{rotate: {angle: 33, edge: repeat}}]}",
    RAMP "{scale: {amount: 0.13, edge: repeat}}, {rotate: 12}]}",
    RAMP "{scroll: {x: 0.2, y: 0.3, edge: repeat}}, {rotate: 12}]}",
    RAMP "{bend: {edge: repeat}}]}",
    RAMP "{twirl: {turns: 1, radius: 0.9, edge: repeat}}]}",
    RAMP "{repeat: {count: 3, mirror: false, offset: 0.3}}, {rotate: 12}]}",
    RAMP "{repeat: {count: 3, offset: 1}}, {rotate: 12}]}",
    "{generate: {gradient: {angle: 0, color: black, background: white}}, "
    "chain: [{polar: {count: 1, angle: 10, center: [0.7, 0.4]}}]}",
    BLACK "{weave: {second: white, light: 0, count: 11.3}}]}",
    "{generate: {cells: {gap: 0, amount: 1, color: white, background: black}}}",
    "{generate: {cells: {gap: 0, amount: 1, color: white, background: black, shape: hexagons}}}",
    "{generate: {cells: {gap: 0, amount: 1, color: white, background: black, shape: triangles}}}",
    "{generate: {shape: {color: white, background: black, sides: 100}}}",
    "{generate: {checker: {color: white, background: black, angle: 20}}}",
    "{generate: {stripes: {color: white, background: black, angle: 20}}}",
    BLACK "{clock_wipe: {to: white, softness: 0, shadow: 0, angle: 70}}]}",
    BLACK "{iris: {to: white, softness: 0, shadow: 0, progress: 0.61}}]}",
    BLACK "{shutters: {to: white, angle: 60, background: \"#777777\"}}]}",
    BLACK "{page: {to: white}}]}",
    BLACK "{tear: {to: white, shadow: 0, width: 0, progress: 0.59}}]}",
    BLACK "{shatter: {to: white, light: 0}}]}",
    BLACK "{pour: {to: white, light: 0}}]}",
    BLACK "{slide: {to: white, shadow: 0, progress: 0.37}}]}",
    BLACK "{pixel_swap: {to: white, count: 7.3}}]}",
};

static struct stage_picture draw(const char *layer, int times)
{
    char text[600];
    snprintf(text, sizeof text,
             "background: black\nsources: {white: {generate: {solid: {color: white}}}}\nlayers:\n"
             "  - %s\n",
             layer);
    return stage_render(&(struct stage_params){
        .text = text, .width = WIDTH * times, .height = HEIGHT * times, .depth = 32});
}

// How far pixels on edges are from the mean of what they cover; `count` says how many there are.
static double difference(const char *layer, int *count)
{
    struct stage_picture small = draw(layer, 1), large = draw(layer, TIMES);
    double sum = 0.0;
    *count = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        double mean = 0.0, low = 1.0, high = 0.0;
        for (int k = 0; k < TIMES * TIMES; k++) {
            int x = i % WIDTH * TIMES + k % TIMES, y = i / WIDTH * TIMES + k / TIMES;
            double tone = (double)large.pixels[4 * (y * WIDTH * TIMES + x) + 1];
            mean += tone / (TIMES * TIMES);
            low = fmin(low, tone);
            high = fmax(high, tone);
        }
        double from = fmin(mean - low, high - mean);
        if (high - low < 0.5 || from < 0.2 * (high - low))
            continue;
        sum += fabs((double)small.pixels[4 * i + 1] - mean) / (high - low);
        ++*count;
    }
    stage_finish(&small);
    stage_finish(&large);
    return *count ? sum / *count : 1.0;
}

static void edges_are_the_mean_of_what_they_cover(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        int count;
        double apart = difference(edges[i], &count);
        if (getenv("EDGES_REPORT"))
            printf("%6d %.3f %s\n", count, apart, edges[i]);
        if (apart <= most_difference && count >= 50)
            continue;
        print_error("%s: %d pixels on edges differ by %.3f\n", edges[i], count, apart);
        faults++;
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edges_are_the_mean_of_what_they_cover),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
