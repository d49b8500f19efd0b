// SPDX-License-Identifier: GPL-3.0-or-later
// Sorting moves pixels along their rows and makes none: each run holds after it what it held before
// it, in order.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PICTURE REMONTAGE_ROOT "/assets/coffee.jpg"

#define STORED "{hue: {angle: 0}, store: true}, "

enum { WIDTH = 150, HEIGHT = 100, MOST = 150 };

static const double low = 0.25, high = 0.75;

static const struct {
    const char *law, *step;
    int dx, dy;  // where the high ones go; the bottom row is the first
    int longest; // 0: runs break nowhere
} rows[] = {
    {"to the right", "direction: right, reach: 1, band: 1", 1, 0, 100},
    {"to the left", "direction: left, reach: 1, band: 1", -1, 0, 100},
    {"upwards", "direction: up, reach: 1, band: 1", 0, 1, 100},
    {"downwards", "direction: down, reach: 1, band: 1", 0, -1, 100},
    {"in short runs", "direction: right, reach: 0.2", 1, 0, 20},
    {"in short runs downwards", "direction: down, reach: 0.13, seed: 9", 0, -1, 13},
};

static struct stage_picture render(const char *chain)
{
    return stage_render(&(struct stage_params){
        .path = PICTURE, .chain = chain, .width = WIDTH, .height = HEIGHT, .depth = 32});
}

static int compare_pixels(const void *a, const void *b)
{
    return memcmp(a, b, 4 * sizeof(float));
}

static double key(const float *p)
{
    return 0.2126 * (double)p[0] + 0.7152 * (double)p[1] + 0.0722 * (double)p[2];
}

// The pixels of one line, in the direction of the sort.
static int take(const struct stage_picture *picture, int line, int dx, int dy, float (*to)[4])
{
    int count = dx ? picture->width : picture->height;
    for (int i = 0; i < count; i++) {
        int along = dx + dy > 0 ? i : count - 1 - i;
        int x = dx ? along : line, y = dx ? line : along;
        memcpy(to[i], &picture->pixels[4 * (y * picture->width + x)], sizeof to[i]);
    }
    return count;
}

static bool is_in(const float *pixel)
{
    return key(pixel) >= low && key(pixel) <= high;
}

// How often the keys of a line fall within its runs; -1: its pixels are not the same ones.
static int falls(float (*before)[4], float (*after)[4], int count)
{
    int fallen = 0;
    for (int i = 1; i < count; i++)
        fallen +=
            is_in(before[i - 1]) && is_in(before[i]) && key(after[i]) < key(after[i - 1]) - 1e-3;
    for (int i = 0; i < count; i++)
        if (!is_in(before[i]) && memcmp(before[i], after[i], sizeof before[i]) != 0)
            return -1;
    for (int i = 0; i < count;) { // run by run: the same pixels
        int end = i;
        while (end < count && is_in(before[end]) == is_in(before[i]))
            end++;
        qsort(before[i], (size_t)(end - i), sizeof *before, compare_pixels);
        qsort(after[i], (size_t)(end - i), sizeof *after, compare_pixels);
        if (memcmp(before[i], after[i], (size_t)(end - i) * sizeof *before) != 0)
            return -1;
        i = end;
    }
    return fallen;
}

static void test_each_run_is_a_permutation_in_order(void **state)
{
    (void)state;
    struct stage_picture plain = render(STORED "pixel_sort: {reach: 0}");
    int faults = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char chain[256];
        snprintf(chain, sizeof chain, STORED "pixel_sort: {low: %g, high: %g, %s}", low, high,
                 rows[i].step);
        struct stage_picture sorted = render(chain);
        int lines = rows[i].dx ? HEIGHT : WIDTH, count = rows[i].dx ? WIDTH : HEIGHT;
        int most_falls = rows[i].longest ? (count + rows[i].longest - 1) / rows[i].longest : 0;
        int fallen = 0;
        for (int line = 0; line < lines; line++) {
            float before[MOST][4], after[MOST][4];
            take(&plain, line, rows[i].dx, rows[i].dy, before);
            take(&sorted, line, rows[i].dx, rows[i].dy, after);
            int here = falls(before, after, count);
            fallen += here;
            if (here < 0 || here > most_falls) {
                print_error("%s: line %d %s\n", rows[i].law, line,
                            here < 0 ? "has other pixels" : "is not in order");
                faults++;
            }
        }
        stage_finish(&sorted);
        if (rows[i].longest && rows[i].longest < 50)
            assert_true(fallen > lines / 4); // runs do break
    }
    stage_finish(&plain);
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_run_is_a_permutation_in_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
