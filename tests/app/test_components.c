// SPDX-License-Identifier: GPL-3.0-or-later
// The components of a mask, as the GPU finds, measures and draws them, against a flood fill.
#include "component_masks.h"
#include "support/planning.h"
#include "support/stage.h"
#include "support/table.h"
#include "write/still.h"

#include <GL/glew.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

enum {
    TEXELS = WIDTH * HEIGHT,
    ROW_FLOATS = TABLE_ROW,
    AREA = TABLE_AREA,
    SOURCE = TABLE_SOURCE,
};

struct component {
    int area, first, low[2], high[2];
};

static const struct {
    const char *name;
    int (*mask)(int x, int y);
    int count; // that the scene says
} masks[] = {
    {"all", all, 100},
    {"nothing", nothing, 100},
    {"one pixel", one_pixel, 100},
    {"checkers", checkers, 9},
    {"diagonals", diagonals, 500},
    {"rings", rings, 50},
    {"spiral", spiral, 50},
    {"snake", snake, 50},
    {"dust", dust, 2000},
    {"fewer", dust, 7},
    {"leaf", leaf, 3},
};
enum { MASKS = sizeof(masks) / sizeof(*masks) };

static struct planning room; // a folder for masks and effects

static const char *path_of(const char *name)
{
    static char paths[2][128];
    static int turn;
    turn = !turn;
    snprintf(paths[turn], sizeof(paths[turn]), "%s/%s.png", room.folder, name);
    return paths[turn];
}

static const char *write_mask(int (*mask)(int x, int y), const char *name)
{
    static unsigned char pixels[TEXELS][4];
    for (int i = 0; i < TEXELS; i++) {
        memset(pixels[i], mask(i % WIDTH, i / WIDTH), 3);
        pixels[i][3] = 255;
    }
    struct rmx_picture picture = {WIDTH, HEIGHT, RMX_PIXELS_RGBA8, pixels, false};
    assert_true(rmx_still_write(path_of(name), &picture, &(struct rmx_still_params){0}, NULL, 0));
    return path_of(name);
}

#define SHAPE "'INPUTS': [{'NAME': 'shapeImage', 'TYPE': 'image'}]"

// The component in the middle alone; a grid's tiles where a picture is light.
static const char at_point[] =
    "/*{" SHAPE ", 'ISLANDS': 'shapeImage', 'COLUMNS': 1, 'ROWS': 1}*/\n"
    "float inside(vec2 p, int sheet) { return mask_at(p, sheet, 0.0).r - 0.5; }\n"
    "Fragment cut(int id)\n{\n"
    "    Fragment f = fragment_new(id);\n"
    "    f.home = island(id).home;\n    f.size = island(id).size;\n"
    "    bool holds = island_at(f.home, 0) == id && island_distance(f.home, id) < 0.0;\n"
    "    f.area = holds ? island(id).area : 0.0;\n    return f;\n}\n";
// A component, where a point beside it knows how far it is.
static const char from_afar[] =
    "/*{" SHAPE ", 'ISLANDS': 'shapeImage', 'COLUMNS': 1, 'ROWS': 1}*/\n"
    "float inside(vec2 p, int sheet) { return mask_at(p, sheet, 0.0).r - 0.5; }\n"
    "Fragment cut(int id)\n{\n"
    "    Fragment f = fragment_new(id);\n"
    "    f.home = island(id).home;\n    f.size = island(id).size;\n"
    "    float apart = island_distance(f.home + vec2(0.5 * f.size.x + 0.5, 0.0), id);\n"
    "    f.area = abs(apart - 0.5) < 0.02 ? island(id).area : 0.0;\n    return f;\n}\n";
static const char where_light[] =
    "/*{" SHAPE ", 'COLUMNS': 96, 'ROWS': 54}*/\n"
    "Fragment cut(int id)\n{\n    Fragment f = fragment_new(id);\n"
    "    vec2 at = (vec2(id % COLUMNS, id / COLUMNS) + 0.5) / vec2(COLUMNS, ROWS);\n"
    "    f.size = vec2(ASPECT, 1.0) / vec2(COLUMNS, ROWS);\n"
    "    f.home = at * vec2(ASPECT, 1.0);\n"
    "    f.area = IMG_NORM_PIXEL(shapeImage, at).r > 0.5 ? 1.0 : 0.0;\n    return f;\n}\n";

static void put_fragment(const char *name, const char *text)
{
    char *quoted = rmx_arena_copy(room.arena, text);
    for (char *c = quoted; *c; c++)
        *c = *c == '\'' ? '"' : *c;
    planning_put(&room, name, quoted);
}

static int begin_room(void **state)
{
    (void)state;
    if (planning_begin(&room))
        return -1;
    mkdir(rmx_arena_printf(room.arena, "%s/arrange", room.folder), 0700);
    planning_put(&room, "arrange/twice.fs",
                 "/*{\"INPUTS\": []}*/\nFragment arrange(Fragment f)\n{\n    f.scale = 2.0;\n"
                 "    f.place = 2.0 * f.home;\n    return f;\n}\n");
    mkdir(rmx_arena_printf(room.arena, "%s/cut", room.folder), 0700);
    put_fragment("cut/at_point.fs", at_point);
    put_fragment("cut/from_afar.fs", from_afar);
    put_fragment("cut/where_light.fs", where_light);
    return 0;
}

static int end_room(void **state)
{
    (void)state;
    return planning_end(&room);
}

static struct rmx_generation *load(const char *text)
{
    return stage_load(&(struct stage_params){.text = text,
                                             .allow = room.folder,
                                             .effects = room.folder,
                                             .width = WIDTH,
                                             .height = HEIGHT});
}

// Components of one mask, by a flood that goes to all eight neighbours.
static int flood(int (*mask)(int x, int y), struct component *components)
{
    static bool seen[TEXELS];
    static int stack[TEXELS];
    int count = 0;
    memset(seen, 0, sizeof(seen));
    for (int i = 0; i < TEXELS; i++) {
        if (seen[i] || mask(i % WIDTH, i / WIDTH) < 128)
            continue;
        struct component *component = &components[count++];
        *component = (struct component){0, i, {WIDTH, HEIGHT}, {0, 0}};
        int top = 0;
        for (stack[top++] = i, seen[i] = true; top;) {
            int at = stack[--top], p[2] = {at % WIDTH, at / WIDTH};
            component->area++;
            for (int k = 0; k < 2; k++) {
                component->low[k] = p[k] < component->low[k] ? p[k] : component->low[k];
                component->high[k] = p[k] + 1 > component->high[k] ? p[k] + 1 : component->high[k];
            }
            for (int k = 0; k < 9; k++) {
                int x = p[0] + k % 3 - 1, y = p[1] + k / 3 - 1, next = y * WIDTH + x;
                bool is_there = x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT;
                if (is_there && !seen[next] && mask(x, y) >= 128) {
                    seen[next] = true;
                    stack[top++] = next;
                }
            }
        }
    }
    return count;
}

static int larger(const void *a, const void *b)
{
    const struct component *one = a, *other = b;
    return one->area != other->area ? other->area - one->area : one->first - other->first;
}

static bool is_near(float a, double b)
{
    return fabs((double)a - b) < 1e-4;
}

static void check_row(const char *name, int i, const float *row, const struct component *component)
{
    double texel = 1.0 / HEIGHT;
    for (int k = 0; k < 2; k++)
        if (!is_near(row[k], 0.5 * (component->low[k] + component->high[k]) * texel) ||
            !is_near(row[2 + k], (component->high[k] - component->low[k]) * texel))
            fail_msg("%s: island %d has the middle %g, %g and the size %g, %g", name, i,
                     (double)row[0], (double)row[1], (double)row[2], (double)row[3]);
    if (!is_near(row[AREA], component->area * texel * texel))
        fail_msg("%s: island %d has an area of %g texels, not %d", name, i,
                 (double)row[AREA] * HEIGHT * HEIGHT, component->area);
}

#define CUT "{figure: {mask: %s, holes: 0, smallest: 0, count: %d}}"

static void components_are_what_a_flood_finds(void **state)
{
    (void)state;
    static struct component components[TEXELS];
    static float rows[2000 * ROW_FLOATS];
    for (int m = 0; m < MASKS; m++) {
        char text[512];
        unsigned live;
        snprintf(text, sizeof(text),
                 "layers:\n  - fragments: {from: asset:coffee.jpg, cut: " CUT "}\n",
                 write_mask(masks[m].mask, "mask"), masks[m].count);
        struct rmx_generation *generation = load(text);
        stage_draw_frames(generation, 0, 0);
        int found = flood(masks[m].mask, components);
        qsort(components, (size_t)found, sizeof(*components), larger);
        int kept = found < masks[m].count ? found : masks[m].count;
        table_read(TABLE_HEAD, 0, 1, &live);
        if ((int)live != kept)
            fail_msg("%s: %u islands are there, not %d", masks[m].name, live, kept);
        table_read(TABLE_REST, 0, (size_t)kept * ROW_FLOATS, rows);
        for (int i = 0; i < kept; i++)
            check_row(masks[m].name, i, rows + i * ROW_FLOATS, &components[i]);
        rmx_generation_destroy(generation);
    }
}

// Whether a pixel and all around it are inside, 1, or outside, 0; -1: an edge is near.
static int side_of(int (*mask)(int x, int y), int x, int y)
{
    int inside = 0, there = 0;
    for (int k = 0; k < 9; k++) {
        int nx = x + k % 3 - 1, ny = y + k / 3 - 1;
        if (nx < 0 || ny < 0 || nx >= WIDTH || ny >= HEIGHT)
            continue;
        there++;
        inside += mask(nx, ny) >= 128;
    }
    return inside == there ? 1 : inside ? -1 : 0;
}

static struct stage_picture render(const char *text)
{
    return stage_render(&(struct stage_params){.text = text,
                                               .allow = room.folder,
                                               .effects = room.folder,
                                               .width = WIDTH,
                                               .height = HEIGHT});
}

#define GREEN "background: \"#00ff00\"\nlayers:\n"

static void at_rest_components_are_the_picture_and_all_else_is_left_out(void **state)
{
    (void)state;
    struct stage_picture plain = render(GREEN "  - picture: asset:coffee.jpg\n");
    for (int m = 0; m < MASKS; m++) {
        char text[512];
        snprintf(text, sizeof(text),
                 GREEN "  - fragments: {from: asset:coffee.jpg, cut: " CUT "}\n",
                 write_mask(masks[m].mask, "mask"), 2000);
        struct stage_picture drawn = render(text);
        for (int i = 0; i < 4 * TEXELS; i++) {
            int side = side_of(masks[m].mask, i / 4 % WIDTH, i / 4 / WIDTH);
            float wanted = side ? plain.pixels[i] : (float)(i % 2);
            if (side >= 0 && fabsf(drawn.pixels[i] - wanted) > 2.0f / 255.0f)
                fail_msg("%s: at %d, %d is %g, not %g", masks[m].name, i / 4 % WIDTH, i / 4 / WIDTH,
                         (double)drawn.pixels[i], (double)wanted);
        }
        stage_finish(&drawn);
    }
    stage_finish(&plain);
}

static void the_same_bytes_twice(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof(text),
             GREEN "  - fragments: {from: asset:coffee.jpg, cut: " CUT ", arrange: scatter,\n"
                   "      shadow: {opacity: 0.5}, border: {width: 0.01}, torn: 0.3}\n",
             write_mask(dust, "mask"), 2000);
    struct stage_picture one = render(text), other = render(text);
    assert_memory_equal(one.pixels, other.pixels, sizeof(float[4 * TEXELS]));
    stage_finish(&one);
    stage_finish(&other);
}

// A leaning edge of a white picture: how much of each row is light says where it crosses the row.
static void check_edge(const char *arrange, double scale)
{
    char text[1024];
    snprintf(text, sizeof(text),
             "sources: {light: {generate: {solid: {color: white}}}}\nlayers:\n"
             "  - fragments: {from: light, cut: " CUT ", arrange: %s}\n",
             write_mask(slope, "mask"), 1, arrange);
    struct stage_picture drawn = render(text);
    for (int y = 4; y < HEIGHT - 4; y++) {
        double light = 0.0, wanted = scale * (30.0 + 0.3 * (y + 0.5) / scale);
        for (int x = 0; x < WIDTH; x++)
            light += (double)drawn.pixels[4 * (y * WIDTH + x)];
        if (fabs(light - wanted) > 0.12 * scale)
            fail_msg("%s: row %d is light up to %.3f, not %.3f", arrange, y, light, wanted);
    }
    stage_finish(&drawn);
}

static void edges_are_no_staircases(void **state)
{
    (void)state;
    check_edge("in_place", 1.0);
    check_edge("twice", 2.0);
}

// How much is light where a cut, its mask at %s, takes a white picture.
static void check_light(const char *cut_of, int (*mask)(int x, int y), double wanted)
{
    char text[1024], cut[512];
    snprintf(cut, sizeof(cut), cut_of, write_mask(mask, "mask"));
    snprintf(text, sizeof(text),
             "sources: {light: {generate: {solid: {color: white}}}}\nlayers:\n"
             "  - fragments: {from: light, cut: {%s}}\n",
             cut);
    struct stage_picture drawn = render(text);
    double light = 0.0;
    for (int i = 0; i < TEXELS; i++)
        light += (double)drawn.pixels[4 * i];
    if (fabs(light - wanted) > 0.02 * wanted + 4.0)
        fail_msg("%s: %.1f pixels are light, not %.1f", cut, light, wanted);
    stage_finish(&drawn);
}

static void small_holes_are_filled_and_specks_left_out(void **state)
{
    (void)state;
    int leaf_area = 0;
    for (int i = 0; i < TEXELS; i++)
        leaf_area += leaf(i % WIDTH, i / WIDTH) > 0;
    check_light("figure: {mask: %s, holes: 0}", leaf, leaf_area);
    check_light("figure: {mask: %s, holes: 0.01}", leaf, leaf_area + 9); // 29 texels
    check_light("figure: {mask: %s, holes: 1}", leaf, leaf_area + 109);  // a bay is none
    check_light("figure: {mask: %s, invert: yes, holes: 0, smallest: 0.01}", leaf,
                TEXELS - leaf_area - 9);
    check_light("figure: {mask: %s, smallest: 0.1}", one_pixel, 0);
    check_light("figure: {mask: %s, holes: 1}", checkers,
                TEXELS - (WIDTH + HEIGHT)); // all but those at the edge
}

static void own_cuts_read_masks_and_pictures(void **state)
{
    (void)state;
    int light = 0;
    for (int i = 0; i < TEXELS; i++)
        light += rings(i % WIDTH, i / WIDTH) > 0;
    check_light("at_point: {shape: %s}", one_pixel, 0);
    check_light("at_point: {shape: %s}", all, TEXELS);
    check_light("at_point: {shape: %s}", rings, 0); // the largest one is another
    check_light("from_afar: {shape: %s}", west, 40 * HEIGHT);
    check_light("where_light: {shape: %s}", west, 40 * HEIGHT);
    check_light("figure: {mask: %s, holes: 0, smallest: 0}", rings, light);
}

static void without_a_mask_each_picture_has_its_own_components(void **state)
{
    (void)state;
    static const int wanted[] = {1, 0, 1};
    char text[512];
    float rows[3 * ROW_FLOATS];
    unsigned live;
    write_mask(left, "left");
    write_mask(right, "right");
    snprintf(text, sizeof(text), "layers:\n  - fragments: {from: [%s, %s], cut: figure}\n",
             path_of("left"), path_of("right"));
    struct rmx_generation *generation = load(text);
    stage_draw_frames(generation, 0, 0);
    table_read(TABLE_HEAD, 0, 1, &live);
    assert_int_equal(live, 3);
    table_read(TABLE_REST, 0, 3 * ROW_FLOATS, rows);
    for (int i = 0; i < 3; i++) {
        int source;
        memcpy(&source, rows + i * ROW_FLOATS + SOURCE, sizeof(source));
        assert_int_equal(source, wanted[i]);
    }
    rmx_generation_destroy(generation);
}

// Sheets of one texel, each of which is a component or a hole.
static void each_of_the_smallest_pictures_may_be_an_component(void **state)
{
    (void)state;
    for (int is_light = 0; is_light < 2; is_light++) {
        char text[512];
        unsigned live;
        snprintf(text, sizeof(text),
                 "sources: {plain: {generate: {solid: {color: %s}}}}\nlayers:\n  - fragments:\n"
                 "      from: [plain, plain, plain, plain, plain]\n"
                 "      cut: {figure: {by: brightness, smallest: 0}}\n",
                 is_light ? "white" : "black");
        struct rmx_generation *generation =
            stage_load(&(struct stage_params){.text = text, .width = 1, .height = 1});
        stage_draw_frames(generation, 0, 0);
        table_read(TABLE_HEAD, 0, 1, &live);
        assert_int_equal(live, is_light ? 5 : 0);
        rmx_generation_destroy(generation);
    }
}

static void check_labelled(const char *x, const char *from, int frames, int wanted)
{
    char text[1024];
    struct rmx_renderer_counts counts;
    write_mask(leaf, "mask");
    snprintf(text, sizeof(text),
             "layers:\n  - {name: leaf, visible: false, picture: %s, place: {x: %s}}\n"
             "  - {name: turning, visible: false, generate: {stripes: {angle: time * 90}}}\n"
             "  - {fragments: {from: %s, cut: {figure: {mask: leaf}},"
             " arrange: {scatter: {amount: time}}}, opacity: 1 - time}\n",
             path_of("mask"), x, from);
    struct rmx_generation *generation = load(text);
    stage_draw_frames(generation, 0, frames - 1);
    rmx_renderer_counts(generation->renderer, &counts);
    assert_int_equal(counts.labels, wanted);
    rmx_generation_destroy(generation);
}

static void a_still_mask_is_labelled_once(void **state)
{
    (void)state;
    check_labelled("0.5", "asset:coffee.jpg", 5, 1);
    check_labelled("0.5 + time", "asset:coffee.jpg", 5, 5);
    check_labelled("0.5", "turning", 5, 1);
    check_labelled("0.5", "[turning, leaf]", 5, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(components_are_what_a_flood_finds),
        cmocka_unit_test(at_rest_components_are_the_picture_and_all_else_is_left_out),
        cmocka_unit_test(the_same_bytes_twice),
        cmocka_unit_test(edges_are_no_staircases),
        cmocka_unit_test(small_holes_are_filled_and_specks_left_out),
        cmocka_unit_test(own_cuts_read_masks_and_pictures),
        cmocka_unit_test(without_a_mask_each_picture_has_its_own_components),
        cmocka_unit_test(each_of_the_smallest_pictures_may_be_an_component),
        cmocka_unit_test(a_still_mask_is_labelled_once),
    };
    return cmocka_run_group_tests(tests, begin_room, end_room);
}
