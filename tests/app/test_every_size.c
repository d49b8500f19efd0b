// SPDX-License-Identifier: GPL-3.0-or-later
// The same picture at every size: each effect, generator, transition, blend, cut and arrange of
// ours with its defaults, drawn large and averaged, is the small one.
//
//   test_every_size [SMALL LARGE [NAME...]]
//
// Widths in pixels; without them 240 and 480, with one of three photographs in turn. With them all
// three, and how far apart each is is printed: of all, or of these. EVERY_SIZE_PICTURE=0, 1 or 2
// draws one photograph alone, EVERY_SIZE_KEEP=FOLDER keeps both pictures of each.
//
// The photographs are as wide as the large picture: widths a power of two apart have them at a
// whole level of mips, nearly their mean, and what differs is the effect's. Minification averages
// light, outlines mix values as blends do: the large picture is averaged both ways, the nearer mean
// counts.
#include "base/file.h"
#include "catalog/catalog.h"
#include "every_size.h"
#include "media/encode.h"
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { FRAME = 8 }; // of those that remember, what moves is drawn from the first frame on

static const double most_difference = 3.0; // of 255, the mean over all pixels and channels

// A soft one, a furry one, one full of lines; and what is laid beside them.
static const char *const assets[] = {"retina.jpg", "chelsea-the-cat.jpg", "nagasaki-boats.jpg",
                                     "rocket-at-dusk.jpg"};
enum { OTHER = 3, PICTURES = 3, ASSETS = 4 };

// What the whole program is told.
static int small_width = 240, large_width = 480;
static char **only; // names; NULL: all
static int only_count;
static bool is_report;
static char folder[64]; // of the photographs
enum { SHARP, SOFT, KINDS };
static char pictures[KINDS][ASSETS][96];

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

// What is drawn of an effect.
struct drawing {
    const struct rmx_effect *effect; // NULL: the picture alone
    int kind, picture;
    const char *with; // parameters; NULL: none
};

// "NAME: {guide: FILE}": a second picture wherever one is wanted.
static void add_instance(struct rmx_text *text, const struct drawing *drawing)
{
    const struct rmx_effect *effect = drawing->effect;
    bool is_with = drawing->with && effect->role != RMX_ROLE_ARRANGE;
    const char *comma = is_with ? ", " : "";
    rmx_text_printf(text, "{%s: {%s", effect->name, is_with ? drawing->with : "");
    for (int i = 0; i < effect->input_count; i++) {
        if (effect->inputs[i].type != RMX_INPUT_IMAGE || i == effect->main_image ||
            effect->role == RMX_ROLE_CUT)
            continue;
        rmx_text_printf(text, "%s%s: %s", comma,
                        i == effect->to_image ? "to" : effect->inputs[i].name,
                        pictures[drawing->kind][OTHER]);
        comma = ", ";
    }
    rmx_text_add(text, "}}");
}

static void add_scene(struct rmx_text *text, const struct drawing *drawing)
{
    const struct rmx_effect *effect = drawing->effect;
    const char *picture = pictures[drawing->kind][drawing->picture];
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
            add_instance(text, drawing);
        else
            rmx_text_printf(text, "{grid: {%s}}", drawing->with ? drawing->with : "");
        rmx_text_add(text, "\n      arrange: ");
        if (is_cut)
            rmx_text_add(text, "scatter");
        else
            add_instance(text, drawing);
        rmx_text_add(text, effect->fragments.wants_moments ? "\n      moments: 8\n" : "\n");
    } else if (is_blend(effect)) {
        rmx_text_printf(text, "  - picture: %s\n  - {picture: %s, blend: %s}\n", picture,
                        pictures[drawing->kind][OTHER], effect->name);
    } else {
        rmx_text_printf(text, "  - picture: %s\n    chain: [%s", picture,
                        remembers(effect) ? "{scroll: {x: time * 0.3}}, " : "");
        add_instance(text, drawing);
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

// Where somebody wants to look: the small picture at the left, the mean of the large one at the
// right.
static void keep(const char *name, const struct stage_picture *small, double (*mean)[MEANS], int k)
{
    const char *to = getenv("EVERY_SIZE_KEEP");
    int width = small->width, height = small->height;
    if (!to)
        return;
    unsigned char *pixels = calloc((size_t)(2 * width * height), 4);
    assert_non_null(pixels);
    for (int i = 0; i < width * height; i++)
        for (int c = 0; c < 4; c++) {
            unsigned char *at = &pixels[(i / width * 2 * width + i % width) * 4 + c];
            at[0] = (unsigned char)lrintf(255.0f * fminf(small->pixels[i * 4 + c], 1.0f));
            at[4 * width] = c == 3 ? 255 : (unsigned char)lrint(255.0 * mean[i * 3 + c][k]);
        }
    struct rmx_encode_params params = {
        .format = RMX_ENCODE_PNG, .width = 2 * width, .height = height, .pixels = pixels};
    char why[256], path[512];
    size_t length;
    unsigned char *file = rmx_encode_memory(&params, &length, why, sizeof why);
    snprintf(path, sizeof path, "%s/%s.png", to, name);
    assert_true(file && rmx_file_write(path, file, length));
    rmx_encode_free(file);
    free(pixels);
}

// Of 255, of the nearer of both means.
static double difference(const char *text, const char *name)
{
    struct stage_params params = {.text = text,
                                  .width = small_width,
                                  .height = small_width * 2 / 3,
                                  .depth = 16,
                                  .frame = FRAME,
                                  .allow = folder};
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
    keep(name, &small, mean, sums[LIGHT] < sums[VALUES] ? LIGHT : VALUES);
    free(mean);
    stage_finish(&small);
    stage_finish(&large);
    return 255.0 * fmin(sums[VALUES], sums[LIGHT]) / count;
}

static double apart(const struct drawing *drawing)
{
    const struct rmx_effect *effect = drawing->effect;
    struct rmx_text text = {0};
    char name[128];
    snprintf(name, sizeof name, "%s-%s-%d%s", effect ? kind_of(effect) : "picture",
             effect ? effect->name : "alone", drawing->picture,
             drawing->with || drawing->kind == SOFT ? "-shown" : "");
    add_scene(&text, drawing);
    double difference_of_it = difference(rmx_text_string(&text), name);
    rmx_text_finish(&text);
    return difference_of_it;
}

static const struct exception *exception_of(const struct rmx_effect *effect)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
        if (strcmp(exceptions[i].name, effect->name) == 0 &&
            strcmp(exceptions[i].kind, kind_of(effect)) == 0)
            return &exceptions[i];
    return NULL;
}

static double bound_of(const struct exception *exception)
{
    bool is_near = large_width <= 2 * small_width;
    double bound = !exception ? 0.0 : is_near ? exception->near : exception->far;
    return bound > 0.0 ? bound : most_difference;
}

// What it is apart; one fault where that is more than the bound.
static double judge(const struct drawing *drawing, double bound, int *faults)
{
    double far = apart(drawing);
    if (is_report)
        printf(" %7.3f%s", far, far > bound ? "!" : " ");
    if (far <= bound)
        return far;
    print_error("%s %s: differs by %.3f of 255 between %d and %d pixels with %s%s\n",
                kind_of(drawing->effect), drawing->effect->name, far, small_width, large_width,
                drawing->kind == SOFT ? "a soft " : "", assets[drawing->picture]);
    ++*faults;
    return far;
}

// How often it does not do what the law says of it.
static int faults_of(const struct rmx_effect *effect)
{
    static int turn;
    const struct exception *exception = exception_of(effect);
    const char *one = getenv("EVERY_SIZE_PICTURE");
    bool is_one = one || !is_report || effect->role == RMX_ROLE_GENERATOR;
    int first = one ? atoi(one) : is_report ? 0 : turn++ % PICTURES, faults = 0;
    double most = 0.0;
    if (is_report)
        printf("%-10s %-20s", kind_of(effect), effect->name);
    struct drawing drawing = {.effect = effect, .picture = first};
    for (; drawing.picture <= (is_one ? first : PICTURES - 1); drawing.picture++)
        most = fmax(most, judge(&drawing, bound_of(exception), &faults));
    if (exception) {
        struct drawing shown = {effect, SOFT, first, exception->with};
        judge(&shown, most_difference, &faults);
    }
    if (is_report)
        printf("  %s\n", faults ? "MISSED" : exception ? exception->reason : "");
    bool must_miss = exception && !is_one && large_width >= 16 * small_width;
    if (!must_miss || most > most_difference)
        return faults;
    print_error("%s %s: holds the law, but is named as what cannot\n", kind_of(effect),
                effect->name);
    return faults + 1;
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
    tally->faults += faults_of(effect);
}

static void a_photograph_is_the_same_at_every_size(void **state)
{
    (void)state;
    for (int i = 0; i < PICTURES; i++) {
        double far = apart(&(struct drawing){.picture = i});
        if (is_report)
            printf("%-31s %7.3f\n", assets[i], far);
        assert_true(far < 2.0); // it is made smaller by a sharper filter than a box
    }
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
    double apart =
        difference("background: \"#204040\"\nlayers:\n  - fragments: {from: asset:retina.jpg"
                   ", cut: {voronoi: {count: 30}}, arrange: {scatter: {amount: 0.3}}, torn: 0.5}\n",
                   "torn");
    if (is_report)
        printf("torn rims %33.3f\n", apart);
    assert_true(apart <= most_difference);
}

// Most of its octaves are finer than a pixel of the small picture.
static void fine_noise_is_the_same_at_every_size(void **state)
{
    (void)state;
    double apart = difference(
        "layers: [{generate: {noise: {count: 40, roughness: 0.7, contrast: 1}}}]\n", "fine-noise");
    if (is_report)
        printf("fine noise %32.3f\n", apart);
    assert_true(apart <= most_difference);
}

// Of the large picture's size; a soft one has no detail finer than a pixel of the small one.
// Of mip levels: the bounds above were measured with photographs that are as soft. A chain that
// enlarges, by nothing to speak of, reads them.
static void write_photograph(int kind, int i)
{
    char source[256], why[256];
    snprintf(source, sizeof source, REMONTAGE_ROOT "/assets/%s", assets[i]);
    snprintf(pictures[kind][i], sizeof pictures[kind][i], "%s/%d%d.tif", folder, kind, i);
    struct stage_picture drawn = stage_render(&(struct stage_params){
        .path = source,
        .chain = kind == SOFT ? "blur: {radius: 0.03}" : "scale: {amount: 1.0001}",
        .width = large_width,
        .height = large_width * 2 / 3,
        .depth = 8});
    int values = drawn.width * drawn.height * 4;
    unsigned char *pixels = malloc((size_t)values);
    assert_non_null(pixels);
    for (int k = 0; k < values; k++)
        pixels[k] = (unsigned char)lrintf(255.0f * drawn.pixels[k]);
    struct rmx_encode_params params = {
        .format = RMX_ENCODE_TIFF, .width = drawn.width, .height = drawn.height, .pixels = pixels};
    assert_true(rmx_encode_file(pictures[kind][i], &params, why, sizeof why));
    free(pixels);
    stage_finish(&drawn);
}

static int set_up(void **state)
{
    (void)state;
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/remontage-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(folder))
        return -1;
    for (int i = 0; i < KINDS * ASSETS; i++)
        write_photograph(i % KINDS, i / KINDS);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (int i = 0; i < KINDS * ASSETS; i++)
        unlink(pictures[i % KINDS][i / KINDS]);
    return rmdir(folder);
}

int main(int argc, char **argv)
{
    setenv("GALLIVM_PERF", "nopt", 0); // llvmpipe's optimiser takes longer than such small pictures
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc > 2) {
        small_width = atoi(argv[1]);
        large_width = atoi(argv[2]);
        only = argv + 3;
        only_count = argc - 3;
        is_report = true;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_photograph_is_the_same_at_every_size),
        cmocka_unit_test(every_effect_is_the_same_at_every_size),
        cmocka_unit_test(torn_rims_are_the_same_at_every_size),
        cmocka_unit_test(fine_noise_is_the_same_at_every_size),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
