// SPDX-License-Identifier: GPL-3.0-or-later
// Fragments are drawn where their layer is placed: on its frame as they would be without a place,
// and beyond it as far as they, their shadows and their borders reach.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 160, HEIGHT = 96, MOST_TEXT = 1024 };

#define STONE "background: \"#446655\"\nseed: 3\n"
#define CAT "from: asset:chelsea-the-cat.jpg, "
#define SHADOW ", shadow: {x: 0.02, y: -0.03, opacity: 0.8, blur: 0.03}"

// All ways by which fragments come onto the canvas, and all that is drawn around them.
static const char *const blocks[] = {
    CAT "cut: {voronoi: {count: 30}}, arrange: {scatter: {amount: 1, spread: 0.3}}",
    CAT "cut: {grid: {count: 12}}, arrange: {explode: {amount: 0.6, angle: 30}}, vary: {hue: 90}",
    CAT "cut: {hexagons: {count: 20}}, arrange: {explode: {amount: 0.4}}, torn: 0.5" SHADOW,
    CAT "cut: {strips: {count: 9}}, arrange: {drift: {amount: 0.2}}, border: {width: 0.02, at: "
        "outside}",
    "from: star, cut: figure, border: {width: 0.02}" SHADOW,
    "from: star, cut: figure, arrange: {explode: {amount: 1, center: [0.2, 0.3]}}",
    CAT "cut: {triangles: {count: 30}}, arrange: {drift: {amount: 0.2, tilt: 50}}, depth: 0.4, "
        "camera: {distance: 1.5, angle: 20}",
    CAT "cut: {voronoi: {count: 30}}, arrange: {explode: {amount: 0.3}}, depth: 0.2, camera: "
        "{angle: 20}" SHADOW,
    "from: [asset:chelsea-the-cat.jpg, asset:coffee.jpg], cut: {grid: {count: 12}}, arrange: "
    "{stack: {spread: 1.4}}, border: {width: 0.01}" SHADOW,
};
enum { BLOCKS = sizeof(blocks) / sizeof(*blocks) };

static const char *scene(const char *block, const char *rest)
{
    static char text[MOST_TEXT];
    snprintf(text, sizeof text,
             STONE "layers:\n  - {name: star, generate: {shape: {color: white, background: black, "
                   "sides: 5, size: 1.3}}, visible: false}\n  - fragments: {%s}\n%s",
             block, rest);
    return text;
}

static struct stage_picture draw(const char *text, int width, int height)
{
    return stage_render(
        &(struct stage_params){.text = text, .width = width, .height = height, .depth = 32});
}

static struct stage_picture draw_placed(const char *block, const char *place, int times)
{
    char rest[128];
    snprintf(rest, sizeof rest, "    place: {%s}\n", place);
    return draw(scene(block, *place ? rest : ""), times * WIDTH, times * HEIGHT);
}

static const float *at(const struct stage_picture *picture, int x, int y)
{
    return picture->pixels + 4 * ((size_t)y * (size_t)picture->width + (size_t)x);
}

// Where another picture has what a part of one shows: the mean of `each` by `each` pixels.
struct meant {
    int x, y;   // its pixel for the part's first
    int dx, dy; // and by how much that goes on for each pixel to the right; upwards it is a right
                // angle counter-clockwise from there
    int each;
};

static float mean(const struct stage_picture *of, int x, int y, int each, int channel)
{
    float sum = 0;
    for (int i = 0; i < each * each; i++)
        sum += at(of, x + i % each, y + i / each)[channel];
    return sum / (float)(each * each);
}

// The mean difference over a part of a picture, a channel, in steps of 255.
static double apart(const struct stage_picture *picture, const int part[4],
                    const struct stage_picture *of, struct meant m)
{
    double sum = 0;
    for (int y = 0; y < part[3]; y++)
        for (int x = 0; x < part[2]; x++)
            for (int c = 0; c < 3; c++)
                sum += fabs((double)(at(picture, part[0] + x, part[1] + y)[c] -
                                     mean(of, m.x + x * m.dx - y * m.dy, m.y + x * m.dy + y * m.dx,
                                          m.each, c)));
    return 255 * sum / (3.0 * part[2] * part[3]);
}

// Of a layer that is half as large as the canvas.
static const struct {
    const char *law, *place;
    int times; // the canvas's size
    int part[4];
    struct meant meant; // of the one that has no place, or of the one that is half as large
    bool is_of_large;
} laws[] = {
    {"on its frame it is the large one, shrunk",
     "scale: 0.5",
     1,
     {WIDTH / 4, HEIGHT / 4, WIDTH / 2, HEIGHT / 2},
     {0, 0, 2, 0, 2},
     true},
    {"upside down it is the same",
     "scale: 0.5, angle: 180",
     1,
     {0, 0, WIDTH, HEIGHT},
     {WIDTH - 1, HEIGHT - 1, -1, 0, 1},
     false},
    {"turned to the left it is the same",
     "scale: 0.5, angle: 90",
     1,
     {(WIDTH - HEIGHT) / 2, 0, HEIGHT, HEIGHT},
     {(WIDTH - HEIGHT) / 2, HEIGHT - 1, 0, -1, 1},
     false},
    {"a quarter of a canvas twice as large is as large, and goes on beyond its frame",
     "scale: 0.25",
     2,
     {WIDTH / 2, HEIGHT / 2, WIDTH, HEIGHT},
     {0, 0, 1, 0, 1},
     false},
    {"in a corner it is the same",
     "x: 0.25, y: 0.75, scale: 0.5",
     1,
     {0, HEIGHT / 4, 3 * WIDTH / 4, 3 * HEIGHT / 4},
     {WIDTH / 4, 0, 1, 0, 1},
     false},
};

// How many pixels beyond the frame of one half as large are not the stone's colour.
static int count_beyond(const struct stage_picture *half)
{
    static const float stone[3] = {0x44 / 255.0f, 0x66 / 255.0f, 0x55 / 255.0f};
    int count = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            bool is_within =
                abs(2 * x + 1 - WIDTH) < WIDTH / 2 && abs(2 * y + 1 - HEIGHT) < HEIGHT / 2;
            const float *pixel = at(half, x, y);
            double off = 0;
            for (int c = 0; c < 3; c++)
                off = fmax(off, fabs((double)(pixel[c] - stone[c])));
            count += !is_within && off > 0.1;
        }
    return count;
}

static void it_is_the_same_wherever_it_is_placed(void **state)
{
    (void)state;
    for (int i = 0; i < BLOCKS; i++) {
        struct stage_picture large = draw_placed(blocks[i], "", 1);
        struct stage_picture half = draw_placed(blocks[i], "scale: 0.5", 1);
        if (count_beyond(&half) < 20)
            fail_msg("%s: it ends with the layer's frame", blocks[i]);
        for (size_t k = 0; k < sizeof(laws) / sizeof(*laws); k++) {
            struct stage_picture drawn = draw_placed(blocks[i], laws[k].place, laws[k].times);
            double off =
                apart(&drawn, laws[k].part, laws[k].is_of_large ? &large : &half, laws[k].meant);
            stage_finish(&drawn);
            if (off > 3)
                fail_msg("%s: %s: it differs by %.2f/255", blocks[i], laws[k].law, off);
        }
        stage_finish(&large);
        stage_finish(&half);
    }
}

// A picture whose edges would show if they were drawn half a pixel too large.
#define SOFT                                                                                       \
    "background: none\nlayers:\n  - {name: soft, generate: {gradient: {color: \"#e04020\", "       \
    "background: \"#2040e0\"}}, visible: false}\n"

enum { FRAME = 2 * 7 * (WIDTH + HEIGHT) / 10 }; // of the placed one, in pixels around it

static const char *const cuts[] = {
    "voronoi", "triangles", "hexagons", "rings", "quadtree", "exquisite_corpse", "grid", "strips",
};

static void at_rest_it_is_the_placed_picture(void **state)
{
    (void)state;
    static const char place[] = "    place: {x: 0.45, scale: 0.7, angle: 25}\n";
    char text[MOST_TEXT];
    snprintf(text, sizeof text, SOFT "  - picture: soft\n%s", place);
    struct stage_picture plain = draw(text, WIDTH, HEIGHT);
    static const char *const ways[] = {
        "arrange: {scatter: {amount: 0}}", "border: {width: 0.0001, color: \"#0000\"}",
        "arrange: {scatter: {amount: 0}}, border: {width: 0.0001, color: \"#0000\"}"};
    for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++)
        for (size_t w = 0; w < sizeof(ways) / sizeof(*ways); w++) {
            snprintf(text, sizeof text, SOFT "  - fragments: {from: soft, cut: %s, %s}\n%s",
                     cuts[i], ways[w], place);
            struct stage_picture drawn = draw(text, WIDTH, HEIGHT);
            struct stage_difference off = stage_compare(&drawn, &plain);
            double wrong = 0; // how much is covered in all
            for (int p = 0; p < WIDTH * HEIGHT; p++)
                wrong += (double)(drawn.pixels[4 * p + 3] - plain.pixels[4 * p + 3]);
            stage_finish(&drawn);
            if (off.past > 0.02 || fabs(wrong) > 0.1 * FRAME)
                fail_msg("%s, %s: %.1f %% differ, the most by %.3f at %d, %d; %.1f pixels more",
                         cuts[i], ways[w], 100 * off.past, off.largest, off.x, off.y, wrong);
        }
    stage_finish(&plain);
}

// One fragment of white paper, 80 x 48 pixels from 40, 24 on; where a point of the canvas lies.
#define PAPER                                                                                      \
    "layers:\n  - {name: paper, generate: {solid: {color: white}}, visible: false}\n  - "          \
    "fragments: "                                                                                  \
    "{from: paper, cut: {grid: {count: 1}}, "
static const struct {
    const char *law, *text;
    int x, y;
    float least, most;
} points[] = {
    {"paper lies on its frame", PAPER "shadow: {opacity: 0}}\n    place: {scale: 0.5}\n", 60, 48, 1,
     1},
    {"a shadow falls beyond it",
     "background: white\n" PAPER "shadow: {x: 0.2, y: 0, opacity: 1, blur: 0.001}}\n    place: "
     "{scale: 0.5}\n",
     124, 48, 0, 0.01f},
    {"as far as it is long, times the scale",
     "background: white\n" PAPER "shadow: {x: 0.2, y: 0, opacity: 1, blur: 0.001}}\n    place: "
     "{scale: 0.5}\n",
     133, 48, 1, 1},
    {"it turns with the layer",
     "background: white\n" PAPER "shadow: {x: 0.2, y: 0, opacity: 1, blur: 0.001}}\n    place: "
     "{scale: 0.5, angle: 180}\n",
     36, 48, 0, 0.01f},
    {"a border outside lies beyond the frame",
     PAPER "border: {width: 0.1, color: \"#808080\", at: outside}}\n    place: {scale: 0.5}\n", 122,
     48, 0.49f, 0.51f},
    {"and no farther",
     PAPER "border: {width: 0.1, color: \"#808080\", at: outside}}\n    place: {scale: 0.5}\n", 127,
     48, 0, 0},
    {"a fragment flies beyond it",
     "layers:\n  - {name: paper, generate: {solid: {color: white}}, visible: false}\n  - "
     "fragments: "
     "{from: paper, cut: {grid: {columns: 2, rows: 2}}, arrange: {explode: {amount: 1}}}\n    "
     "place: {scale: 0.5}\n",
     130, 72, 1, 1},
    {"and leaves its place empty",
     "layers:\n  - {name: paper, generate: {solid: {color: white}}, visible: false}\n  - "
     "fragments: "
     "{from: paper, cut: {grid: {columns: 2, rows: 2}}, arrange: {explode: {amount: 1}}}\n    "
     "place: {scale: 0.5}\n",
     80, 48, 0, 0},
    {"a chain does not see beyond it",
     "background: white\n" PAPER "shadow: {x: 0.2, y: 0, opacity: 1, blur: 0.001}}\n    chain: "
     "[invert: {amount: 0}]\n    place: {scale: 0.5}\n",
     124, 48, 1, 1},
    {"and does where it overscans",
     "background: white\n" PAPER "shadow: {x: 0.2, y: 0, opacity: 1, blur: 0.001}}\n    overscan: "
     "0.5\n    chain: [invert: {amount: 0}]\n    place: {scale: 0.5}\n",
     124, 48, 0, 0.01f},
    {"so does a mask",
     "background: white\n" PAPER "shadow: {x: 0.2, y: 0, opacity: 1, blur: 0.001}}\n    overscan: "
     "0.5\n    mask: {generate: {solid: {color: white}}}\n    place: {scale: 0.5}\n",
     124, 48, 0, 0.01f},
    {"a blurred picture fades beyond its frame",
     "background: black\nlayers:\n  - generate: {solid: {color: white}}\n    overscan: 0.5\n    "
     "chain: [blur: {radius: 0.1}]\n    place: {scale: 0.5}\n",
     122, 48, 0.1f, 0.6f},
    {"and not without",
     "background: black\nlayers:\n  - generate: {solid: {color: white}}\n    chain: [blur: "
     "{radius: "
     "0.1}]\n    place: {scale: 0.5}\n",
     122, 48, 0, 0},
    {"fragments that fill their places, too",
     "background: black\n" PAPER "arrange: shuffle}\n    overscan: 0.5\n    chain: [blur: {radius: "
     "0.1}]\n    place: {scale: 0.5}\n",
     122, 48, 0.1f, 0.6f},
    {"another layer reads it as it is shown",
     "background: white\n" PAPER "shadow: {x: 0.2, y: 0, opacity: 1, blur: 0.001}}\n    place: "
     "{scale: 0.5}\n    name: placed\n    visible: false\n  - picture: placed\n",
     124, 48, 0, 0.01f},
};

static void points_are_what_lies_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(points) / sizeof(*points); i++)
        for (int no_fuse = 0; no_fuse < 2; no_fuse++) {
            struct stage_picture picture = stage_render(&(struct stage_params){
                .text = points[i].text, .width = WIDTH, .height = HEIGHT, .no_fuse = no_fuse});
            float found = at(&picture, points[i].x, points[i].y)[1];
            stage_finish(&picture);
            if (found < points[i].least - 1e-6f || found > points[i].most + 1e-6f)
                fail_msg("%s: %.3f at %d, %d", points[i].law, (double)found, points[i].x,
                         points[i].y);
        }
}

// With a chain that changes nothing, as small as overscan wants them and enlarged again.
static void overscanned_it_is_the_same(void **state)
{
    (void)state;
    for (int i = 0; i < BLOCKS; i++) {
        static const char place[] = "    place: {x: 0.45, scale: 0.3, angle: 20}\n";
        struct stage_picture plain = draw(scene(blocks[i], place), WIDTH, HEIGHT);
        char rest[256];
        snprintf(rest, sizeof rest, "    overscan: 1\n    chain: [invert: {amount: 0}]\n%s", place);
        struct stage_picture seen = draw(scene(blocks[i], rest), WIDTH, HEIGHT);
        const int all[4] = {0, 0, WIDTH, HEIGHT};
        double off = apart(&seen, all, &plain, (struct meant){0, 0, 1, 0, 1});
        stage_finish(&plain);
        stage_finish(&seen);
        if (off > 3)
            fail_msg("%s: overscanned it differs by %.2f/255", blocks[i], off);
    }
}

static const char turned[] = "    place: {x: 0.4, y: 0.6, scale: 0.6, angle: 33}\n";

static void compare_fused(const char *block, const char *rest)
{
    struct stage_params params = {
        .text = scene(block, rest), .width = WIDTH, .height = HEIGHT, .snap = true, .depth = 32};
    struct stage_picture fused = stage_render(&params), again = stage_render(&params);
    params.no_fuse = true;
    struct stage_picture unfused = stage_render(&params);
    bool is_same = memcmp(fused.pixels, again.pixels, sizeof(float) * 4 * WIDTH * HEIGHT) == 0;
    struct stage_difference off = stage_compare(&fused, &unfused);
    stage_finish(&fused);
    stage_finish(&again);
    stage_finish(&unfused);
    if (!is_same || off.past > 0.005)
        fail_msg("%s, %s: %s; fused and unfused differ at %.2f %%, the most by %.3f", block, rest,
                 is_same ? "twice the same" : "other bytes the second time", 100 * off.past,
                 off.largest);
}

static void fused_is_unfused_and_the_same_twice(void **state)
{
    (void)state;
    static const char overscanned[] =
        "    overscan: 0.3\n    chain: [hue: {angle: 60}, blur: {radius: 0.01}]\n"
        "    place: {x: 0.4, y: 0.6, scale: 0.6, angle: 33}\n";
    for (int i = 0; i < BLOCKS; i++)
        compare_fused(blocks[i], i % 3 ? turned : overscanned);
}

static void the_frame_before_is_kept_whole(void **state)
{
    (void)state;
    static const int few[] = {0, 2, 4};
    for (size_t i = 0; i < sizeof(few) / sizeof(*few); i++) {
        char rest[256];
        snprintf(rest, sizeof rest, "    name: a\n%s", turned); // seeds go by names
        struct stage_picture plain = draw(scene(blocks[few[i]], rest), WIDTH, HEIGHT);
        snprintf(rest, sizeof rest, "    name: a\n    visible: false\n%s  - picture: a.past\n",
                 turned);
        struct stage_picture kept = stage_render(&(struct stage_params){
            .text = scene(blocks[few[i]], rest), .width = WIDTH, .height = HEIGHT, .frame = 1});
        struct stage_difference off = stage_compare(&kept, &plain);
        stage_finish(&plain);
        stage_finish(&kept);
        if (off.largest > 2.0 / 255)
            fail_msg("%s: kept it differs by %.3f at %d, %d", blocks[few[i]], off.largest, off.x,
                     off.y);
    }
}

// What needs no geometry, and the same as geometry because it has an invisible border.
static void looked_up_is_drawn(void **state)
{
    (void)state;
    static const char *const arranges[] = {"in_place", "{shuffle: {amount: 1}}"};
    static const char *const borders[] = {"", ", border: {width: 0.0001, color: \"#0000\"}"};
    for (size_t i = 0; i < sizeof(arranges) / sizeof(*arranges); i++) {
        struct stage_picture pictures[2];
        for (int k = 0; k < 2; k++) {
            char text[MOST_TEXT];
            snprintf(text, sizeof text,
                     SOFT
                     "  - fragments: {from: soft, cut: {grid: {columns: 8, rows: 6}}, arrange: "
                     "%s%s}\n%s",
                     arranges[i], borders[k], turned);
            pictures[k] = draw(text, WIDTH, HEIGHT);
        }
        const int all[4] = {0, 0, WIDTH, HEIGHT};
        double off = apart(&pictures[1], all, &pictures[0], (struct meant){0, 0, 1, 0, 1});
        stage_finish(&pictures[0]);
        stage_finish(&pictures[1]);
        if (off > 3)
            fail_msg("%s: %.2f/255 between looked up and drawn", arranges[i], off);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_same_wherever_it_is_placed),
        cmocka_unit_test(at_rest_it_is_the_placed_picture),
        cmocka_unit_test(points_are_what_lies_there),
        cmocka_unit_test(overscanned_it_is_the_same),
        cmocka_unit_test(fused_is_unfused_and_the_same_twice),
        cmocka_unit_test(the_frame_before_is_kept_whole),
        cmocka_unit_test(looked_up_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
