// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of shares: the exact cases, each a scene whose shares are known beforehand.
#include "share/meter.h"

#include "support/scene_folder.h"
#include "support/table.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct rmx_context *context;

#define HEAD "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}"
#define OTHER ", {\"NAME\": \"other\", \"TYPE\": \"image\"}"

static const struct {
    const char *name, *text;
} files[] = {
    {"shaders/halves.fs", HEAD OTHER "]}*/\nvoid main() { vec2 p = isf_FragNormCoord; gl_FragColor "
                                     "= p.x < 0.5 ? IMG_THIS_PIXEL(inputImage) : "
                                     "IMG_THIS_PIXEL(other); }\n"},
    {"shaders/left.fs", "/*{\"ISFVSN\": \"2\"}*/\nvoid main() { gl_FragColor = "
                        "vec4(vec3(isf_FragNormCoord.x < 0.5 ? 1.0 : 0.0), 1.0); }\n"},
    {"shaders/black.fs", HEAD "]}*/\nvoid main() { gl_FragColor = vec4(0.0, 0.0, 0.0, 1.0); }\n"},
    // The left half is what a file with a mistake leaves in a float target.
    {"shaders/not_finite.fs",
     HEAD "], \"PASSES\": [{\"TARGET\": \"t\", \"FLOAT\": true}, {}]}*/\nvoid main() { vec2 p = "
          "isf_FragNormCoord; vec4 c = IMG_THIS_PIXEL(inputImage); float zero = p.y * 0.0;\n"
          "gl_FragColor = PASSINDEX == 0 ? (p.x < 0.5 ? vec4(vec3(zero / zero), 1.0) : c) : "
          "IMG_THIS_PIXEL(t); }\n"},
    {"within.yaml", "size: 320x180\nsources: {a: {image: asset:coffee.jpg}, b: {image: "
                    "asset:retina.jpg}}\nlayers: [{picture: a, chain: [{halves: {other: b}}]}]\n"},
};

static int set_up(void **state)
{
    static const char *const folders[] = {"shaders", NULL};
    char why[256];
    struct scene_folder *folder = scene_folder_create(folders);
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
        scene_folder_write(folder, files[i].name, files[i].text);
    if (!context)
        context = rmx_context_create(why, (int)sizeof(why));
    assert_non_null(context);
    *state = folder;
    return 0;
}

static struct rmx_meter *meter_with(struct scene_folder *folder, const char *law, const char *text,
                                    int width, struct rmx_settings settings)
{
    scene_folder_write(folder, "scene.yaml", text);
    settings.scene = scene_folder_path(folder, "scene.yaml");
    const struct rmx_meter_params params = {
        .settings = &settings, .width = width, .context = context};
    struct rmx_meter *meter = rmx_meter_create(&params);
    const struct rmx_generation *generation = rmx_meter_generation(meter);
    if (generation->status != RMX_LOADED)
        fail_msg("%s: not loaded: %s", law,
                 generation->errors.count ? generation->errors.items[0].message : generation->why);
    return meter;
}

static struct rmx_meter *meter_of(struct scene_folder *folder, const char *law, const char *text,
                                  int width)
{
    return meter_with(folder, law, text, width, (struct rmx_settings){0});
}

static int holder(const struct rmx_holders *holders, const char *name)
{
    for (int i = 0; i < holders->count; i++)
        if (strcmp(holders->items[i].name, name) == 0)
            return i;
    fail_msg("no holder is named '%s'", name);
    return -1;
}

static void check_sum(const char *law, const struct rmx_holders *holders,
                      const struct rmx_shares *shares)
{
    double sum = 0, middle = 0;
    for (int i = 0; i < holders->count; i++) {
        if (!(shares->total[i] >= 0 && shares->total[i] <= 1))
            fail_msg("%s: %s holds %g", law, holders->items[i].name, shares->total[i]);
        sum += shares->total[i];
        middle += shares->middle[i];
    }
    if (fabs(sum - 1) > 1e-6 || fabs(middle - 1) > 1e-6)
        fail_msg("%s: shares add up to %.8f, those of the middle to %.8f", law, sum, middle);
}

#define PHOTOS                                                                                     \
    "size: 320x180\nsources:\n  a: {image: asset:acanthus-mollis.jpg}\n  b: {image: "              \
    "asset:coffee.jpg}\n"
#define GREYS                                                                                      \
    "size: 320x180\nsources:\n  a: {generate: {solid: {color: [0.5, 0.5, 0.5]}}}\n"                \
    "  b: {generate: {solid: {color: [0.5, 0.5, 0.5]}}}\n"

// Who holds how much, at least and at most.
struct held {
    const char *name;
    double least, most;
};

static const struct {
    const char *law, *text;
    long long frame;
    struct held held[4];
} laws[] = {
    {"a picture holds all of it", PHOTOS "layers: [picture: a]\n", 0, {{"a", 1, 1}, {"b", 0, 0}}},
    {"two halves hold a half each",
     PHOTOS "layers: [{picture: a, chain: [{halves: {other: b}}]}]\n",
     0,
     {{"a", 0.495, 0.505}, {"b", 0.495, 0.505}}},
    {"a mixture of 0.3 is held as 30 to 70",
     GREYS "layers: [picture: a, {picture: b, opacity: 0.3}]\n",
     0,
     {{"a", 0.69, 0.71}, {"b", 0.29, 0.31}}},
    {"so it is of photographs that are stored",
     PHOTOS "layers: [{picture: a, chain: [{blur: {radius: 0.01}}]}, {picture: b, opacity: 0.3, "
            "chain: [{blur: {radius: 0.01}}]}]\n",
     0,
     {{"a", 0.69, 0.71}, {"b", 0.29, 0.31}}},
    {"what is masked holds where its mask is open, and the mask holds nothing",
     PHOTOS "  m: {generate: left}\nlayers: [picture: a, {picture: b, mask: m}]\n",
     0,
     {{"a", 0.495, 0.505}, {"b", 0.495, 0.505}, {"m", 0, 0}}},
    {"what is covered holds nothing",
     PHOTOS "layers: [picture: a, picture: b]\n",
     0,
     {{"a", 0, 0}, {"b", 1, 1}}},
    {"two equal greys that are multiplied hold the same",
     GREYS "layers: [picture: a, {picture: b, blend: multiply}]\n",
     0,
     {{"a", 0.499, 0.501}, {"b", 0.499, 0.501}}},
    {"a picture at half its size leaves the rest to the background; its rim is a pixel wide",
     PHOTOS "layers: [{picture: a, place: {scale: 0.5}}]\n",
     0,
     {{"a", 0.245, 0.27}, {"background", 0.73, 0.755}}},
    {"fragments hold what they cover beyond their layer's frame, too",
     PHOTOS "layers: [{fragments: {from: a, cut: {grid: {columns: 2, rows: 2}}, arrange: "
            "{explode: {amount: 1}}}, place: {scale: 0.5}}]\n",
     0,
     {{"a", 0.245, 0.29}, {"background", 0.71, 0.755}}},
    {"and as much where a chain sees them there",
     PHOTOS "layers: [{fragments: {from: a, cut: {grid: {columns: 2, rows: 2}}, arrange: "
            "{explode: {amount: 1}}}, overscan: 0.5, chain: [{invert: {amount: 0}}], place: "
            "{scale: 0.5}}]\n",
     0,
     {{"a", 0.245, 0.29}, {"background", 0.71, 0.755}}},
    {"the same picture under two names is two sources",
     "size: 320x180\nsources: {a: asset:coffee.jpg, b: asset:coffee.jpg}\n"
     "layers: [{picture: a, chain: [{halves: {other: b}}]}]\n",
     0,
     {{"a", 0.495, 0.505}, {"b", 0.495, 0.505}}},
    {"a generator is named by its layer",
     "size: 320x180\nlayers: [{name: fog, generate: noise}, {generate: checker, opacity: 0.5}, "
     "{generate: checker, opacity: 0}]\n",
     0,
     {{"fog", 0.3, 0.7}, {"checker", 0.3, 0.7}, {"checker 2", 0, 0}}},
    {"nothing is visible: the background",
     PHOTOS "layers: [{picture: a, visible: false}]\n",
     0,
     {{"background", 1, 1}, {"a", 0, 0}}},
    {"black that nobody moves is the effects'",
     PHOTOS "layers: [picture: a]\nfinish: [black]\n",
     0,
     {{"a", 0, 0}, {"effects", 1, 1}}},
    {"what is not finite is the effects'",
     PHOTOS "layers: [{picture: a, chain: [not_finite]}]\n",
     0,
     {{"a", 0.49, 0.51}, {"effects", 0.49, 0.51}}},
    {"white and black are moved, too",
     "size: 320x180\nsources: {a: {generate: {solid: {color: white}}}, b: {generate: {solid: "
     "{color: black}}}}\nlayers: [picture: a, {picture: b, opacity: 0.5, chain: [{blur: {radius: "
     "0.02}}]}]\n",
     0,
     {{"a", 0.49, 0.51}, {"b", 0.49, 0.51}}},
    {"a scene within counts as its sources",
     PHOTOS "  s: {scene: within.yaml}\nlayers: [{picture: b, chain: [{halves: {other: s}}]}]\n",
     0,
     {{"s/a", 0, 0}, {"s/b", 0.49, 0.51}, {"b", 0.49, 0.51}}},
    {"or as one, where the artist says so",
     PHOTOS "  s: {scene: within.yaml, ledger: whole}\nlayers: [{picture: b, chain: [{halves: "
            "{other: s}}]}]\n",
     0,
     {{"s", 0.49, 0.51}, {"b", 0.49, 0.51}}},
    {"so are both at once, blurred until they are grey",
     "size: 320x180\nlayers: [{generate: {checker: {count: 20}}, chain: [{blur: {radius: "
     "0.3}}]}]\n",
     0,
     {{"checker", 0.99, 1}}},
    {"recoloured", PHOTOS "layers: [{picture: a, chain: [duotone]}]\n", 0, {{"a", 0.95, 1}}},
    {"kaleidoscoped", PHOTOS "layers: [{picture: a, chain: [kaleidoscope]}]\n", 0, {{"a", 1, 1}}},
    {"halftoned", PHOTOS "layers: [{picture: a, chain: [halftone]}]\n", 0, {{"a", 0.95, 1}}},
    {"thresholded: flat white and black is nobody's",
     PHOTOS "layers: [{picture: a, chain: [threshold]}]\n",
     0,
     {{"a", 0.3, 1}, {"effects", 0, 0.7}}},
    {"sorted",
     PHOTOS "layers: [{fragments: {from: a, cut: {columns: {count: 40}}, arrange: {sort: {by: "
            "brightness}}}}]\n",
     0,
     {{"a", 0.99, 1}}},
    {"in feedback, after ten frames",
     PHOTOS "layers: [{picture: a, chain: [feedback]}]\n",
     10,
     {{"a", 0.95, 1}}},
    {"in a long exposure",
     PHOTOS "layers: [picture: a]\nfinish: [long_exposure]\n",
     10,
     {{"a", 0.95, 1}}},
};

static void test_cases(void **state)
{
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_meter *meter = meter_of(*state, laws[i].law, laws[i].text, 0);
        const struct rmx_holders *holders = rmx_meter_holders(meter);
        const struct rmx_shares *shares = rmx_meter_measure(meter, laws[i].frame, 30);
        assert_non_null(shares);
        check_sum(laws[i].law, holders, shares);
        for (int h = 0; h < 4 && laws[i].held[h].name; h++) {
            const struct held *held = &laws[i].held[h];
            double share = shares->total[holder(holders, held->name)];
            if (share < held->least - 1e-6 || share > held->most + 1e-6)
                fail_msg("%s: %s holds %.4f", laws[i].law, held->name, share);
        }
        rmx_meter_destroy(meter);
    }
}

#define FIVE                                                                                       \
    "size: 320x180\nsources: {a: asset:acanthus-mollis.jpg, b: asset:coffee.jpg, c: "              \
    "asset:retina.jpg, d: asset:chelsea-the-cat.jpg, e: asset:rocket-at-dusk.jpg}\n"               \
    "layers: [{fragments: {from: [a, b, c, d, e], cut: "

// By picture, as parts of the canvas.
static void read_areas(double *areas, int *counts)
{
    int count = table_count();
    float *rows = malloc((size_t)count * TABLE_ROW * sizeof(*rows));
    assert_non_null(rows);
    table_read(TABLE_REST, 0, (size_t)count * TABLE_ROW, rows);
    for (int i = 0; i < count; i++) {
        int source;
        memcpy(&source, rows + i * TABLE_ROW + TABLE_SOURCE, sizeof(source));
        counts[source]++;
        areas[source] += (double)rows[i * TABLE_ROW + TABLE_AREA];
    }
    free(rows);
}

// Cut by shapes that tile, each source holds what the table's areas say.
static void test_fragments(void **state)
{
    static const char *const cuts[] = {"{voronoi: {count: 400}}", "{grid: {columns: 16, rows: 9}}",
                                       "{triangles: {count: 12}}"};
    for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
        char text[1024];
        double areas[5] = {0}, all = 0;
        int counts[5] = {0};
        snprintf(text, sizeof(text), "%s%s}}]\n", FIVE, cuts[i]);
        struct rmx_meter *meter = meter_of(*state, cuts[i], text, 320);
        const struct rmx_shares *shares = rmx_meter_measure(meter, 0, 30);
        read_areas(areas, counts);
        for (int k = 0; k < 5; k++)
            all += areas[k];
        rmx_meter_count_fragments(meter);
        for (int k = 0; k < 5; k++)
            assert_int_equal(shares->fragments[k], counts[k]);
        for (int k = 0; k < 5; k++)
            if (fabs(shares->total[k] - areas[k] / all) > 0.01)
                fail_msg("%s: source %d holds %.4f, its fragments %.4f", cuts[i], k,
                         shares->total[k], areas[k] / all);
        rmx_meter_destroy(meter);
    }
}

// How a scene is drawn, and how large, is nothing to who holds it.
static void test_settings(void **state)
{
    static const struct rmx_settings others[] = {
        {.no_fuse = true}, {.snap = true}, {.samples = 4}, {.depth = 32}, {.size = {.width = 640}}};
    const char *text = PHOTOS "layers: [{picture: a, chain: [{blur: {radius: 0.02}}, posterize]}, "
                              "{picture: b, opacity: 0.5, chain: [halftone, kaleidoscope]}]\n";
    struct rmx_meter *meter = meter_of(*state, "as it is", text, 0);
    double usual = rmx_meter_measure(meter, 0, 30)->total[0];
    rmx_meter_destroy(meter);
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
        meter = meter_with(*state, "otherwise", text, 0, others[i]);
        assert_true(rmx_meter_measure(meter, 0, 30)->total[0] == usual);
        rmx_meter_destroy(meter);
    }
}

// However long one side is, by its own size or by the one that is wished for.
static void test_shapes(void **state)
{
    static const struct {
        const char *law, *size;
        struct rmx_size_wish wish;
        int width, height;
    } shapes[] = {
        {"as usual", "320x180", {0}, 160, 90},
        {"a column", "4x2000", {0}, 5, 2500},
        {"a thread", "1x9000", {0}, 1, 9000},
        {"wished to be a column", "320x180", {.width = 4, .height = 2000}, 5, 2560},
        {"a column in a place", "4x2000", {.width = 100, .height = 100, .within = true}, 5, 2500},
        {"a column at twice its size", "4x2000", {.scale = 2}, 5, 2500},
        {"a row", "2000x4", {0}, 160, 1},
    };
    for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
        char text[256];
        snprintf(text, sizeof(text),
                 "size: %s\nlayers: [{generate: {solid: {color: red}}, name: a}]\n",
                 shapes[i].size);
        struct rmx_meter *meter = meter_with(*state, shapes[i].law, text, 0,
                                             (struct rmx_settings){.size = shapes[i].wish});
        const struct rmx_shares *shares = rmx_meter_measure(meter, 0, 30);
        if (shares->width != shapes[i].width || shares->height != shapes[i].height ||
            shares->total[0] < 1 - 1e-6)
            fail_msg("%s: %d x %d, of which %g", shapes[i].law, shares->width, shares->height,
                     shares->total[0]);
        rmx_meter_destroy(meter);
    }
}

static void test_three_hundred(void **state)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, "size: 320x180\nsources:\n");
    for (int i = 0; i < 300; i++)
        rmx_text_printf(&text, "  s%d: {generate: {solid: {color: [%g, 0.5, %g]}}}\n", i,
                        i % 20 / 20.0, i / 300.0);
    rmx_text_add(&text, "layers:\n  - fragments:\n      cut: {grid: {columns: 40, rows: 30}}\n"
                        "      from: [s0");
    for (int i = 1; i < 300; i++)
        rmx_text_printf(&text, ", s%d", i);
    rmx_text_add(&text, "]\n");
    struct rmx_meter *meter = meter_of(*state, "300", rmx_text_string(&text), 0);
    const struct rmx_shares *shares = rmx_meter_measure(meter, 0, 30);
    int seen = 0;
    check_sum("300 sources", rmx_meter_holders(meter), shares);
    for (int i = 0; i < 300; i++)
        seen += shares->total[i] > 0.0005 && shares->total[i] < 0.02;
    assert_true(seen > 270);
    rmx_meter_destroy(meter);
    rmx_text_finish(&text);
}

// A frame that is measured in pieces, or again, or after others, has the same shares.
static void test_same(void **state)
{
    const char *text = PHOTOS "layers: [{picture: a, chain: [feedback]}, {picture: b, place: {x: "
                              "time, scale: 0.4}}]\n";
    struct rmx_meter *meter = meter_of(*state, "the same", text, 0);
    int count = rmx_meter_holders(meter)->count;
    double first[8], second[8];
    memcpy(first, rmx_meter_measure(meter, 9, 30)->total, (size_t)count * sizeof(*first));
    rmx_meter_measure(meter, 3, 30);
    for (long long frame = 4; frame < 9; frame++)
        rmx_meter_follow(meter, frame, 30);
    rmx_meter_begin(meter, 9, 30);
    int steps = rmx_meter_steps_left(meter), done = 0;
    const struct rmx_shares *shares;
    do
        done++;
    while (!(shares = rmx_meter_step(meter)));
    assert_true(done >= steps && done <= 2 * (steps + 1));
    memcpy(second, shares->total, (size_t)count * sizeof(*second));
    assert_memory_equal(first, second, (size_t)count * sizeof(*first));
    rmx_meter_destroy(meter);
}

// The three that hold most of a pixel: a half is one's alone.
static void test_matte(void **state)
{
    struct rmx_meter *meter = meter_of(
        *state, "matte", PHOTOS "layers: [{picture: a, chain: [{halves: {other: b}}]}]\n", 100);
    const struct rmx_matte *matte = rmx_meter_matte(meter, 0, 30);
    assert_non_null(matte);
    assert_int_equal(matte->width, 100);
    for (int y = 0; y < matte->height; y++)
        for (int x = 0; x < matte->width; x++) {
            int at = (y * matte->width + x) * RMX_MATTE_RANKS;
            assert_int_equal(matte->holders[at], x < 50 ? 0 : 1);
            assert_true(fabsf(matte->coverage[at] - 1) < 1e-6F);
            assert_int_equal(matte->holders[at + 1], -1);
        }
    rmx_meter_destroy(meter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cases, set_up, scene_folder_tear_down),
        cmocka_unit_test_setup_teardown(test_fragments, set_up, scene_folder_tear_down),
        cmocka_unit_test_setup_teardown(test_settings, set_up, scene_folder_tear_down),
        cmocka_unit_test_setup_teardown(test_shapes, set_up, scene_folder_tear_down),
        cmocka_unit_test_setup_teardown(test_three_hundred, set_up, scene_folder_tear_down),
        cmocka_unit_test_setup_teardown(test_same, set_up, scene_folder_tear_down),
        cmocka_unit_test_setup_teardown(test_matte, set_up, scene_folder_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
