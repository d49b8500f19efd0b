// SPDX-License-Identifier: GPL-3.0-or-later
// What blur promises: a true bell curve at any radius, though it is worked out on small pictures.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define PICTURE REMONTAGE_ROOT "/assets/coffee.jpg"

enum { WIDTH = 240, HEIGHT = 136, CHANNELS = 4 * WIDTH * HEIGHT };

static const double radii[] = {0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3};

static struct stage_picture render(const char *text, const char *path, const char *chain)
{
    return stage_render(&(struct stage_params){
        .text = text, .path = path, .chain = chain, .width = WIDTH, .height = HEIGHT, .depth = 32});
}

static double linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double encoded(double light)
{
    return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

// One axis of the curve that has fallen to 1/20 at the radius. The edge repeats.
static void bell_axis(const float *from, float *to, double radius, int step, int count, int lines,
                      int line_step)
{
    double variance = radius * radius / (2 * log(20.0));
    int reach = (int)ceil(4 * sqrt(variance)) + 1;
    for (int line = 0; line < lines; line++) {
        for (int i = 0; i < count; i++) {
            double sum[4] = {0}, weight = 0;
            for (int k = -reach; k <= reach; k++) {
                int at = i + k < 0 ? 0 : i + k >= count ? count - 1 : i + k;
                double w = exp(-0.5 * k * k / variance);
                weight += w;
                for (int c = 0; c < 4; c++)
                    sum[c] += w * (double)from[4 * (at * step + line * line_step) + c];
            }
            for (int c = 0; c < 4; c++)
                to[4 * (i * step + line * line_step) + c] = (float)(sum[c] / weight);
        }
    }
}

// Of opaque colours: it is light that runs.
static void bell(const float *from, float *to, double radius)
{
    static float light[CHANNELS], rows[CHANNELS];
    for (int i = 0; i < CHANNELS; i++)
        light[i] = (float)linear((double)from[i]);
    bell_axis(light, rows, radius * HEIGHT, 1, WIDTH, HEIGHT, WIDTH);
    bell_axis(rows, to, radius * HEIGHT, WIDTH, HEIGHT, WIDTH, 1);
    for (int i = 0; i < CHANNELS; i++)
        to[i] = (float)encoded((double)to[i]);
}

static void agrees_with_the_curve(const char *what, const char *text, const char *path)
{
    static float wanted[CHANNELS];
    struct stage_picture sharp = render(text, path, NULL);
    for (size_t i = 0; i < sizeof(radii) / sizeof(*radii); i++) {
        char chain[64];
        snprintf(chain, sizeof(chain), "blur: {radius: %g}", radii[i]);
        struct stage_picture soft = render(text, path, chain);
        bell(sharp.pixels, wanted, radii[i]);
        struct stage_difference d = stage_compare(
            &soft, &(struct stage_picture){.width = WIDTH, .height = HEIGHT, .pixels = wanted});
        stage_finish(&soft);
        if (d.largest > 1.0 / 255)
            fail_msg("%s, radius %g: off by %.2f / 255", what, radii[i], d.largest * 255);
    }
    stage_finish(&sharp);
}

static void test_a_photograph(void **state)
{
    (void)state;
    agrees_with_the_curve("a photograph", NULL, PICTURE);
}

// Hard edges everywhere, one of them at the border of the picture.
static void test_a_chessboard(void **state)
{
    (void)state;
    agrees_with_the_curve("a chessboard", "layers: [{generate: {checker: {count: 3.2}}}]", NULL);
}

static void test_a_flat_picture_stays_flat(void **state)
{
    (void)state;
    const char *text = "layers: [{generate: {solid: {color: [0.2, 0.6, 0.4]}}}]";
    struct stage_picture flat = render(text, NULL, NULL);
    for (size_t i = 0; i < sizeof(radii) / sizeof(*radii); i++) {
        char chain[64];
        snprintf(chain, sizeof(chain), "blur: {radius: %g}", radii[i]);
        struct stage_picture soft = render(text, NULL, chain);
        struct stage_difference d = stage_compare(&soft, &flat);
        stage_finish(&soft);
        if (d.largest > 1e-5)
            fail_msg("radius %g: a flat picture is off by %g", radii[i], d.largest);
    }
    stage_finish(&flat);
}

// Fine squares of two colours, each channel of one of them full, blurred wide.
static const struct {
    const char *law, *text;
    double wanted[3];
} mixes[] = {
    {"black and white are as light as they were",
     "layers: [{generate: {checker: {count: 34, color: white, background: black}}}]",
     {188, 188, 188}},
    {"red and lime are no mud",
     "layers: [{generate: {checker: {count: 34, color: red, background: lime}}}]",
     {188, 188, 0}},
    {"as values are stored",
     "light: encoded\nlayers: [{generate: {checker: {count: 34, color: red, background: lime}}}]",
     {127.5, 127.5, 0}},
};

static void test_light_runs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(mixes) / sizeof(*mixes); i++) {
        struct stage_picture soft = render(mixes[i].text, NULL, "blur: {radius: 0.2}");
        const float *middle = soft.pixels + (size_t)4 * (HEIGHT / 2 * WIDTH + WIDTH / 2);
        for (int c = 0; c < 3; c++)
            if (fabs((double)middle[c] * 255 - mixes[i].wanted[c]) > 0.6)
                fail_msg("%s: channel %d is %.2f", mixes[i].law, c, (double)middle[c] * 255);
        stage_finish(&soft);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_photograph),
        cmocka_unit_test(test_a_chessboard),
        cmocka_unit_test(test_light_runs),
        cmocka_unit_test(test_a_flat_picture_stays_flat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
