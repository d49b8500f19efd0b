// SPDX-License-Identifier: GPL-3.0-or-later
// No seams and no shimmer: what reading at one explicit level a place is good for.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static double luma(const struct stage_picture *picture, int x, int y)
{
    const float *p = &picture->pixels[(y * picture->width + x) * 4];
    return 0.2126 * (double)p[0] + 0.7152 * (double)p[1] + 0.0722 * (double)p[2];
}

// The mean step between neighbours of a row: what detail and what flicker there is.
static double roughness(const struct stage_picture *picture)
{
    double sum = 0.0;
    for (int y = 0; y < picture->height; y++)
        for (int x = 1; x < picture->width; x++)
            sum += fabs(luma(picture, x, y) - luma(picture, x - 1, y));
    return sum / (picture->height * (picture->width - 1));
}

// Tiles that do not move show the picture whole. An implicit derivative would take the jump of the
// tile's number for a great distance and read a coarse level along each border.
static void test_no_seams_at_borders(void **state)
{
    (void)state;
    struct stage_params params = {.text =
                                      "sources: {p: asset:nagasaki-boats.jpg}\n"
                                      "layers: [{picture: p, chain: [{scroll: {x: 0.5, y: 0}}]}]\n",
                                  .depth = 32};
    struct stage_picture moved = stage_render(&params);
    params.text = "sources: {p: asset:nagasaki-boats.jpg}\nlayers: [{picture: p}]\n";
    struct stage_picture plain = stage_render(&params);
    // Half a picture to the side: each column equals the one half a width away, the border's
    // columns too.
    double worst = 0.0;
    for (int y = 0; y < plain.height; y++)
        for (int x = 1; x < plain.width - 1; x++) {
            int from = (x + plain.width / 2) % plain.width;
            if (from > 0 && from < plain.width - 1)
                worst = fmax(worst, fabs(luma(&moved, x, y) - luma(&plain, from, y)));
        }
    stage_finish(&moved);
    stage_finish(&plain);
    if (worst > 2.0 / 255.0)
        fail_msg("a column beside the border differs by %.4f", worst);
}

// Enlarged eight times in its chain, a large photograph keeps the detail that it has there.
static void test_a_close_up_is_sharp(void **state)
{
    (void)state;
    struct stage_params params = {
        .text = "layers: [{picture: asset:retina.jpg, chain: [{scale: {amount: 8}}]}]\n"};
    struct stage_picture close = stage_render(&params);
    params.text = "layers: [{picture: asset:retina.jpg, "
                  "chain: [{scale: {amount: 1}, store: true}, {scale: {amount: 8}}]}]\n";
    struct stage_picture stored = stage_render(&params);
    double sharp = roughness(&close), soft = roughness(&stored);
    stage_finish(&close);
    stage_finish(&stored);
    if (sharp < 1.5 * soft)
        fail_msg("fused %.5f is hardly sharper than %.5f stored at the canvas's size", sharp, soft);
}

// Repeated eight times, it must not flicker: shown at a small size it equals a large one, averaged.
static void test_a_repeat_does_not_alias(void **state)
{
    (void)state;
    struct stage_params params = {
        .text =
            "layers: [{picture: asset:locomotion-house-cat.jpg, chain: [{repeat: {count: 8}}]}]\n",
        .width = 64,
        .height = 36,
        .depth = 32};
    struct stage_picture small = stage_render(&params);
    params.width *= 8;
    params.height *= 8;
    struct stage_picture large = stage_render(&params);
    double squares = 0.0;
    for (int y = 0; y < small.height; y++)
        for (int x = 0; x < small.width; x++) {
            double mean = 0.0;
            for (int i = 0; i < 64; i++)
                mean += luma(&large, x * 8 + i % 8, y * 8 + i / 8) / 64.0;
            squares += pow(luma(&small, x, y) - mean, 2.0);
        }
    double rms = sqrt(squares / (small.width * small.height));
    stage_finish(&small);
    stage_finish(&large);
    if (rms > 0.04)
        fail_msg("the small picture is %.4f away from the large one's mean", rms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_seams_at_borders),
        cmocka_unit_test(test_a_close_up_is_sharp),
        cmocka_unit_test(test_a_repeat_does_not_alias),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
