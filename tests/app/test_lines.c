// SPDX-License-Identifier: GPL-3.0-or-later
// Lines and gaps have the same strength at every size: a length in heights of the picture covers as
// much of a small picture as of a large one.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define GAPS "gap: 0.004, background: black, light: 0, "
#define WHITE "{generate: {solid: {color: white}}, chain: ["

// On white, black gaps; `dark` is the share that they cover, 0 where no formula says it.
static const struct {
    const char *layer;
    double dark;
} lines[] = {
    {WHITE "{strips: {" GAPS "count: 10, variety: 0, angle: 30}}]}", 0.04},
    {WHITE "{tiles: {" GAPS "count: 5, angle: 0, amount: 0}}]}", 1.0 - 0.98 * 0.98},
    {WHITE "{hexagons: {" GAPS "count: 5}}]}", 0},
    {WHITE "{triangles: {" GAPS "count: 4}}]}", 0},
    {WHITE "{rings: {" GAPS "count: 10}}]}", 0},
    {WHITE "{shards: {" GAPS "count: 6}}]}", 0},
    {WHITE "{cut_up: {gap: 0.004, background: black}}]}", 0},
    {WHITE "{patchwork: {" GAPS "shape: hexagons}}]}", 0},
    {WHITE "{patchwork: {" GAPS "shape: shards}}]}", 0},
    {WHITE "{circulate: {count: 4, gap: 0.004, background: black, age: 0}}]}", 0},
    {WHITE "{weave: {count: 20, width: 0.9, background: black, light: 0}}]}", 0.01},
    {WHITE "{weave: {count: 20, width: 0.1, background: black, light: 0}}]}", 0.81},
    {"{generate: {cells: {gap: 0.004, count: 5, color: white, background: black, amount: 0}}}", 0},
    {"{generate: {stripes: {count: 10, width: 0.96, color: white, background: black}}}", 0.04},
    {"{generate: {stripes: {count: 10, width: 0.04, color: black, background: white}}}", 0.04},
    {"{generate: {stripes: {count: 10, width: 0.04, color: black, background: white, "
     "softness: 0.5}}}",
     0.04},
    {WHITE "{waveform: {glow: 0, dim: 0, color: black}}]}", 0},
    {WHITE "{waveform: {glow: 0, dim: 0, color: black, width: 0.03}}]}", 0},
};

static double darkness(const char *layer, int height)
{
    char text[512];
    snprintf(text, sizeof text, "layers:\n  - %s\n", layer);
    struct stage_picture picture = stage_render(
        &(struct stage_params){.text = text, .width = height, .height = height, .depth = 32});
    double sum = 0.0;
    int count = picture.width * picture.height;
    for (int i = 0; i < count; i++)
        sum += (double)picture.pixels[4 * i + 1];
    stage_finish(&picture);
    return 1.0 - sum / count;
}

// From a quarter of a pixel to two of them; where lines cross, a little of them is lost.
static void gaps_and_lines_keep_their_strength(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        double large = darkness(lines[i].layer, 480);
        double wanted = lines[i].dark > 0.0 ? lines[i].dark : large;
        const int heights[] = {60, 90, 125, 250, 480};
        for (size_t k = 0; k < sizeof heights / sizeof *heights; k++) {
            double dark = darkness(lines[i].layer, heights[k]);
            if (fabs(dark - wanted) <= 0.08 * wanted)
                continue;
            print_error("%s: at %d pixels %.4f, not %.4f\n", lines[i].layer, heights[k], dark,
                        wanted);
            faults++;
        }
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gaps_and_lines_keep_their_strength),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
