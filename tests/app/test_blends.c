// SPDX-License-Identifier: GPL-3.0-or-later
// Blends of hue, saturation and luminosity, against values worked out by hand from the formulas of
// W3C Compositing and Blending Level 1, section 10.2.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *law, *blend, *below, *layer;
    double opacity, wanted[3];
} rows[] = {
    {"a grey has no saturation that a hue could show in",
     "hue",
     "0.5, 0.5, 0.5",
     "1, 0, 0",
     1.0,
     {0.5, 0.5, 0.5}},
    {"and cannot get any", "saturation", "0.5, 0.5, 0.5", "1, 0, 0", 1.0, {0.5, 0.5, 0.5}},
    {"color gives it all that its luminosity leaves room for: 0.2 more is 1.2, drawn to 1",
     "color",
     "0.5, 0.5, 0.5",
     "1, 0, 0",
     1.0,
     {1.0, 2.0 / 7.0, 2.0 / 7.0}},
    {"luminosity is 0.3 of red", "luminosity", "0.5, 0.5, 0.5", "1, 0, 0", 1.0, {0.3, 0.3, 0.3}},
    {"0.59 of green", "luminosity", "1, 1, 1", "0, 1, 0", 1.0, {0.59, 0.59, 0.59}},
    {"and 0.11 of blue", "luminosity", "1, 1, 1", "0, 0, 1", 1.0, {0.11, 0.11, 0.11}},
    {"the hue's middle channel keeps its place: 0.4, 0.2, 0 and 0.124 of light",
     "hue",
     "0.2, 0.4, 0.6",
     "1, 0.5, 0",
     1.0,
     {0.524, 0.324, 0.124}},
    {"a saturation of 1 leaves 0..1 below, and is drawn in",
     "saturation",
     "0.2, 0.4, 0.6",
     "1, 0.5, 0",
     1.0,
     {0.0, 0.446914, 0.893827}},
    {"a colour leaves it below",
     "color",
     "0.2, 0.4, 0.6",
     "1, 0.5, 0",
     1.0,
     {0.608403, 0.304202, 0.0}},
    {"luminosity adds as much everywhere",
     "luminosity",
     "0.2, 0.4, 0.6",
     "1, 0.5, 0",
     1.0,
     {0.433, 0.633, 0.833}},
    {"a hue may leave it above", "hue", "0.9, 0.8, 0.1", "0, 0, 1", 1.0, {0.722472, 0.722472, 1.0}},
    {"a dark luminosity leaves it below",
     "luminosity",
     "0.9, 0.8, 0.1",
     "0, 0, 1",
     1.0,
     {0.134763, 0.117917, 0.0}},
    {"hues of a dark colour",
     "hue",
     "0.05, 0.1, 0.2",
     "1, 0.2, 0.6",
     1.0,
     {0.19275, 0.04275, 0.11775}},
    {"white stays white", "color", "1, 1, 1", "0, 1, 0", 1.0, {1.0, 1.0, 1.0}},
    {"black stays black", "hue", "0, 0, 0", "0.3, 0.6, 0.9", 1.0, {0.0, 0.0, 0.0}},
    {"a grey takes the colour away, and not the light",
     "color",
     "0.8, 0.6, 0.2",
     "0.25, 0.25, 0.25",
     1.0,
     {0.616, 0.616, 0.616}},
    {"so does its saturation",
     "saturation",
     "0.8, 0.6, 0.2",
     "0.25, 0.25, 0.25",
     1.0,
     {0.616, 0.616, 0.616}},
    {"half a layer goes half the way",
     "luminosity",
     "0.2, 0.4, 0.6",
     "1, 0.5, 0",
     0.5,
     {0.3165, 0.5165, 0.7165}},
};

static struct stage_picture blended(struct rmx_arena *arena, size_t i)
{
    const char *text =
        rmx_arena_printf(arena,
                         "layers:\n  - generate: {solid: {color: [%s]}}\n"
                         "  - {generate: {solid: {color: [%s]}}, blend: %s, opacity: %g}\n",
                         rows[i].below, rows[i].layer, rows[i].blend, rows[i].opacity);
    return stage_render(&(struct stage_params){.text = text, .width = 4, .height = 4, .depth = 32});
}

static void test_values_of_the_specification(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    int faults = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stage_picture picture = blended(arena, i);
        for (int c = 0; c < 3; c++) {
            double got = (double)picture.pixels[c];
            if (!(fabs(got - rows[i].wanted[c]) < 2e-5)) {
                print_error("%s: %s, channel %d: %.6f, not %.6f\n", rows[i].law, rows[i].blend, c,
                            got, rows[i].wanted[c]);
                faults++;
            }
        }
        stage_finish(&picture);
    }
    assert_int_equal(faults, 0);
    rmx_arena_destroy(arena);
}

// `hue` blends a layer, and turns colours in a chain.
static void test_a_name_means_two_things(void **state)
{
    (void)state;
    static const char text[] = "layers:\n  - generate: {solid: {color: [0.9, 0.3, 0.3]}}\n"
                               "    chain: [hue: {angle: 0}]\n"
                               "  - {generate: {solid: {color: [0.3, 0.3, 0.9]}}, blend: hue}\n";
    struct stage_picture picture =
        stage_render(&(struct stage_params){.text = text, .width = 4, .height = 4, .depth = 32});
    assert_true(picture.pixels[2] > picture.pixels[0] + 0.4f);
    stage_finish(&picture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_of_the_specification),
        cmocka_unit_test(test_a_name_means_two_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
