// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of what prints a picture in dots or in two tones: as light as the picture, at every size.
//
//   test_screens                 240, 480 and 960 pixels wide
//   test_screens 240 1500 5000   others; prints every mean
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_SIZES = 16 };

static const double most_spread = 2.0; // of 255, between the means of two sizes
static const double most_off = 0.03;   // of the original's mean

static const char *const shapes[] = {"round", "square", "line", "diamond", "cell"};
enum { SHAPES = sizeof shapes / sizeof *shapes };

static int widths[MOST_SIZES] = {240, 480, 960}, width_count = 3;
static bool is_report;

struct light {
    double rgb[3]; // linear, 0..1
};

static double to_linear(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double to_encoded(double light)
{
    return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1.0 / 2.4) - 0.055;
}

static double luminance(struct light light)
{
    return 0.2126 * light.rgb[0] + 0.7152 * light.rgb[1] + 0.0722 * light.rgb[2];
}

static struct light mean_of(const struct stage_picture *picture)
{
    struct light sum = {{0}};
    int count = picture->width * picture->height;
    for (int i = 0; i < count; i++)
        for (int c = 0; c < 3; c++)
            sum.rgb[c] += to_linear((double)picture->pixels[4 * i + c]) / count;
    return sum;
}

static struct light drawn(const char *path, const char *chain, int width)
{
    struct stage_picture picture = stage_render(&(struct stage_params){
        .path = path, .chain = chain, .width = width, .height = width * 2 / 3, .depth = 16});
    struct light light = mean_of(&picture);
    stage_finish(&picture);
    return light;
}

// What becomes of white and of black, and whether colours stay; else the luminance lies between.
struct print {
    const char *chain;
    bool keeps_light, is_coloured;
    double paper[3], ink[3];
    const char *fewer; // the picture that it is tried on alone; NULL: on both
};

#define HALFTONE                                                                                   \
    true, false, {0.96, 0.94, 0.89},                                                               \
    {                                                                                              \
        0.08, 0.08, 0.10                                                                           \
    }
#define NEWSPRINT                                                                                  \
    true, true, {0.95, 0.92, 0.84},                                                                \
    {                                                                                              \
        0.0, 0.0, 0.0                                                                              \
    }

static const char colour[] = "chelsea-the-cat", grey[] = "nagasaki-boats";

static const struct print prints[] = {
    {"halftone", HALFTONE, NULL},
    {"halftone: {shape: square}", HALFTONE, grey},
    {"halftone: {shape: line}", HALFTONE, colour},
    {"halftone: {shape: diamond}", HALFTONE, colour},
    {"halftone: {shape: cell}", HALFTONE, grey},
    {"halftone: {dots: 30, angle: 20}", HALFTONE, colour},
    {"newsprint", NEWSPRINT, NULL},
    {"newsprint: {shape: line}", NEWSPRINT, colour},
    {"newsprint: {shape: cell}", NEWSPRINT, colour},
    {"newsprint: {dots: 60, black: 0}", NEWSPRINT, colour},
    {"dither", true, true, {1.0, 1.0, 1.0}, {0.0, 0.0, 0.0}, NULL},
    {"dither: {levels: 2, pattern: bayer8}", true, true, {1.0, 1.0, 1.0}, {0.0, 0.0, 0.0}, colour},
    {"dither: {mono: true, ink: black, paper: white, pattern: bayer4}",
     true,
     false,
     {1.0, 1.0, 1.0},
     {0.0, 0.0, 0.0},
     grey},
    {"crt: {curvature: 0}", true, true, {1.0, 1.0, 1.0}, {0.0, 0.0, 0.0}, NULL},
    {"crt: {curvature: 0, mask: dots, bloom: 1}",
     true,
     true,
     {1.0, 1.0, 1.0},
     {0.0, 0.0, 0.0},
     grey},
    {"misregister", true, true, {1.0, 1.0, 1.0}, {0.0, 0.0, 0.0}, NULL},
    {"threshold", false, true, {0}, {0}, NULL},
    {"xerox", false, true, {0}, {0}, NULL},
};

// How far the print's light is from the picture's, as laid between ink and paper: a share of it.
static double off_by(const struct print *print, struct light picture, struct light made)
{
    double worst = 0.0;
    for (int c = 0; c < 3; c++) {
        double paper = to_linear(print->paper[c]), ink = to_linear(print->ink[c]);
        double wanted = print->is_coloured ? picture.rgb[c] : luminance(picture);
        double got = (made.rgb[c] - ink) / (paper - ink);
        worst = fmax(worst, fabs(got / wanted - 1.0));
    }
    return worst;
}

static int judge(const struct print *print, const char *name)
{
    int faults = 0;
    double least = 255.0, most = 0.0;
    char path[256];
    snprintf(path, sizeof path, REMONTAGE_ROOT "/assets/%s.jpg", name);
    if (is_report)
        printf("%-34s %-16s", print->chain, name);
    for (int i = 0; i < width_count; i++) {
        struct light made = drawn(path, print->chain, widths[i]);
        double tone = 255.0 * to_encoded(luminance(made));
        least = fmin(least, tone);
        most = fmax(most, tone);
        double off = print->keeps_light ? off_by(print, drawn(path, NULL, widths[i]), made) : 0.0;
        if (is_report)
            printf("  %d: %.2f (%.1f %%)", widths[i], tone, 100.0 * off);
        if (off > most_off) {
            faults++;
            print_error("%s of %s, %d wide: its light is %.1f %% off\n", print->chain, name,
                        widths[i], 100.0 * off);
        }
    }
    if (is_report)
        printf("  spread %.2f\n", most - least);
    if (most - least > most_spread) {
        faults++;
        print_error("%s of %s: means from %.1f to %.1f\n", print->chain, name, least, most);
    }
    return faults;
}

static void prints_keep_their_light_at_every_size(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof prints / sizeof *prints; i++) {
        bool is_both = !prints[i].fewer || is_report;
        if (is_both || prints[i].fewer == colour)
            faults += judge(&prints[i], colour);
        if (is_both || prints[i].fewer == grey)
            faults += judge(&prints[i], grey);
    }
    assert_int_equal(faults, 0);
}

// A grey of so much light, printed black on white: the mean of the print is that light.
static double printed_grey(const char *shape, double light, double dots, double angle)
{
    enum { SIDE = 192 };
    char scene[512];
    double grey_value = to_encoded(light);
    snprintf(
        scene, sizeof scene,
        "layers:\n  - generate: {solid: {color: [%.6f, %.6f, %.6f]}}\n"
        "    chain: [halftone: {shape: %s, dots: %.9f, angle: %.9f, ink: black, paper: white}]\n",
        grey_value, grey_value, grey_value, shape, dots, angle);
    struct stage_picture picture = stage_render(
        &(struct stage_params){.text = scene, .width = SIDE, .height = SIDE, .depth = 16});
    struct light made = mean_of(&picture);
    stage_finish(&picture);
    return made.rgb[1];
}

static void a_dot_has_the_area_of_its_tone(void **state)
{
    (void)state;
    static const double lights[] = {0.03, 0.12, 0.2, 0.24, 0.5, 0.77, 0.97};
    // Each repeats itself in the picture's sides: cells of 24, 19, 7.7, 3.2 and 1.4 pixels.
    static const struct {
        double dots, angle;
    } screens[] = {{8.0, 0.0},
                   {10.0, 36.869897646},
                   {25.0, 36.869897646},
                   {60.0, 36.869897646},
                   {135.0, 36.869897646}};
    int faults = 0;
    for (int s = 0; s < SHAPES; s++)
        for (size_t i = 0; i < sizeof lights / sizeof *lights; i++)
            for (size_t k = 0; k < sizeof screens / sizeof *screens; k++) {
                double made = printed_grey(shapes[s], lights[i], screens[k].dots, screens[k].angle);
                if (fabs(made - lights[i]) < 0.006)
                    continue;
                faults++;
                print_error("%s, %.3g rows of dots in 192 pixels: %g of light becomes %.4f\n",
                            shapes[s], screens[k].dots, lights[i], made);
            }
    assert_int_equal(faults, 0);
}

// How far the dot in the middle is from being its own mirror image, on a ramp of tones.
static double lopsided(const char *shape)
{
    enum { SIDE = 128, CELL = 32 };
    char scene[512];
    snprintf(scene, sizeof scene,
             "layers:\n  - generate: {gradient: {color: \"#bbb\", background: white}}\n"
             "    chain: [halftone: {shape: %s, dots: %d, angle: 0}]\n",
             shape, SIDE / CELL);
    struct stage_picture picture = stage_render(
        &(struct stage_params){.text = scene, .width = SIDE, .height = SIDE, .depth = 16});
    double worst = 0.0;
    for (int y = SIDE / 2 - CELL / 2; y < SIDE / 2 + CELL / 2; y++)
        for (int x = SIDE / 2 - CELL / 2; x < SIDE / 2 + CELL / 2; x++)
            worst = fmax(worst,
                         fabs((double)picture.pixels[4 * (y * SIDE + x)] -
                              (double)picture.pixels[4 * ((SIDE - 1 - y) * SIDE + SIDE - 1 - x)]));
    stage_finish(&picture);
    return worst;
}

static void a_dot_has_one_tone(void **state)
{
    (void)state;
    assert_true(lopsided("round") < 0.002);
    assert_true(lopsided("square") < 0.002);
    assert_true(lopsided("diamond") < 0.002);
    assert_true(lopsided("cell") > 0.1); // its edge follows the ramp
}

// The light of each pixel of `small`, from what it covers of a larger picture.
static double covered(const struct stage_picture *large, int times, int x, int y)
{
    double sum = 0.0;
    for (int i = 0; i < times * times; i++) {
        int column = x * times + i % times, row = y * times + i / times;
        sum += to_linear((double)large->pixels[4 * (row * large->width + column)]);
    }
    return sum / (times * times);
}

static void edges_of_threshold_are_covered_pixels(void **state)
{
    (void)state;
    enum { SIDE = 48, TIMES = 12 };
    struct stage_params params = {
        .text = "layers:\n  - generate: {gradient: {angle: 23}}\n"
                "    chain: [threshold: {level: 0.5, softness: 0, ink: black, paper: white}]\n",
        .width = SIDE,
        .height = SIDE,
        .depth = 16};
    struct stage_picture small = stage_render(&params);
    params.width = params.height = SIDE * TIMES;
    struct stage_picture large = stage_render(&params);
    int between = 0;
    double worst = 0.0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        double light = to_linear((double)small.pixels[(size_t)4 * (size_t)i]);
        between += light > 0.1 && light < 0.9;
        worst = fmax(worst, fabs(light - covered(&large, TIMES, i % SIDE, i / SIDE)));
    }
    stage_finish(&small);
    stage_finish(&large);
    assert_true(between >= SIDE / 2);
    assert_true(worst < 0.13);
}

static void transparent_places_have_no_tone(void **state)
{
    (void)state;
    // White that ends within the canvas: dots where it ends would be the tone of what is not there.
    static const char *const chains[] = {"halftone: {ink: black, paper: white}",
                                         "newsprint: {paper: white}"};
    for (int i = 0; i < 2; i++) {
        char scene[512];
        snprintf(scene, sizeof scene,
                 "background: white\nlayers:\n"
                 "  - {name: disc, generate: {solid: {color: white}}, visible: false,\n"
                 "     mask: {generate: {shape: {color: white, background: black}}}}\n"
                 "  - {picture: disc, chain: [%s]}\n",
                 chains[i]);
        struct stage_picture picture = stage_render(
            &(struct stage_params){.text = scene, .width = 160, .height = 90, .depth = 16});
        for (int k = 0; k < 160 * 90; k++)
            assert_true(picture.pixels[4 * k + 1] > 0.99f);
        stage_finish(&picture);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        is_report = true;
        width_count = 0;
        for (int i = 1; i < argc && width_count < MOST_SIZES; i++)
            widths[width_count++] = atoi(argv[i]);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_keep_their_light_at_every_size),
        cmocka_unit_test(a_dot_has_the_area_of_its_tone),
        cmocka_unit_test(a_dot_has_one_tone),
        cmocka_unit_test(edges_of_threshold_are_covered_pixels),
        cmocka_unit_test(transparent_places_have_no_tone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
