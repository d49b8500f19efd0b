// SPDX-License-Identifier: GPL-3.0-or-later
// In which light means are made: linear, or as values are stored where the scene says `light:
// encoded`.
#include "runtime/player.h"
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { WIDTH = 240, HEIGHT = 136, PLATE = 256 };

static double linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double encoded(double light)
{
    return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

#define GREY "layers: [{generate: {solid: {color: [0.5, 0.5, 0.5]}}}]\n"
#define FLICKER                                                                                    \
    "layers: [{generate: {solid: {color: black}}}, {generate: {solid: {color: white}}, opacity: "  \
    "frame - 2 * floor(frame / 2)}]\n"

// What the mean over the canvas is in either light, and the value that it is stored as if it is
// flat.
static const struct {
    const char *scene, *chain;
    long long frame;
    double linear, encoded, most_off;
} laws[] = {
    {GREY, "halftone: {dots: 12, ink: black, paper: white}", 0, 0.21404, 0.5, 0.006},
    {GREY, "halftone: {dots: 12, shape: cell, ink: black, paper: white}", 0, 0.21404, 0.5, 0.006},
    {GREY, "newsprint: {dots: 12, paper: white}", 0, 0.21404, 0.5, 0.015},
    {GREY, "dither: {dots: 68, levels: 2}", 0, 0.21404, 0.5, 0.006},
    {GREY, "crt: {curvature: 0}", 0, 0.21404, 0.5, 0.006},
    {GREY, "threshold: {level: 0.5, softness: 1, ink: black, paper: white}", 0, 0.5, 0.5, 0.002},
    // Light l with as much light over it: l + l (1 - l).
    {GREY, "bloom: {level: 0, amount: 1}", 0, 0.38227, 0.75, 0.003},
    // Black and white frames in turn for long: half of the light.
    {FLICKER, "long_exposure: {seconds: 4, light: 0}", 241, 0.5, 0.5, 0.02},
};

static double mean_of(const struct stage_picture *picture, bool is_encoded)
{
    double sum = 0.0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        double value = (double)picture->pixels[4 * i + 1];
        sum += is_encoded ? value : linear(value);
    }
    return sum / (WIDTH * HEIGHT);
}

static void means_are_of_the_scenes_light(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * sizeof laws / sizeof *laws; i++) {
        bool is_encoded = i & 1;
        char text[512];
        snprintf(text, sizeof text, "%s%s", is_encoded ? "light: encoded\n" : "",
                 laws[i / 2].scene);
        struct stage_picture picture =
            stage_render(&(struct stage_params){.text = text,
                                                .chain = laws[i / 2].chain,
                                                .width = WIDTH,
                                                .height = HEIGHT,
                                                .depth = 32,
                                                .frame = laws[i / 2].frame});
        double mean = mean_of(&picture, is_encoded);
        double wanted = is_encoded ? laws[i / 2].encoded : laws[i / 2].linear;
        if (fabs(mean - wanted) > laws[i / 2].most_off)
            fail_msg("%s%s: %.4f, not %.4f", laws[i / 2].chain, is_encoded ? ", encoded" : "", mean,
                     wanted);
        stage_finish(&picture);
    }
}

static float *samples_of(const char *text)
{
    struct rmx_generation *generation = stage_load(&(struct stage_params){
        .text = text, .width = WIDTH, .height = HEIGHT, .depth = 32, .jitter = true});
    struct rmx_player *player = rmx_player_create(generation);
    float *pixels = calloc(1, rmx_player_bytes(player));
    assert_true(pixels && rmx_player_read(player, 0, pixels));
    rmx_player_destroy(player);
    rmx_generation_destroy(generation);
    return pixels;
}

#define BOARD                                                                                      \
    "layers: [{generate: {checker: {count: 9.7, angle: 20, color: white, background: black}}}]"

// A mean of light is stored as a larger value than a mean of values, wherever samples differ.
static void samples_are_averaged_in_the_scenes_light(void **state)
{
    (void)state;
    float *light = samples_of(BOARD), *values = samples_of("light: encoded\n" BOARD);
    int lighter = 0;
    for (int i = 0; i < 4 * WIDTH * HEIGHT; i++) {
        assert_true(light[i] > values[i] - 1e-4f);
        lighter += light[i] > values[i] + 0.02f;
    }
    assert_true(lighter > 3 * WIDTH);
    free(light);
    free(values);
}

// A zone plate: rings that are finer the farther from its middle, one cycle a pixel at a distance
// of one side.
static double plate_at(double x, double y)
{
    x -= 0.5 * PLATE;
    y -= 0.5 * PLATE;
    return 0.5 + 0.5 * cos(M_PI * (x * x + y * y) / PLATE);
}

static double lanczos(double x, int lobes)
{
    x *= M_PI;
    if (fabs(x) >= lobes * M_PI)
        return 0;
    return fabs(x) < 1e-9 ? 1 : lobes * sin(x) * sin(x / lobes) / (x * x);
}

// The weight of the plate's pixel `from` for pixel `to` of `side` by Lanczos' kernel: of three
// lobes, of two from a half on.
static double weight_at(int to, int from, int side)
{
    double step = (double)PLATE / side;
    return lanczos(((to + 0.5) * step - from - 0.5) / step, step < 1.999 ? 3 : 2);
}

// The weights of all pixels for each of `side`, those beyond the edges counted at the edges.
static void weigh(double weights[PLATE][PLATE], int side)
{
    memset(weights, 0, sizeof(double) * PLATE * PLATE);
    for (int i = 0; i < side; i++) {
        double sum = 0;
        for (int k = -PLATE; k < 2 * PLATE; k++)
            sum += weight_at(i, k, side);
        for (int k = -PLATE; k < 2 * PLATE; k++)
            weights[i][k < 0 ? 0 : k >= PLATE ? PLATE - 1 : k] += weight_at(i, k, side) / sum;
    }
}

// The plate at a smaller size by that kernel, in linear light.
static void shrink_by_lanczos(double *values, int side)
{
    static double weights[PLATE][PLATE], rows[PLATE][PLATE];
    weigh(weights, side);
    memset(rows, 0, sizeof rows);
    for (int y = 0; y < PLATE; y++)
        for (int x = 0; x < side; x++)
            for (int k = 0; k < PLATE; k++)
                rows[y][x] += weights[x][k] * plate_at(k + 0.5, y + 0.5);
    for (int i = 0; i < side * side; i++) {
        double light = 0;
        for (int k = 0; k < PLATE; k++)
            light += weights[i / side][k] * rows[k][i % side];
        values[i] = 255 * encoded(fmin(fmax(light, 0), 1));
    }
}

// How far values stand from their mean, from so far from the middle on: the root of the mean
// square.
static double rings_in(const double *values, int side, double from)
{
    double sum = 0, squares = 0;
    int count = 0;
    for (int i = 0; i < side * side; i++) {
        double away = hypot(i % side + 0.5 - side / 2.0, (i - i % side) / side + 0.5 - side / 2.0);
        if (away < from || away > side / 2.0 - 2)
            continue;
        sum += values[i];
        squares += values[i] * values[i];
        count++;
    }
    return sqrt(fmax(squares / count - sum * sum / count / count, 0));
}

// As TGA, grey in three channels.
static void write_grey(const char *path, int side, double (*light_at)(double x, double y))
{
    FILE *file = fopen(path, "wb");
    unsigned char head[18] = {0,
                              0,
                              2,
                              [12] = (unsigned char)side,
                              [13] = (unsigned char)(side >> 8),
                              [14] = (unsigned char)side,
                              [15] = (unsigned char)(side >> 8),
                              [16] = 24};
    assert_true(file && fwrite(head, sizeof head, 1, file));
    for (int i = 0; i < 3 * side * side; i++)
        fputc(
            (int)lround(255 * encoded(light_at(i / 3 % side + 0.5, (i - i % 3) / 3 / side + 0.5))),
            file);
    assert_int_equal(fclose(file), 0);
}

static void render_plate(const char *path, int side, double *values)
{
    struct stage_picture picture = stage_render(
        &(struct stage_params){.path = path, .width = side, .height = side, .depth = 32});
    for (int i = 0; i < side * side; i++)
        values[i] = 255 * (double)picture.pixels[4 * i];
    stage_finish(&picture);
}

// A plate's rings are too fine for `side` pixels from a distance on: what is left of them is
// Lanczos' own residue and one value of 255 at most. All of it differs little from what Lanczos
// makes.
static void rings_that_are_too_fine_are_grey(void **state)
{
    static double ours[PLATE * PLATE], best[PLATE * PLATE];
    // Nothing is brighter or darker than what it is made of, which Lanczos' own kernel does not
    // heed.
    static const struct {
        double ratio, most_off;
    } plates[] = {{1.1, 12}, {1.3, 7.5}, {1.5, 5.5}, {1.7, 4.2}, {1.9, 2.6},
                  {2.0, 3},  {2.1, 0.6}, {3.3, 0.6}, {4.0, 2},   {5.3, 0.6}};
    char folder[] = "/tmp/test_lights.XXXXXX", path[64];
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/plate.tga", folder);
    write_grey(path, PLATE, plate_at);
    for (size_t i = 0; i < sizeof plates / sizeof *plates; i++) {
        int side = (int)lround(PLATE / plates[i].ratio);
        double squares = 0, nyquist = 0.5 * side * side / PLATE;
        render_plate(path, side, ours);
        shrink_by_lanczos(best, side);
        for (double from = 1.4 * nyquist; from < side / 2.0 - 6; from += 3)
            if (rings_in(ours, side, from) > rings_in(best, side, from) + 1)
                fail_msg("%g : 1, from %g pixels on: %.2f, Lanczos %.2f", plates[i].ratio, from,
                         rings_in(ours, side, from), rings_in(best, side, from));
        for (int k = 0; k < side * side; k++)
            squares += (ours[k] - best[k]) * (ours[k] - best[k]) / (side * side);
        if (getenv("LIGHTS_REPORT"))
            printf("%g : 1, %d pixels: %.2f from Lanczos\n", plates[i].ratio, side, sqrt(squares));
        if (sqrt(squares) > plates[i].most_off)
            fail_msg("%g : 1: %.2f from Lanczos", plates[i].ratio, sqrt(squares));
    }
    assert_int_equal(remove(path) + rmdir(folder), 0);
}

static double checker_at(double x, double y)
{
    return ((int)x + (int)y) % 2;
}

// Between its own size and a half, too, where no mip level is all that is read.
static void a_checker_keeps_its_light(void **state)
{
    enum { SIDE = 96 };
    static const int sides[] = {96, 92, 88, 80, 72, 64, 56, 50, 48, 40};
    char folder[] = "/tmp/test_lights.XXXXXX", path[64];
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/checker.tga", folder);
    write_grey(path, SIDE, checker_at);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        int side = sides[i];
        double light = 0;
        struct stage_picture picture = stage_render(
            &(struct stage_params){.path = path, .width = side, .height = side, .depth = 32});
        for (int k = 0; k < side * side; k++)
            light += linear((double)picture.pixels[4 * k]) / (side * side);
        stage_finish(&picture);
        if (fabs(255 * encoded(light) - 188) > 1)
            fail_msg("%d pixels of %d: %.2f, not 188", side, SIDE, 255 * encoded(light));
    }
    assert_int_equal(remove(path) + rmdir(folder), 0);
}

static double sharpness_of(const char *text, long long frame)
{
    struct stage_picture picture = stage_render(&(struct stage_params){
        .text = text, .width = WIDTH, .height = HEIGHT, .depth = 32, .frame = frame});
    double sum = 0;
    for (int y = 20; y < HEIGHT - 20; y++)
        for (int x = 20; x < WIDTH - 20; x++) {
            const float *at = picture.pixels + 4 * (y * WIDTH + x);
            sum += (double)((at[4] - at[0]) * (at[4] - at[0]));
        }
    stage_finish(&picture);
    return sqrt(sum);
}

#define CAT "{picture: 'asset:chelsea-the-cat.jpg', chain: "

// Between pixels a picture that was made smaller once is softer than at them: what slides by half a
// pixel, by itself or by what another picture shows, must not come and go.
static void what_slides_stays_as_sharp(void **state)
{
    static const char *const slides[] = {
        "layers: [" CAT "[scroll: {x: 0.5 * frame / 240}]}]\n",
        "layers: [" CAT "[scroll: {x: 0.5 * frame / 240}, duotone: {}]}]\n",
        "layers: [" CAT "[rotate: {angle: 20 * frame}]}]\n",
        "layers: [{name: grey, visible: false, generate: {solid: {color: [0.5 + 0.2 * frame, 0.5 + "
        "0.2 "
        "* frame, 0.5 + 0.2 * frame]}}}, " CAT
        "[displace: {map: grey, angle: 0, turn: 0, amount: 0.01838}]}]\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof slides / sizeof *slides; i++) {
        double at = sharpness_of(slides[i], 0), between = sharpness_of(slides[i], 1);
        if (getenv("LIGHTS_REPORT"))
            printf("%s%.3f, then %.3f\n", slides[i], at, between);
        if (fabs(between / at - 1) > 0.06)
            fail_msg("%s: %.3f, then %.3f", slides[i], at, between);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_are_of_the_scenes_light),
        cmocka_unit_test(samples_are_averaged_in_the_scenes_light),
        cmocka_unit_test(rings_that_are_too_fine_are_grey),
        cmocka_unit_test(a_checker_keeps_its_light),
        cmocka_unit_test(what_slides_stays_as_sharp),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
