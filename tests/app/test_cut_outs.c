// SPDX-License-Identifier: GPL-3.0-or-later
// A cut-out with a soft edge is not seen on its own colour, whatever stores it, reads it between
// its pixels or remembers it on the way. Every effect, transition, cut and arrange of the catalog:
// what makes one colour of one colour makes a cut-out of it that cannot be told from it.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST (2.0 / 255.0)
#define DISC "shape: {color: %s, background: [0, 0, 0, 0], size: 0.6, softness: 0.1}"
// Stored twice, and read between its pixels each time.
#define STORED "{hue: {angle: 0}, store: true}, rotate: {angle: 9}"

static const char *const colours[] = {"[1, 1, 1, 1]", "[0.8, 0.3, 0.1, 1]"};

static struct rmx_arena *arena;
static struct rmx_catalog *catalog;

static struct stage_picture drawn(const char *text, long long frame)
{
    return stage_render(&(struct stage_params){
        .text = text, .width = 96, .height = 54, .frame = frame, .depth = 32});
}

// The largest difference of any pixel from `colour`; without one, from the first pixel.
static double unevenness(const struct stage_picture *picture, const float *colour)
{
    double most = 0.0;
    const float *first = colour ? colour : picture->pixels;
    for (int p = 0; p < picture->width * picture->height; p++)
        for (int c = 0; c < 4; c++)
            most = fmax(most, fabs((double)picture->pixels[4 * p + c] - (double)first[c]));
    return most;
}

// "NAME: {other: second}": further pictures that have no default.
static const char *step_of(const struct rmx_effect *effect)
{
    struct rmx_text text = {0};
    const char *comma = "";
    rmx_text_printf(&text, "{%s: {", effect->name);
    for (int i = 0; i < effect->input_count; i++) {
        const struct rmx_input *input = &effect->inputs[i];
        if (input->type != RMX_INPUT_IMAGE || i == effect->main_image || input->image_default)
            continue;
        rmx_text_printf(&text, "%s%s: second", comma, i == effect->to_image ? "to" : input->name);
        comma = ", ";
    }
    rmx_text_add(&text, "}, store: true}");
    const char *step = rmx_arena_copy(arena, rmx_text_string(&text));
    rmx_text_finish(&text);
    return step;
}

// What parts the colours of an edge, or lights what is beside it, by its own meaning.
static const struct {
    const char *name, *why; // for the reader
    bool hides_white;
} showing[] = {
    {"channel_shift", "the channels of an edge lie apart as those of the picture do", false},
    {"misregister", "the plates of an edge lie apart, and paper shows", true},
    {"bloom", "what lies beside it is lit", true},
    {"edges", "an outline is an edge, but of what is as white as the paper", true},
    {"through_light", "what does not cover is light", true},
};

static bool may_show(const struct rmx_effect *effect, size_t colour)
{
    for (size_t i = 0; i < sizeof(showing) / sizeof(*showing); i++)
        if (strcmp(showing[i].name, effect->name) == 0)
            return colour > 0 || !showing[i].hides_white;
    return false;
}

static bool is_step(const struct rmx_effect *effect)
{
    return strcmp(effect->folder, "blend") != 0 &&
           (effect->role == RMX_ROLE_FILTER || effect->role == RMX_ROLE_TRANSITION);
}

static const struct rmx_effect *effect_at(int i)
{
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    struct rmx_errors errors = {.arena = arena};
    return i < count ? rmx_catalog_find(catalog, entries[i].name, &errors, NULL) : NULL;
}

// What the effect makes of the colour alone. False: not one opaque colour.
static bool is_even(const char *step, const char *colour, float *becomes)
{
    const char *text = rmx_arena_printf(arena,
                                        "background: none\n"
                                        "sources: {second: {generate: {solid: {color: %s}}}}\n"
                                        "layers:\n  - generate: {solid: {color: %s}}\n"
                                        "    chain: [%s]\n",
                                        colour, colour, step);
    struct stage_picture picture = drawn(text, 4);
    memcpy(becomes, picture.pixels, 4 * sizeof(float));
    bool even = unevenness(&picture, NULL) < 0.5 / 255.0 && becomes[3] > 0.999f;
    stage_finish(&picture);
    return even;
}

static double seen_on(const char *ground, const char *layer, long long frame, const float *becomes)
{
    struct stage_picture picture = drawn(
        rmx_arena_printf(arena, "layers:\n  - generate: {solid: {color: %s}}\n%s", ground, layer),
        frame);
    double seen = unevenness(&picture, becomes);
    stage_finish(&picture);
    return seen;
}

static bool is_hidden(const struct rmx_effect *effect, const char *colour, bool *was_even)
{
    const char *step = step_of(effect);
    float becomes[4];
    *was_even = is_even(step, colour, becomes);
    if (!*was_even)
        return true;
    const char *ground = rmx_arena_printf(arena, "[%.9g, %.9g, %.9g, 1]", (double)becomes[0],
                                          (double)becomes[1], (double)becomes[2]);
    const char *disc = rmx_arena_printf(arena, DISC, colour);
    const char *layer =
        rmx_arena_printf(arena,
                         "  - generate: {%s}\n    chain: [" STORED ", %s, "
                         "rotate: {angle: 5}]\nsources: {second: {generate: {%s}}}\n",
                         disc, step, disc);
    double seen = seen_on(ground, layer, 4, becomes);
    if (seen > MOST)
        print_error("%s: a disc of %s is seen on its own colour, by %.1f / 255\n", effect->name,
                    colour, 255.0 * seen);
    return seen <= MOST;
}

static void no_effect_shows_it(void **state)
{
    (void)state;
    int faults = 0, even = 0;
    for (int i = 0; effect_at(i); i++)
        for (size_t c = 0; is_step(effect_at(i)) && c < sizeof(colours) / sizeof(*colours); c++) {
            bool was_even;
            if (may_show(effect_at(i), c))
                continue;
            faults += !is_hidden(effect_at(i), colours[c], &was_even);
            even += was_even;
        }
    assert_true(even >= 90);
    assert_int_equal(faults, 0);
}

static const float white[] = {1, 1, 1, 1};

static int fragments_faults(const char *cut, const char *arrange)
{
    const char *disc = rmx_arena_printf(arena, DISC, colours[0]);
    const char *layer = rmx_arena_printf(
        arena,
        "  - fragments: {from: disc, cut: %s, arrange: %s}\n    chain: {rotate: {angle: 5}}\n"
        "sources: {disc: {generate: {%s}}}\n",
        cut, arrange, disc);
    double seen = seen_on(colours[0], layer, 4, white);
    if (seen > MOST)
        print_error("%s, %s: the disc is seen, by %.1f / 255\n", cut, arrange, 255.0 * seen);
    return seen > MOST;
}

static void no_fragments_show_it(void **state)
{
    (void)state;
    int faults = 0;
    for (int i = 0; effect_at(i); i++) {
        const struct rmx_effect *effect = effect_at(i);
        if (effect->role == RMX_ROLE_CUT)
            faults += fragments_faults(effect->name, "in_place") +
                      fragments_faults(effect->name, "scatter");
        if (effect->role == RMX_ROLE_ARRANGE)
            faults += fragments_faults("grid", effect->name) +
                      fragments_faults("figure: {by: alpha}", effect->name);
    }
    assert_int_equal(faults, 0);
}

// By other ways: layers that lay it on white.
static const struct {
    const char *law, *layers;
    long long frame;
} ways[] = {
    {"the frame before shows it",
     "  - name: a\n    generate: {" DISC "}\n    chain: {rotate: {angle: 3}}\n"
     "    visible: false\n"
     "  - picture: a.past\n    chain: {scroll: {x: 0.013}}\n",
     2},
    {"it is placed smaller than half",
     "  - generate: {" DISC
     "}\n    chain: {hue: {angle: 0}, store: true}\n    place: {scale: 0.3}\n",
     0},
    {"it is placed larger",
     "  - generate: {" DISC "}\n    chain: {hue: {angle: 0}, store: true}\n    place: {scale: 3}\n",
     0},
};

static void no_way_shows_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        const char *layers = rmx_arena_printf(arena, ways[i].layers, colours[0]);
        double seen = seen_on(colours[0], layers, ways[i].frame, white);
        if (seen > MOST)
            fail_msg("%s: by %.1f / 255", ways[i].law, 255.0 * seen);
    }
}

// Fragments in which there is nothing have no edge and throw no shadow.
static void nothing_is_not_decorated(void **state)
{
    (void)state;
    static const char *const how[] = {
        "border: {width: 0.02, color: red}",
        "shadow: {x: 0.02, y: -0.02, blur: 0.03, opacity: 1}",
        "torn: 1",
    };
    for (size_t i = 0; i < sizeof(how) / sizeof(*how); i++) {
        const char *layer = rmx_arena_printf(
            arena,
            "  - fragments: {from: clear, cut: {grid: {count: 12}}, arrange: scatter, %s}\n"
            "sources: {clear: {generate: {solid: {color: [0, 0, 0, 0]}}}}\n",
            how[i]);
        double seen = seen_on(colours[0], layer, 0, white);
        if (seen > MOST)
            fail_msg("%s: is seen by %.1f / 255", how[i], 255.0 * seen);
    }
}

// Of a disc that is cut out: what is red, and what is left of it, in heights of the picture.
static void border_of(const char *at, double *red, double *blue)
{
    struct stage_picture picture = drawn(
        rmx_arena_printf(arena,
                         "sources: {disc: {generate: {shape: {sides: 60, size: 0.5, color: blue, "
                         "background: [0, 0, 0, 0]}}}}\nlayers:\n"
                         "  - fragments: {from: disc, cut: {figure: {by: alpha}},\n"
                         "                border: {width: 0.1, color: red%s}}\n",
                         at),
        0);
    int middle = picture.height / 2 * picture.width;
    *red = *blue = 0;
    for (int x = 0; x < picture.width; x++) {
        *red += picture.pixels[4 * (middle + x)] > 0.5f;
        *blue += picture.pixels[4 * (middle + x) + 2] > 0.5f;
    }
    *red /= picture.height;
    *blue /= picture.height;
    stage_finish(&picture);
}

// The border of what is cut out leaves it whole.
static void a_border_lies_where_it_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *at;
        double inside; // of a border on both sides, 0.1 each
    } places[] = {{"", 0}, {", at: outside", 0}, {", at: across", 0.1}, {", at: inside", 0.2}};
    double whole = 0, red, blue;
    for (int i = 0; i < 4; i++) {
        border_of(places[i].at, &red, &blue);
        if (i == 0)
            whole = blue;
        if (fabs(red - 0.2) > 0.04 || fabs(whole - blue - places[i].inside) > 0.04)
            fail_msg("border%s: %.3f red, %.3f blue", places[i].at, red, blue);
    }
    assert_true(whole > 0.4);
}

static int shaded_pixels(const char *torn)
{
    struct stage_picture picture = drawn(
        rmx_arena_printf(arena,
                         "background: white\nlayers:\n"
                         "  - fragments: {from: asset:coffee.jpg, cut: {grid: {count: 1}},\n"
                         "                arrange: {stack: {size: 0.5, angle: 0}}, torn: %s,\n"
                         "                shadow: {x: 0, y: -0.35, blur: 0, opacity: 1}}\n"
                         "    chain: {threshold: {level: 0.004, softness: 0}}\n",
                         torn),
        0);
    int count = 0;
    for (int p = 0; p < picture.width * picture.height; p++)
        count += picture.pixels[4 * p] < 0.5f;
    stage_finish(&picture);
    return count;
}

// The shadow of torn paper is smaller than that of the whole sheet.
static void a_torn_edge_throws_its_own_shadow(void **state)
{
    (void)state;
    int whole = shaded_pixels("0"), torn = shaded_pixels("1");
    if (whole < 100 || torn > whole * 0.97)
        fail_msg("%d pixels are in the shadow, torn %d", whole, torn);
}

static int set_up(void **state)
{
    (void)state;
    setenv("GALLIVM_PERF", "nopt", 0); // llvmpipe's optimiser takes longer than such small pictures
    arena = rmx_arena_create();
    catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_effect_shows_it),
        cmocka_unit_test(no_fragments_show_it),
        cmocka_unit_test(no_way_shows_it),
        cmocka_unit_test(nothing_is_not_decorated),
        cmocka_unit_test(a_torn_edge_throws_its_own_shadow),
        cmocka_unit_test(a_border_lies_where_it_is_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
