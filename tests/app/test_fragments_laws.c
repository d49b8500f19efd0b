// SPDX-License-Identifier: GPL-3.0-or-later
// A cut takes a picture apart without loss: at rest, its fragments are the picture. What only
// changes places loses nothing either.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// What no photograph holds shines through where there is a gap.
#define HEAD "background: \"#00ff00\"\nlayers:\n"
#define PICTURE "asset:chelsea-the-cat.jpg"

static const char *const cuts[] = {
    "grid",
    "{grid: {count: 1}}",
    "{grid: {count: 20000}}",
    "{grid: {size: 0.07}}",
    "strips",
    "{strips: {count: 113}}",
    "columns",
    "{columns: {count: 7}}",
    "voronoi",
    "{voronoi: {variety: 0}}",
    "{voronoi: {count: 3000}}",
    "{voronoi: {count: 2}}",
    "triangles",
    "{triangles: {count: 1}}",
    "{triangles: {count: 4000}}",
    "hexagons",
    "{hexagons: {count: 1}}",
    "{hexagons: {size: 0.03}}",
    "rings",
    "{rings: {x: 0.1, y: 1, angle: 20}}",
    "{rings: {count: 2000}}",
    "quadtree",
    "{quadtree: {detail: 0, size: 0.05}}",
    "exquisite_corpse",
    "{exquisite_corpse: {count: 40, variety: 1}}",
};
static const int seeds[] = {1, 1928};

// What the arranges leave in place must be the picture too: a scatter of amount 0 is drawn as
// geometry where in_place is not.
static const char *const rests[] = {
    "in_place",
    "{scatter: {amount: 0}}",
    "{drift: {amount: 0, angle: 0}}",
    "{shuffle: {amount: 0}}",
    "{orbit: {amount: 0}}",
};

// `arrange` may go on with other keys of the block.
static struct stage_picture draw(const char *cut, const char *arrange, int seed)
{
    char text[512];
    snprintf(text, sizeof text,
             "seed: %d\n" HEAD "  - fragments: {from: " PICTURE ", cut: %s, arrange: %s}\n", seed,
             cut, arrange);
    return stage_render(&(struct stage_params){.text = text, .width = 192, .height = 108});
}

static double difference(const char *cut, const char *one, const char *other)
{
    struct stage_picture a = draw(cut, one, 1), b = draw(cut, other, 1);
    struct stage_difference apart = stage_compare(&a, &b);
    stage_finish(&a);
    stage_finish(&b);
    return apart.largest;
}

static void check(const struct stage_picture *plain, const char *cut, const char *arrange, int seed)
{
    struct stage_picture drawn = draw(cut, arrange, seed);
    struct stage_difference apart = stage_compare(&drawn, plain);
    stage_finish(&drawn);
    // Each fragment rounds a pixel that it shares: four meet in one, of triangles six.
    double most = strcmp(cut, "triangles") == 0 ? 3 : 2;
    if (apart.largest > most / 255.0 + 1e-6)
        fail_msg("%s, %s, seed %d: at %d, %d the picture differs by %.4f", cut, arrange, seed,
                 apart.x, apart.y, apart.largest);
}

static struct stage_picture draw_plain(void)
{
    return stage_render(&(struct stage_params){
        .text = HEAD "  - picture: " PICTURE "\n", .width = 192, .height = 108});
}

static void test_at_rest_fragments_are_the_picture(void **state)
{
    (void)state;
    struct stage_picture plain = draw_plain();
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        for (size_t k = 0; k < sizeof seeds / sizeof *seeds; k++)
            check(&plain, cuts[i], "in_place", seeds[k]);
    stage_finish(&plain);
}

// A picture, and how its fragments came onto the canvas.
struct way {
    enum rmx_fragments_way way;
    struct stage_picture picture;
};

static struct way draw_way(const struct stage_params *params)
{
    struct rmx_generation *generation = stage_load(params);
    struct way drawn = {0};
    for (int s = 0; s < generation->plan->step_count; s++)
        if (generation->plan->steps[s].fragments)
            drawn.way = generation->plan->steps[s].fragments->way;
    stage_draw_frames(generation, 0, 0);
    drawn.picture = stage_read(generation);
    rmx_generation_destroy(generation);
    return drawn;
}

// A folder of cuts without outlines, of those that have no function of the point in a plan: in the
// place of their own, their fragments are boxes of which cell_at says what is theirs.
static void make_boxes(char *folder)
{
    char command[512];
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             "mkdir %s/cut && sed 's/outline(/no_&/' " REMONTAGE_ROOT
             "/shaders/cut/quadtree.fs >%s/cut/quadtree.fs",
             folder, folder);
    assert_int_equal(system(command), 0);
}

static void remove_folder(const char *folder)
{
    char command[96];
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static void check_both_ways(const char *cut, const char *boxes)
{
    char text[512];
    snprintf(text, sizeof text,
             HEAD "  - fragments: {from: [" PICTURE ", asset:nagasaki-boats.jpg], cut: %s}\n", cut);
    struct stage_params params = {.text = text, .width = 320, .height = 180};
    struct way one = draw_way(&params);
    params.no_fuse = one.way == RMX_FRAGMENTS_GATHER;
    params.effects = one.way == RMX_FRAGMENTS_GATHER ? NULL : boxes;
    struct way other = draw_way(&params);
    struct stage_difference apart = stage_compare(&one.picture, &other.picture);
    stage_finish(&one.picture);
    stage_finish(&other.picture);
    if (one.way == other.way)
        fail_msg("%s: it is drawn in one way alone", cut);
    if (apart.past > 0.03)
        fail_msg("%s: %.1f %% of the values differ", cut, 100.0 * apart.past);
}

// Of two pictures, both ways of drawing a cut show the same one everywhere: the function of the
// point and the geometry, or the outlines and the boxes. An edge through the middle of pixels may
// fall either way.
static void test_both_ways_hand_out_the_same_pictures(void **state)
{
    (void)state;
    char boxes[] = "/tmp/rmx-laws-XXXXXX";
    make_boxes(boxes);
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        check_both_ways(cuts[i], boxes);
    remove_folder(boxes);
}

static void test_arranges_of_no_amount_are_at_rest(void **state)
{
    (void)state;
    struct stage_picture plain = draw_plain();
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        check(&plain, "{grid: {count: 150}}", rests[i], 1);
        check(&plain, "voronoi", rests[i], 1);
        check(&plain, "rings", rests[i], 1);
    }
    stage_finish(&plain);
}

// No smaller fragments: each rounds the pixels of its edge once more.
static const char *const shaded[] = {"grid",    "strips",   "columns",
                                     "voronoi", "hexagons", "triangles",
                                     "rings",   "quadtree", "exquisite_corpse"};

// A shadow darker and wider than any in use.
#define SHADOW ", shadow: {x: 0.02, y: -0.03, blur: 0.05, opacity: 1}"

static void test_what_lies_where_it_was_cut_throws_no_shadow(void **state)
{
    (void)state;
    struct stage_picture plain = draw_plain();
    for (size_t i = 0; i < sizeof shaded / sizeof *shaded; i++)
        check(&plain, shaded[i], "in_place" SHADOW, 1);
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        char arrange[160];
        snprintf(arrange, sizeof arrange, "%s" SHADOW, rests[i]);
        check(&plain, "{grid: {count: 150}}", arrange, 1);
        check(&plain, "voronoi", arrange, 1);
    }
    stage_finish(&plain);
    static const char *const moved[] = {"{scatter: {amount: 0.2}}",
                                        "{drift: {amount: 0, angle: 20}}",
                                        "{sheet: {margin: 0.02}}", "{stack: {size: 0}}"};
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++) {
        char arrange[160];
        snprintf(arrange, sizeof arrange, "%s" SHADOW, moved[i]);
        if (difference("{grid: {count: 30}}", moved[i], arrange) < 0.3)
            fail_msg("%s: there is no shadow", moved[i]);
    }
}

// What is cut out lies on what is below: beside it there is no other fragment to hide the shadow.
static void test_what_is_cut_out_throws_a_shadow(void **state)
{
    (void)state;
    struct stage_picture drawn[2];
    for (int k = 0; k < 2; k++) {
        char text[256];
        snprintf(text, sizeof text,
                 HEAD "  - {fit: contain, fragments: {from: asset:retina.jpg, cut: figure%s}}\n",
                 k ? SHADOW : "");
        drawn[k] = stage_render(&(struct stage_params){.text = text, .width = 192, .height = 108});
    }
    assert_true(stage_compare(&drawn[0], &drawn[1]).largest > 0.3);
    stage_finish(&drawn[0]);
    stage_finish(&drawn[1]);
}

static void test_one_after_another_begins_and_ends_as_all_together(void **state)
{
    (void)state;
    static const char *const lists[] = {"[in_place, shuffle]", "[in_place, sort, sheet]",
                                        "[sort, drift]"};
    static const char *const staggers[] = {"0.3", "1"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t k = 0; k < 2; k++)
            for (int at = 0; at <= 1; at++) {
                char together[160], each[200];
                snprintf(together, sizeof together, "%s, at: %d", lists[i], at);
                snprintf(each, sizeof each, "%s, stagger: %s", together, staggers[k]);
                if (difference("{grid: {count: 40}}", together, each) > 0.0)
                    fail_msg("%s, at %d: stagger %s shows", lists[i], at, staggers[k]);
            }
    assert_true(difference("{grid: {count: 40}}", "[in_place, shuffle], at: 0.5",
                           "[in_place, shuffle], at: 0.5, stagger: 0.5") > 0.1);
}

// 4 by 2 places, as one reads; a capital is a picture, a point the background.
static const struct {
    const char *law, *from, *sheet, *shows;
} sheets[] = {
    {"one after another, and again", "[r, g, b]", "sheet", "RGBRGBRG"},
    {"in the order of from", "[b, r]", "sheet", "BRBRBRBR"},
    {"weights do not matter", "{r: 1, g: 90}", "sheet", "RGRGRGRG"},
    {"first begins with another", "[r, g, b]", "{sheet: {first: 1}}", "GBRGBRGB"},
    {"also before the first", "[r, g, b]", "{sheet: {first: -1}}", "BRGBRGBR"},
    {"and moves by whole ones", "[r, g, b]", "{sheet: {first: 2.9}}", "BRGBRGBR"},
    {"a margin may leave nothing", "[r, g, b]", "{sheet: {margin: 0.5}}", "........"},
    {"what fills is there, too", "[r, g]", "{sheet: {fill: yes, margin: 0}}", "RGRGRGRG"},
};

static void test_a_sheet_shows_pictures_in_their_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        char text[512], shows[9] = "";
        snprintf(
            text, sizeof text,
            "background: white\nsources:\n  r: {generate: {solid: {color: red}}}\n"
            "  g: {generate: {solid: {color: lime}}}\n  b: {generate: {solid: {color: blue}}}\n"
            "layers:\n  - fragments: {from: %s, cut: {grid: {columns: 4, rows: 2}}, arrange: %s}\n",
            sheets[i].from, sheets[i].sheet);
        struct stage_picture drawn =
            stage_render(&(struct stage_params){.text = text, .width = 192, .height = 108});
        for (int n = 0; n < 8; n++) {
            int x = 24 + 48 * (n % 4), y = 81 - 54 * (n / 4); // the middle of a place
            const float *p = &drawn.pixels[(y * 192 + x) * 4];
            bool is_white = p[0] + p[1] + p[2] > 2.0f;
            shows[n] = is_white ? '.' : p[0] > 0.5f ? 'R' : p[1] > 0.5f ? 'G' : 'B';
        }
        stage_finish(&drawn);
        if (strcmp(shows, sheets[i].shows) != 0)
            fail_msg("%s: it shows %s, not %s", sheets[i].law, shows, sheets[i].shows);
    }
}

// A cut without outlines: a fragment is what cell_at says, wherever an arrange makes it look.
static void test_a_sheet_keeps_the_shape_of_a_cut_without_outlines(void **state)
{
    (void)state;
    char folder[] = "/tmp/rmx-laws-XXXXXX", path[64], command[64];
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command, "mkdir %s/cut", folder);
    assert_int_equal(system(command), 0);
    snprintf(path, sizeof path, "%s/cut/halves.fs", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("/*{\"COLUMNS\": 2, \"ROWS\": 1}*/\nFragment cut(int id)\n{\n"
          "    Fragment f = fragment_new(id);\n    f.size = vec2(0.5 * ASPECT, 1.0);\n"
          "    f.home = vec2((0.5 + float(id)) * f.size.x, 0.5);\n    f.area = f.size.x;\n"
          "    return f;\n}\nint cell_at(vec2 p) { return p.x < 0.5 * ASPECT ? 0 : 1; }\n",
          file);
    fclose(file);
    struct stage_picture drawn = stage_render(&(struct stage_params){
        .text =
            "sources: {r: {generate: {solid: {color: red}}}}\nlayers:\n  - fragments: {from: r, "
            "cut: halves, arrange: {sheet: {fill: yes, margin: 0}}}\n",
        .effects = folder,
        .width = 192,
        .height = 108});
    for (int x = 2; x < 190; x++)
        if (drawn.pixels[(54 * 192 + x) * 4] < 0.9f)
            fail_msg("nothing is shown at %d", x);
    stage_finish(&drawn);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static void test_a_sheet_shows_whole_pictures(void **state)
{
    (void)state;
    struct stage_picture plain = draw_plain();
    check(&plain, "{grid: {columns: 1, rows: 1}}", "{sheet: {margin: 0}}", 1);
    check(&plain, "{voronoi: {count: 1, variety: 0}}", "{sheet: {margin: 0}}", 1);
    stage_finish(&plain);
}

// The pictures of these tests have 16 by 9 tiles of 12 by 12 pixels.
#define TILES "{grid: {count: 144}}"
enum { COLUMNS = 16, ROWS = 9, TILE = 12 };

static double to_light(double encoded)
{
    return encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4);
}

static double from_light(double light)
{
    return light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

// How bright each tile is, as one reads: the luma of its mean, which is one of light.
static void measure(const struct stage_picture *picture, double tiles[ROWS * COLUMNS])
{
    static const double weights[3] = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < ROWS * COLUMNS; i++) {
        int left = i % COLUMNS * TILE, low = (ROWS - 1 - i / COLUMNS) * TILE;
        tiles[i] = 0;
        for (int c = 0; c < 3; c++) {
            double light = 0;
            for (int k = 0; k < TILE * TILE; k++) {
                int at = (low + k / TILE) * picture->width + left + k % TILE;
                light += to_light((double)picture->pixels[4 * at + c]) / (TILE * TILE);
            }
            tiles[i] += weights[c] * from_light(light);
        }
    }
}

static void measure_drawn(const char *arrange, int seed, double tiles[ROWS * COLUMNS])
{
    struct stage_picture drawn = draw(TILES, arrange, seed);
    measure(&drawn, tiles);
    stage_finish(&drawn);
}

static int darker(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void test_a_shuffle_loses_no_tile(void **state)
{
    (void)state;
    double plain[ROWS * COLUMNS], dealt[ROWS * COLUMNS], again[ROWS * COLUMNS];
    measure_drawn("in_place", 1, plain);
    measure_drawn("shuffle", 1, dealt);
    measure_drawn("shuffle", 2, again);
    assert_memory_not_equal(plain, dealt, sizeof plain);
    assert_memory_not_equal(again, dealt, sizeof plain);
    qsort(plain, ROWS * COLUMNS, sizeof *plain, darker);
    qsort(dealt, ROWS * COLUMNS, sizeof *dealt, darker);
    for (int i = 0; i < ROWS * COLUMNS; i++)
        if (plain[i] - dealt[i] > 0.002 || dealt[i] - plain[i] > 0.002)
            fail_msg("tile %d: %.4f has become %.4f", i, plain[i], dealt[i]);
}

static void check_sorted(const char *arrange, bool falls)
{
    double tiles[ROWS * COLUMNS];
    measure_drawn(arrange, 1, tiles);
    for (int i = 1; i < ROWS * COLUMNS; i++) {
        double rise = falls ? tiles[i - 1] - tiles[i] : tiles[i] - tiles[i - 1];
        if (rise < -0.02) // the table measures at 64 points, this at 144 pixels
            fail_msg("%s: tile %d, %.3f, comes after %.3f", arrange, i, tiles[i], tiles[i - 1]);
    }
}

static void test_a_sorted_picture_is_sorted(void **state)
{
    (void)state;
    check_sorted("sort", false);
    check_sorted("{sort: {reverse: yes}}", true);
}

// How much of a dark picture in tiles of 10.8 pixels is light, where white borders are so wide.
static double light_of_borders(double width_px)
{
    char text[512];
    snprintf(text, sizeof text,
             "size: 192x108\nsources: {dark: {generate: {solid: {color: black}}}}\nlayers:\n"
             "  - fragments: {from: dark, cut: {grid: {size: 0.1}}, border: {width: %g px}}\n",
             width_px);
    struct stage_picture drawn =
        stage_render(&(struct stage_params){.text = text, .width = 192, .height = 108});
    double light = 0.0;
    for (int i = 0; i < 192 * 108; i++)
        light += (double)drawn.pixels[4 * i];
    stage_finish(&drawn);
    return light / (192 * 108);
}

static void test_borders_are_as_light_as_they_are_wide(void **state)
{
    (void)state;
    static const double widths_px[] = {0.1, 0.25, 0.5, 1.0, 2.0};
    for (size_t i = 0; i < sizeof widths_px / sizeof *widths_px; i++) {
        double dark = 1.0 - 2.0 * widths_px[i] / 10.8;
        double wanted = 1.0 - dark * dark, light = light_of_borders(widths_px[i]);
        if (light < 0.7 * wanted || light > 1.3 * wanted)
            fail_msg("a border of %g pixels lights %.3f of the picture, not %.3f", widths_px[i],
                     light, wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_at_rest_fragments_are_the_picture),
        cmocka_unit_test(test_both_ways_hand_out_the_same_pictures),
        cmocka_unit_test(test_arranges_of_no_amount_are_at_rest),
        cmocka_unit_test(test_what_lies_where_it_was_cut_throws_no_shadow),
        cmocka_unit_test(test_what_is_cut_out_throws_a_shadow),
        cmocka_unit_test(test_one_after_another_begins_and_ends_as_all_together),
        cmocka_unit_test(test_a_sheet_shows_pictures_in_their_order),
        cmocka_unit_test(test_a_sheet_shows_whole_pictures),
        cmocka_unit_test(test_a_sheet_keeps_the_shape_of_a_cut_without_outlines),
        cmocka_unit_test(test_a_shuffle_loses_no_tile),
        cmocka_unit_test(test_a_sorted_picture_is_sorted),
        cmocka_unit_test(test_borders_are_as_light_as_they_are_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
