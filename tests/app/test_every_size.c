// SPDX-License-Identifier: GPL-3.0-or-later
// The same picture at every size: each effect, generator, transition, blend, cut and arrange of
// ours with its defaults, drawn large and averaged, is the small one.
//
//   test_every_size [SMALL LARGE [NAME...]]
//
// Widths in pixels; without them 240 and 480, with one of three photographs in turn. With them all
// three, and how far apart each is is printed: of all, or of these.
//
// A photograph by itself is not the same either: a small one is minified by mips, which are no box.
// Twice what it is apart by itself is allowed: effects raise contrasts. Minification averages
// light, outlines mix values as blends do: the large picture is averaged both ways, and the nearer
// mean counts.
#include "catalog/catalog.h"
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define OTHER "asset:rocket-at-dusk.jpg"

enum { FRAME = 8 }; // of those that remember, what moves is drawn from the first frame on

static const double most_difference = 3.0; // of 255, the mean over all pixels and channels

// A soft one, a furry one, one full of lines.
static const char *const pictures[] = {"asset:retina.jpg", "asset:chelsea-the-cat.jpg",
                                       "asset:nagasaki-boats.jpg"};
enum { PICTURES = sizeof pictures / sizeof *pictures };

// What cannot hold the law at 240 pixels, and why. What holds it from there to 3,840 pixels
// may not stand here.
static const struct {
    const char *kind, *name, *reason;
} exceptions[] = {
    {"effect", "halftone", "its dots are as small as two pixels: test_screens has the law"},
    {"effect", "newsprint", "its dots are as small as two pixels: test_screens has the law"},
    {"effect", "dither", "its dots are as small as a pixel: test_screens has the law"},
    {"effect", "crt", "its lines and mask are as fine as pixels: test_screens has the law"},
    {"effect", "datamosh", "where a block finds itself again, its finest detail decides"},
    {"effect", "xerox", "its grain is finer than a pixel, and divided after that"},
    {"effect", "generations", "its grain is finer than a pixel, and copied on"},
    {"blend", "hue", "a grey has no hue: that of what is nearly grey is that of its noise"},
    {"transition", "grain_dissolve", "its grains are finer than a pixel"},
    {"effect", "threshold", "detail finer than a pixel decides between black and white"},
    {"effect", "original", "its copies are small pictures of the canvas, and printed hard"},
    {"effect", "slit_scan", "its moments are kept at half the pixels: sharpness"},
    {"cut", "figure", "its outlines follow detail that is finer than a pixel"},
    {"arrange", "shuffle", "its fragments meet at whole pixels, the edges of each are hard"},
    {"effect", "pixel_sort", "one pixel ends a run, and detail is finer than a pixel"},
    {"arrange", "sort", "fragments of nearly one brightness change places"},
    {"arrange", "sheet", "its pictures are a few pixels wide"},
    {"arrange", "mosaic", "it compares fragments of a few pixels"},
    {"effect", "edges", "its lines follow detail that is finer than a pixel"},
};

// What the whole program is told.
static int small_width = 240, large_width = 480;
static char **only; // names; NULL: all
static int only_count;
static bool is_report;

static bool is_wanted(const char *name)
{
    for (int i = 0; i < only_count; i++)
        if (strcmp(only[i], name) == 0)
            return true;
    return only_count == 0;
}

static bool remembers(const struct rmx_effect *effect)
{
    for (int i = 0; i < effect->pass_count; i++)
        if (effect->passes[i].persistent)
            return true;
    return false;
}

static bool is_blend(const struct rmx_effect *effect)
{
    return strcmp(effect->folder, "blend") == 0;
}

static const char *kind_of(const struct rmx_effect *effect)
{
    switch (effect->role) {
    case RMX_ROLE_GENERATOR: return "generator";
    case RMX_ROLE_TRANSITION: return "transition";
    case RMX_ROLE_CUT: return "cut";
    case RMX_ROLE_ARRANGE: return "arrange";
    case RMX_ROLE_FILTER: break;
    }
    return is_blend(effect) ? "blend" : "effect";
}

// "NAME" or "NAME: {guide: asset:...}": a second picture wherever one is wanted.
static void add_instance(struct rmx_text *text, const struct rmx_effect *effect)
{
    const char *comma = "";
    rmx_text_printf(text, "{%s: {", effect->name);
    for (int i = 0; i < effect->input_count; i++) {
        if (effect->inputs[i].type != RMX_INPUT_IMAGE || i == effect->main_image ||
            effect->role == RMX_ROLE_CUT)
            continue;
        rmx_text_printf(text, "%s%s: " OTHER, comma,
                        i == effect->to_image ? "to" : effect->inputs[i].name);
        comma = ", ";
    }
    rmx_text_add(text, "}}");
}

// NULL: the picture alone.
static void add_scene(struct rmx_text *text, const struct rmx_effect *effect, const char *picture)
{
    rmx_text_add(text, "background: \"#808080\"\nlayers:\n");
    if (!effect) {
        rmx_text_printf(text, "  - picture: %s\n", picture);
    } else if (effect->role == RMX_ROLE_GENERATOR) {
        rmx_text_printf(text, "  - generate: %s\n", effect->name);
    } else if (effect->role == RMX_ROLE_CUT || effect->role == RMX_ROLE_ARRANGE) {
        bool is_cut = effect->role == RMX_ROLE_CUT;
        rmx_text_printf(text,
                        "  - {name: resting, picture: %s, visible: false}\n"
                        "  - {name: moving, picture: %s, visible: false, "
                        "chain: [{scroll: {x: time * 0.3}}]}\n  - fragments:\n",
                        picture, picture);
        rmx_text_printf(text, "      from: %s\n      cut: ",
                        effect->fragments.wants_moments ? "moving" : "resting");
        if (is_cut)
            add_instance(text, effect);
        else
            rmx_text_add(text, "grid");
        rmx_text_add(text, "\n      arrange: ");
        if (is_cut)
            rmx_text_add(text, "scatter");
        else
            add_instance(text, effect);
        rmx_text_add(text, effect->fragments.wants_moments ? "\n      moments: 8\n" : "\n");
    } else if (is_blend(effect)) {
        rmx_text_printf(text, "  - picture: %s\n  - {picture: " OTHER ", blend: %s}\n", picture,
                        effect->name);
    } else {
        rmx_text_printf(text, "  - picture: %s\n    chain: [%s", picture,
                        remembers(effect) ? "{scroll: {x: time * 0.3}}, " : "");
        add_instance(text, effect);
        rmx_text_add(text, "]\n");
    }
}

enum { VALUES, LIGHT, MEANS }; // what is averaged

static double light_of(double value)
{
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double value_of(double light)
{
    return light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

// The small picture's pixels, each the mean of what it covers of a larger one.
static void average(const struct stage_picture *large, const struct stage_picture *small,
                    double (*mean)[MEANS])
{
    static double lights[65536];
    int times = large->width / small->width;
    double share = 1.0 / (times * times);
    assert_int_equal(large->width, times * small->width);
    assert_int_equal(large->height, times * small->height);
    for (int i = 0; lights[65535] == 0.0 && i < 65536; i++)
        lights[i] = light_of(i / 65535.0);
    for (int y = 0; y < large->height; y++)
        for (int x = 0; x < large->width; x++)
            for (int c = 0; c < 3; c++) {
                double(*to)[MEANS] = &mean[(y / times * small->width + x / times) * 3 + c];
                double value =
                    (double)large
                        ->pixels[((size_t)y * (size_t)large->width + (size_t)x) * 4 + (size_t)c];
                (*to)[VALUES] += value * share;
                (*to)[LIGHT] += lights[lrint(fmin(fmax(value, 0.0), 1.0) * 65535.0)] * share;
            }
    for (int i = 0; i < small->width * small->height * 3; i++)
        mean[i][LIGHT] = value_of(mean[i][LIGHT]);
}

// Of 255, of the nearer of both means.
static double difference(const char *text)
{
    struct stage_params params = {.text = text,
                                  .width = small_width,
                                  .height = small_width * 2 / 3,
                                  .depth = 16,
                                  .frame = FRAME};
    struct stage_picture small = stage_render(&params);
    params.width = large_width;
    params.height = small.height * (large_width / small_width);
    struct stage_picture large = stage_render(&params);
    int count = small.width * small.height * 3;
    double(*mean)[MEANS] = calloc((size_t)count, sizeof *mean), sums[MEANS] = {0};
    assert_non_null(mean);
    average(&large, &small, mean);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < MEANS; k++)
            sums[k] += fabs(mean[i][k] - (double)small.pixels[i / 3 * 4 + i % 3]);
    free(mean);
    stage_finish(&small);
    stage_finish(&large);
    return 255.0 * fmin(sums[VALUES], sums[LIGHT]) / count;
}

static double apart(const struct rmx_effect *effect, const char *picture)
{
    struct rmx_text text = {0};
    add_scene(&text, effect, picture);
    double difference_of_it = difference(rmx_text_string(&text));
    rmx_text_finish(&text);
    return difference_of_it;
}

// How far they may be apart.
static double bound_of(int picture)
{
    static double bounds[PICTURES];
    if (bounds[picture] == 0.0) {
        double plain = fmax(apart(NULL, pictures[picture]), apart(NULL, OTHER));
        bounds[picture] = fmax(most_difference, 2.0 * plain);
        if (is_report)
            printf("%-36s %7.3f, bound %.3f\n", pictures[picture], plain, bounds[picture]);
    }
    return bounds[picture];
}

static const char *exception_of(const struct rmx_effect *effect)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
        if (strcmp(exceptions[i].name, effect->name) == 0 &&
            strcmp(exceptions[i].kind, kind_of(effect)) == 0)
            return exceptions[i].reason;
    return NULL;
}

// Whether it does what the law says of it.
static bool holds(const struct rmx_effect *effect)
{
    static int turn;
    const char *reason = exception_of(effect);
    int first = is_report ? 0 : turn++ % PICTURES;
    bool is_same = true;
    if (is_report)
        printf("%-10s %-20s", kind_of(effect), effect->name);
    for (int i = first; i < (is_report ? PICTURES : first + 1); i++) {
        double bound = bound_of(i), far = apart(effect, pictures[i]);
        is_same &= far <= bound;
        if (is_report)
            printf(" %7.3f%s", far, far > bound ? "!" : " ");
        if (far > bound && !reason)
            print_error("%s %s: differs by %.3f of 255 between %d and %d pixels with %s\n",
                        kind_of(effect), effect->name, far, small_width, large_width, pictures[i]);
        if (is_report && effect->role == RMX_ROLE_GENERATOR)
            break;
    }
    if (is_report)
        printf("  %s\n", is_same ? "" : reason ? reason : "MISSED");
    bool must_miss = large_width >= 16 * small_width; // from less of it less is seen
    if (is_same && reason && must_miss)
        print_error("%s %s: holds the law, but is named as what cannot\n", kind_of(effect),
                    effect->name);
    return is_same ? !reason || !must_miss : reason != NULL;
}

struct tally {
    int drawn, faults;
};

static void count(struct tally *tally, const struct rmx_effect *effect)
{
    assert_non_null(effect);
    if (!effect->is_ours || !is_wanted(effect->name))
        return;
    tally->drawn++;
    tally->faults += !holds(effect);
}

static void every_effect_is_the_same_at_every_size(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    struct tally tally = {0};
    int entry_count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &entry_count);
    for (int i = 0; i < entry_count; i++)
        count(&tally, rmx_catalog_load(catalog, entries[i].path, &errors));
    const enum rmx_role roles[] = {RMX_ROLE_CUT, RMX_ROLE_ARRANGE};
    for (int r = 0; r < 2; r++) {
        entries = rmx_catalog_entries_in(catalog, roles[r], &entry_count);
        for (int i = 0; i < entry_count; i++)
            count(&tally, rmx_catalog_find_in(catalog, roles[r], entries[i].name, &errors, NULL));
    }
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    assert_true(only_count ? tally.drawn > 0 : tally.drawn >= 100);
    assert_int_equal(tally.faults, 0);
}

// Their fibre is finer than a pixel of the small picture, and far from smooth in the large one.
static void torn_rims_are_the_same_at_every_size(void **state)
{
    (void)state;
    double apart = difference(
        "background: \"#204040\"\nlayers:\n  - fragments: {from: asset:retina.jpg"
        ", cut: {voronoi: {count: 30}}, arrange: {scatter: {amount: 0.3}}, torn: 0.5}\n");
    if (is_report)
        printf("torn rims %33.3f\n", apart);
    assert_true(apart <= most_difference);
}

// Most of its octaves are finer than a pixel of the small picture.
static void fine_noise_is_the_same_at_every_size(void **state)
{
    (void)state;
    double apart =
        difference("layers: [{generate: {noise: {count: 40, roughness: 0.7, contrast: 1}}}]\n");
    if (is_report)
        printf("fine noise %32.3f\n", apart);
    assert_true(apart <= most_difference);
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        small_width = atoi(argv[1]);
        large_width = atoi(argv[2]);
        only = argv + 3;
        only_count = argc - 3;
        is_report = true;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_effect_is_the_same_at_every_size),
        cmocka_unit_test(torn_rims_are_the_same_at_every_size),
        cmocka_unit_test(fine_noise_is_the_same_at_every_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
