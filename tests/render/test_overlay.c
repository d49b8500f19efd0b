// SPDX-License-Identifier: GPL-3.0-or-later
// Marks over a picture: what each covers, to the pixel; texts go to the GPU once.
#include "render/ground.h"
#include "render/overlay.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 64, HEIGHT = 48 };

struct fixture {
    struct rmx_context *context;
    struct rmx_overlay *overlay;
    struct rmx_typeset *typeset;
};

static int setup(void **state)
{
    static struct fixture fixture;
    char why[256];
    fixture.context = rmx_context_create(why, sizeof(why));
    if (!fixture.context)
        return -1;
    fixture.overlay = rmx_overlay_create(rmx_context_device(fixture.context), 0);
    fixture.typeset = rmx_typeset_create(false);
    *state = &fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    rmx_overlay_destroy(fixture->overlay);
    rmx_typeset_destroy(fixture->typeset);
    rmx_context_destroy(fixture->context);
    return 0;
}

// Marks over one colour.
static unsigned char *draw(struct fixture *fixture, const struct rmx_mark *marks, int count,
                           const unsigned char paper[4], const int place[4])
{
    static unsigned char pixels[WIDTH * HEIGHT * 4];
    static const int whole[4] = {0, 0, WIDTH, HEIGHT};
    struct rmx_ground ground;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_marks list = {.arena = arena};
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        memcpy(pixels + 4 * i, paper, 4);
    for (int i = 0; i < count; i++)
        rmx_marks_add(&list, &marks[i]);
    assert_true(rmx_ground_init(&ground, RMX_FORMAT_RGBA8, WIDTH, HEIGHT, pixels));
    rmx_overlay_draw(fixture->overlay, &list, ground.framebuffer, place ? place : whole);
    rmx_ground_finish(&ground, pixels);
    rmx_arena_destroy(arena);
    return pixels;
}

static const unsigned char black[4] = {0, 0, 0, 255}, grey[4] = {100, 100, 100, 255};

// One mark on a canvas, and a pixel of it.
static const struct {
    const char *law;
    struct rmx_mark mark;
    const unsigned char *paper;
    int place[4]; // width 0: the whole canvas
    int x, y, red, alpha;
} laws[] = {
    {"a rectangle covers its pixels",
     {RMX_MARK_RECT, 4, 5, 10, 9, .color = {1, 1, 1, 1}},
     black,
     {0},
     4,
     5,
     255,
     255},
    {"up to its end",
     {RMX_MARK_RECT, 4, 5, 10, 9, .color = {1, 1, 1, 1}},
     black,
     {0},
     9,
     8,
     255,
     255},
    {"and none beyond",
     {RMX_MARK_RECT, 4, 5, 10, 9, .color = {1, 1, 1, 1}},
     black,
     {0},
     10,
     8,
     0,
     255},
    {"half the alpha is half the colour",
     {RMX_MARK_RECT, 4, 5, 10, 9, .color = {0, 0, 0, 0.5f}},
     grey,
     {0},
     5,
     5,
     50,
     255},
    {"alpha adds up",
     {RMX_MARK_RECT, 4, 5, 10, 9, .color = {1, 1, 1, 0.5f}},
     (const unsigned char[4]){0, 0, 0, 0},
     {0},
     5,
     5,
     128,
     128},
    {"a line of a pixel covers its pixel",
     {RMX_MARK_LINE, 0, 10.5f, 64, 10.5f, .width = 1, .color = {1, 1, 1, 1}},
     black,
     {0},
     20,
     10,
     255,
     255},
    {"and none beside it",
     {RMX_MARK_LINE, 0, 10.5f, 64, 10.5f, .width = 1, .color = {1, 1, 1, 1}},
     black,
     {0},
     20,
     11,
     0,
     255},
    {"between two pixels it is half on each",
     {RMX_MARK_LINE, 0, 10, 64, 10, .width = 1, .color = {1, 1, 1, 1}},
     black,
     {0},
     20,
     10,
     128,
     255},
    {"a wide line is wide",
     {RMX_MARK_LINE, 10, 0, 10, 48, .width = 4, .color = {1, 1, 1, 1}},
     black,
     {0},
     8,
     20,
     255,
     255},
    {"the origin is the place's corner",
     {RMX_MARK_RECT, 0, 0, 2, 2, .color = {1, 1, 1, 1}},
     black,
     {10, 20, 30, 20},
     10,
     20,
     255,
     255},
    {"and nothing leaves the place",
     {RMX_MARK_RECT, 0, 0, 64, 48, .color = {1, 1, 1, 1}},
     black,
     {10, 20, 30, 20},
     41,
     20,
     0,
     255},
};

static void marks_cover_their_pixels(void **state)
{
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const unsigned char *pixel =
            draw(*state, &laws[i].mark, 1, laws[i].paper, laws[i].place[2] ? laws[i].place : NULL) +
            4 * (laws[i].y * WIDTH + laws[i].x);
        if (abs(pixel[0] - laws[i].red) > 1 || abs(pixel[3] - laws[i].alpha) > 1)
            fail_msg("%s: red %d, alpha %d", laws[i].law, pixel[0], pixel[3]);
    }
}

static const struct rmx_label_style style = {.size_px = 20};

// The ink of the label, pixel by pixel, from where the pen begins.
static void a_text_is_its_ink(void **state)
{
    struct fixture *fixture = *state;
    const struct rmx_line *line = rmx_typeset_line(fixture->typeset, "gH", &style);
    const struct rmx_mark mark = {
        .kind = RMX_MARK_TEXT, .x = 7.3f, .y = 20, .line = line, .color = {1, 1, 1, 1}};
    const unsigned char *pixels = draw(fixture, &mark, 1, black, NULL);
    const struct rmx_label *label = &line->label;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            int column = x - 7 - label->left, row = 20 + line->rise - 1 - y;
            bool is_in = column >= 0 && column < label->width && row >= 0 && row < label->height;
            int wanted = is_in ? label->cover[row * label->width + column] : 0;
            if (abs(pixels[4 * (y * WIDTH + x)] - wanted) > 1)
                fail_msg("at %d %d: %d for %d", x, y, pixels[4 * (y * WIDTH + x)], wanted);
        }
}

static void a_text_goes_to_the_gpu_once(void **state)
{
    struct fixture *fixture = *state;
    const struct rmx_mark mark = {.kind = RMX_MARK_TEXT,
                                  .line = rmx_typeset_line(fixture->typeset, "once", &style),
                                  .color = {1, 1, 1, 1}};
    draw(fixture, &mark, 1, black, NULL);
    long long texts = rmx_overlay_counts(fixture->overlay).texts;
    for (int i = 0; i < 10; i++)
        draw(fixture, &mark, 1, black, NULL);
    assert_int_equal(rmx_overlay_counts(fixture->overlay).texts, texts);
}

// More than the first texture holds: those before are still there.
static void texts_stay_when_there_are_many(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_mark mark = {.kind = RMX_MARK_TEXT, .y = 10, .color = {1, 1, 1, 1}};
    static unsigned char first[WIDTH * HEIGHT * 4];
    const struct rmx_label_style large = {.size_px = 60};
    mark.line = rmx_typeset_line(fixture->typeset, "H", &style);
    memcpy(first, draw(fixture, &mark, 1, black, NULL), sizeof(first));
    for (int i = 0; i < 60; i++) {
        char text[16] = "number 00";
        text[7] = (char)('0' + i / 10);
        text[8] = (char)('0' + i % 10);
        mark.line = rmx_typeset_line(fixture->typeset, text, &large);
        draw(fixture, &mark, 1, black, NULL);
    }
    mark.line = rmx_typeset_line(fixture->typeset, "H", &style);
    assert_memory_equal(draw(fixture, &mark, 1, black, NULL), first, sizeof(first));
    assert_int_equal(rmx_context_errors(fixture->context), 0);
}

static void rows_are_cut_off(void **state)
{
    struct fixture *fixture = *state;
    struct rmx_mark mark = {.kind = RMX_MARK_TEXT,
                            .y = 20,
                            .line = rmx_typeset_line(fixture->typeset, "H", &style),
                            .most_rows = 3,
                            .color = {1, 1, 1, 1}};
    const unsigned char *pixels = draw(fixture, &mark, 1, black, NULL);
    int highest = 20 + mark.line->rise;
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        if (pixels[4 * i] && (i / WIDTH < highest - 3 || i / WIDTH >= highest))
            fail_msg("row %d has ink", i / WIDTH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_cover_their_pixels),
        cmocka_unit_test(a_text_is_its_ink),
        cmocka_unit_test(a_text_goes_to_the_gpu_once),
        cmocka_unit_test(texts_stay_when_there_are_many),
        cmocka_unit_test(rows_are_cut_off),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
