// SPDX-License-Identifier: GPL-3.0-or-later
// What the effects of display value promise: one original pixel for pixel, prints that grow older
// one by one, a picture that withdraws from its display, and wear that follows the aura.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define PICTURE REMONTAGE_ROOT "/assets/chelsea-the-cat.jpg"

enum { WIDTH = 160, HEIGHT = 80, FRAMES = 4, MOST_TEXT = 256 };

static struct stage_picture render(const char *chain)
{
    return stage_render(
        &(struct stage_params){.path = PICTURE, .chain = chain, .width = WIDTH, .height = HEIGHT});
}

struct box {
    int x, y, width, height;
};

static const struct box whole = {0, 0, WIDTH, HEIGHT};

// The mean difference of a box of one picture and one of its size in another.
static double apart(const struct stage_picture *a, struct box in_a, const struct stage_picture *b,
                    struct box in_b)
{
    double sum = 0;
    for (int y = 0; y < in_a.height; y++)
        for (int x = 0; x < 4 * in_a.width; x++) {
            float from_a = a->pixels[4 * ((in_a.y + y) * WIDTH + in_a.x) + x];
            float from_b = b->pixels[4 * ((in_b.y + y) * WIDTH + in_b.x) + x];
            sum += fabs((double)from_a - (double)from_b);
        }
    return sum / (4.0 * in_a.width * in_a.height);
}

static void test_the_original_is_exact_and_stands_among_copies(void **state)
{
    (void)state;
    struct stage_picture plain = render(NULL);
    struct stage_picture shown = render("original: {size: 0.5, count: 8, center: [0.625, 0.5]}");
    const struct box original = {WIDTH * 3 / 8, HEIGHT / 4, WIDTH / 2, HEIGHT / 2};
    const struct box beside = {0, 0, WIDTH * 3 / 8, HEIGHT};
    assert_true(apart(&plain, original, &shown, original) == 0.0);
    assert_true(apart(&plain, beside, &shown, beside) > 0.05);
    stage_finish(&plain);
    stage_finish(&shown);
}

// The frame of a number, as one reads.
static struct box frame_at(int number)
{
    return (struct box){number % FRAMES * (WIDTH / FRAMES),
                        (FRAMES - 1 - number / FRAMES) * (HEIGHT / FRAMES), WIDTH / FRAMES,
                        HEIGHT / FRAMES};
}

static void test_each_row_of_prints_is_older(void **state)
{
    (void)state;
    struct stage_picture sheet = render("circulate: {count: 4, gap: 0, angle: 0}");
    double before = 0;
    for (int row = 0; row < FRAMES; row++) {
        double now = 0;
        for (int column = row == 0; column < FRAMES; column++)
            now += apart(&sheet, frame_at(0), &sheet, frame_at(row * FRAMES + column)) /
                   (FRAMES - (row == 0));
        if (now < before + 0.005)
            fail_msg("row %d is %.3f from the new print, the one before %.3f", row, now, before);
        before = now;
    }
    stage_finish(&sheet);
}

static void test_the_new_print_is_passed_on(void **state)
{
    (void)state;
    struct stage_picture first = render("circulate: {count: 4, gap: 0}");
    for (int number = 1; number < FRAMES * FRAMES; number += 4) {
        char chain[MOST_TEXT];
        snprintf(chain, sizeof(chain), "circulate: {count: 4, gap: 0, phase: %g}", number / 16.0);
        struct stage_picture later = render(chain);
        double difference = apart(&first, frame_at(0), &later, frame_at(number));
        double stays = apart(&first, frame_at(0), &later, frame_at(0));
        stage_finish(&later);
        if (difference > 0.5 / 255 || stays < 0.01)
            fail_msg("frame %d: %.4f from new, and the first one %.4f", number, difference, stays);
    }
    stage_finish(&first);
}

// White before black: what is light is the picture.
static double light_at_display(double display)
{
    char text[MOST_TEXT];
    snprintf(
        text, sizeof(text),
        "layers:\n  - generate: {solid: {color: white}}\n"
        "    chain: {distance: {display: %g, size: 0.25, haze: 0, softness: 0, color: black}}\n",
        display);
    struct stage_picture picture =
        stage_render(&(struct stage_params){.text = text, .width = WIDTH, .height = HEIGHT});
    double sum = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        sum += (double)picture.pixels[4 * i];
    stage_finish(&picture);
    return sum / (WIDTH * HEIGHT);
}

// As its distance grows evenly from 1 to 1 / size, its sides shrink as things do.
static void test_a_picture_on_display_withdraws(void **state)
{
    (void)state;
    for (int i = 0; i <= 4; i++) {
        double display = i / 4.0, side = 1 / (1 + 3 * display);
        double light = light_at_display(display);
        if (fabs(light - side * side) > 0.01)
            fail_msg("at display %g it covers %.3f, not %.3f", display, light, side * side);
    }
}

static void test_wear_grows_as_the_aura_falls(void **state)
{
    (void)state;
    struct stage_picture plain = render(NULL);
    double before = -0.01;
    for (int i = 4; i >= 0; i--) {
        char chain[MOST_TEXT];
        snprintf(chain, sizeof(chain), "wear: {aura: %g}", i / 4.0);
        struct stage_picture worn = render(chain);
        double now = apart(&plain, whole, &worn, whole);
        stage_finish(&worn);
        if (now < before + 0.01 || (i == 4 && now > 0))
            fail_msg("at aura %g it is %.3f from new, before %.3f", i / 4.0, now, before);
        before = now;
    }
    stage_finish(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_original_is_exact_and_stands_among_copies),
        cmocka_unit_test(test_each_row_of_prints_is_older),
        cmocka_unit_test(test_the_new_print_is_passed_on),
        cmocka_unit_test(test_a_picture_on_display_withdraws),
        cmocka_unit_test(test_wear_grows_as_the_aura_falls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
