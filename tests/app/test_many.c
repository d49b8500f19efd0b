// SPDX-License-Identifier: GPL-3.0-or-later
// Fragments of hundreds of pictures, each of a colour of its own, dark blue on the left.
#include "support/cli.h"
#include "support/stage.h"
#include "support/table.h"

#include "media/start.h"
#include "write/still.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PICTURES = 300, PER_ROW = 20, STEP_RED = 12, STEP_GREEN = 16 };

static float red(int picture)
{
    return (float)(picture % PER_ROW * STEP_RED + 6) / 255.0f;
}

static float green(int picture)
{
    return (float)(picture / PER_ROW * STEP_GREEN + 8) / 255.0f;
}

static void write_picture(const char *name, int index, int width, int height)
{
    unsigned char pixels[16 * 9 * 4];
    for (int i = 0; i < width * height; i++) {
        pixels[4 * i] = (unsigned char)lroundf(red(index) * 255.0f);
        pixels[4 * i + 1] = (unsigned char)lroundf(green(index) * 255.0f);
        pixels[4 * i + 2] = 2 * (i % width) < width ? 64 : 192;
        pixels[4 * i + 3] = 255;
    }
    struct rmx_picture picture = {width, height, RMX_PIXELS_RGBA8, pixels, false};
    struct rmx_still_params params = {.compress = 1};
    assert_true(rmx_still_write(test_cli_path(name), &picture, &params, NULL, 0));
}

static int begin(void **state)
{
    (void)state;
    if (!test_cli_begin() || !rmx_media_start())
        return -1;
    test_cli_run("mkdir -p many dots");
    for (int i = 0; i < PICTURES; i++) {
        char name[40];
        snprintf(name, sizeof(name), "many/p%03d.png", i);
        write_picture(name, i, 16, 9);
        snprintf(name, sizeof(name), "dots/p%03d.png", i);
        if (i < 30)
            write_picture(name, i, 1, 1);
    }
    test_cli_text("many.yaml", "sources: {a: {folder: many}}\n"
                               "layers: [{fragments: {from: a, cut: {grid: {count: 5000}}}}]\n");
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_cli_end();
    return 0;
}

struct drawn {
    struct stage_picture picture;
    int count;
    float *rows;
};

static struct drawn draw(const char *scene, int width, int height, int depth)
{
    struct rmx_generation *generation = stage_load(&(struct stage_params){
        .path = test_cli_path(scene), .width = width, .height = height, .depth = depth});
    struct rmx_values *values = rmx_values_create(generation->plan);
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size);
    struct rmx_frame_inputs frame_inputs = stage_frame_inputs(generation, 0);
    assert_non_null(block);
    rmx_values_frame(values, &frame_inputs, block);
    rmx_renderer_draw(generation->renderer, block);
    struct drawn drawn = {stage_read(generation), table_count(), NULL};
    drawn.rows = calloc((size_t)drawn.count, sizeof(float[TABLE_ROW]));
    assert_non_null(drawn.rows);
    table_read(TABLE_REST, 0, (size_t)drawn.count * TABLE_ROW, drawn.rows);
    free(block);
    rmx_values_destroy(values);
    rmx_generation_destroy(generation);
    return drawn;
}

static void finish(struct drawn *drawn)
{
    stage_finish(&drawn->picture);
    free(drawn->rows);
}

static bool is_near(float a, float b)
{
    return fabsf(a - b) <= 2.0f / 255.0f;
}

// Whose colour that is; -1: no picture's.
static int picture_of(const float *pixel)
{
    for (int i = 0; i < PICTURES; i++)
        if (is_near(pixel[0], red(i)) && is_near(pixel[1], green(i)))
            return i;
    return -1;
}

// The blue of a picture where it is plain: it turns to the other in the middle.
static float blue(float x, float aspect)
{
    return x < 0.35f * aspect ? 64.0f / 255.0f : x > 0.65f * aspect ? 192.0f / 255.0f : -1.0f;
}

// What stands on the canvas where a fragment is, against the picture that the table says.
static void check(const struct drawn *drawn, int row, bool is_seen[PICTURES])
{
    const struct stage_picture *picture = &drawn->picture;
    const float *numbers = drawn->rows + (size_t)row * TABLE_ROW;
    int32_t source;
    memcpy(&source, numbers + TABLE_SOURCE, sizeof(source));
    assert_in_range(source, 0, PICTURES - 1);
    int x = (int)(numbers[TABLE_HOME] * (float)picture->height);
    int y = (int)(numbers[TABLE_HOME + 1] * (float)picture->height);
    const float *pixel = picture->pixels + 4 * ((size_t)y * (size_t)picture->width + (size_t)x);
    float plain = blue(numbers[TABLE_HOME], (float)picture->width / (float)picture->height);
    bool is_right = is_near(pixel[0], red(source)) && is_near(pixel[1], green(source)) &&
                    (plain < 0.0f || is_near(pixel[2], plain));
    if (!is_right)
        fail_msg("fragment %d at %d, %d of picture %d shows %.0f %.0f %.0f", row, x, y, source,
                 (double)pixel[0] * 255, (double)pixel[1] * 255, (double)pixel[2] * 255);
    is_seen[source] = true;
}

static void check_all(const char *scene, int width, int height, int depth)
{
    bool is_seen[PICTURES] = {false};
    struct drawn drawn = draw(scene, width, height, depth);
    for (int i = 0; i < drawn.count; i++)
        check(&drawn, i, is_seen);
    for (int i = 0; i < PICTURES; i++)
        if (!is_seen[i])
            fail_msg("%s: no fragment shows picture %d", scene, i);
    finish(&drawn);
}

static void each_picture_is_seen_in_its_place(void **state)
{
    (void)state;
    check_all("many.yaml", 320, 180, 8);
}

// Past 1 GiB for all of them, they are kept at half their size.
static void pictures_are_halved_until_they_fit(void **state)
{
    (void)state;
    struct test_run run = test_cli_run("remontage explain many.yaml --size 560x315 --depth 32");
    assert_non_null(strstr(run.out, "300 pictures at 1/2 of their size"));
    run = test_cli_run("remontage explain many.yaml --size 560x315");
    assert_null(strstr(run.out, "of their size"));
    check_all("many.yaml", 560, 315, 32);
}

// Sources of one pixel, on canvases smaller than the grid, or a fragment or a million of them: each
// pixel shows one of the pictures, and no mixture.
static void dots_stay_what_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *cut, *arrange;
        int width, height;
    } scenes[] = {
        {"{grid: {count: 300}}", "in_place", 3, 2},
        {"{grid: {count: 300}}", "shuffle", 3, 2},
        {"{voronoi: {count: 900}}", "in_place", 3, 2},
        {"{grid: {count: 1}}", "in_place", 32, 18},
        {"{grid: {count: 1}}", "shuffle", 1, 1},
        {"{grid: {count: 1000000}}", "shuffle", 16, 9},
    };
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        char text[400];
        snprintf(text, sizeof(text),
                 "sources: {a: {folder: dots}}\n"
                 "layers: [{fragments: {from: a, cut: %s, arrange: %s}}]\n",
                 scenes[i].cut, scenes[i].arrange);
        test_cli_text("dots.yaml", text);
        struct drawn drawn = draw("dots.yaml", scenes[i].width, scenes[i].height, 8);
        for (int k = 0; k < scenes[i].width * scenes[i].height; k++)
            if (picture_of(drawn.picture.pixels + 4 * k) < 0)
                fail_msg("%s, %s: pixel %d is of no picture", scenes[i].cut, scenes[i].arrange, k);
        finish(&drawn);
    }
}

// Of what moves, 127 frames are kept at 60 a second. Many devices have 2048 layers.
static void more_layers_than_the_device_has_are_refused(void **state)
{
    (void)state;
    static const struct test_law laws[] = {
        {"still pictures are kept once",
         "printf 'fps: 60\\nsources: {a: {folder: many}}\\nlayers:\\n  - fragments: {from: a, "
         "arrange: echo, moments: 64}\\n' > flat.yaml;"
         "remontage render -q flat.yaml --size 16x9 -o flat.png",
         0, NULL, NULL},
        {"what moves is refused with its place",
         "(printf 'fps: 60\\nlayers:\\n  - fragments: {moments: 64, from: [l0'; i=1;"
         "while [ $i -lt 20 ]; do printf ', l%d' $i; i=$((i + 1)); done; printf ']}\\n'; i=0;"
         "while [ $i -lt 20 ]; do printf '  - {name: l%d, visible: no, generate: noise}\\n' $i;"
         "i=$((i + 1)); done) > deep.yaml;"
         "remontage render -q deep.yaml --size 16x9 -o deep.png",
         65, NULL, "deep.yaml:3:"},
        {"and nothing is written", "test -e deep.png", 1, NULL, NULL},
        {"as much as fits is drawn",
         "sed -i 's/64/48/' deep.yaml; remontage render -q deep.yaml --size 16x9 -o deep.png", 0,
         NULL, NULL},
    };
    TEST_HOLD(laws);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_picture_is_seen_in_its_place),
        cmocka_unit_test(pictures_are_halved_until_they_fit),
        cmocka_unit_test(dots_stay_what_they_are),
        cmocka_unit_test(more_layers_than_the_device_has_are_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
