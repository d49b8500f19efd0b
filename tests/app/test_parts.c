// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of a picture that is drawn in parts: the same bytes as in one.
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 160, HEIGHT = 96, FRAMES = 3 };

#define PICTURES                                                                                   \
    "sources: {a: {image: asset:coffee.jpg}, b: {image: asset:retina.jpg}, c: {generate: "         \
    "noise}}\n"

static const struct {
    const char *law, *scene;
    bool stores;
} laws[] = {
    {"a generator", "layers: [{generate: noise}]", false},
    {"pictures, moved and blended",
     PICTURES "layers: [{picture: a, chain: [kaleidoscope, levels]}, {picture: b, blend: screen, "
              "place: {x: 0.4, scale: 0.7, angle: 20}, mask: c}]",
     false},
    {"hashed noise by the pixel", PICTURES "layers: [{picture: a}]\nfinish: [grain, threshold]",
     false},
    {"what is read in many points is drawn whole",
     PICTURES "layers: [{picture: a, chain: [{blur: {radius: 0.1}}]}]", true},
    {"a picture read in two passes",
     PICTURES "layers: [{name: x, picture: a, chain: [{invert: {}, store: true}]}, {picture: x, "
              "opacity: 0.5, chain: [{scale: {amount: 2}}]}]",
     true},
    {"the frame before",
     PICTURES "layers: [{name: x, picture: c, chain: [{scale: {amount: 1.1}}]}, {picture: x.past, "
              "opacity: 0.5}]\npreroll: 3 frames",
     true},
    {"fragments that are a function of the point",
     PICTURES "layers: [{fragments: {from: [a, c], cut: {grid: {count: 40}}, arrange: shuffle}}]",
     true},
    {"fragments that are geometry",
     PICTURES "layers: [{fragments: {from: [a, c], cut: voronoi, arrange: {scatter: {amount: 0.2}},"
              " shadow: {x: 4 px, opacity: 0.5}, depth: 0.2}}]",
     true},
};

static void draw(struct rmx_renderer *renderer, const struct rmx_generation *generation, int x,
                 int y)
{
    struct rmx_values *values = rmx_values_create(generation->plan);
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size);
    for (int frame = 0; frame < FRAMES; frame++) {
        struct rmx_frame_inputs inputs = stage_frame_inputs(generation, frame);
        inputs.offset_x = x;
        inputs.offset_y = y;
        rmx_values_frame(values, &inputs, block);
        rmx_renderer_advance(renderer);
        rmx_renderer_draw(renderer, block);
    }
    free(block);
    rmx_values_destroy(values);
}

// The largest difference of a channel between a quarter and the same place of the whole.
static int compare(const struct rmx_generation *generation, const unsigned char *whole, int x,
                   int y)
{
    enum { W = WIDTH / 2, H = HEIGHT / 2 };
    static unsigned char part[W * H * 4];
    int largest = 0;
    struct rmx_renderer *renderer =
        rmx_renderer_create(&(struct rmx_renderer_params){.context = generation->context,
                                                          .of = generation->renderer,
                                                          .width = W,
                                                          .height = H,
                                                          .canvas_width = WIDTH,
                                                          .canvas_height = HEIGHT},
                            NULL);
    assert_non_null(renderer);
    draw(renderer, generation, x, y);
    assert_true(rmx_renderer_read(renderer, part));
    for (int i = 0; i < W * H * 4; i++) {
        int row = i / (W * 4), at = ((y + row) * WIDTH + x) * 4 + i % (W * 4);
        int difference = abs(part[i] - whole[at]);
        largest = difference > largest ? difference : largest;
    }
    rmx_renderer_destroy(renderer);
    return largest;
}

// Whether the lower left quarter is another picture than the upper right one: else a part drawn in
// the wrong place could pass.
static bool quarters_differ(const unsigned char *whole)
{
    for (int y = 0; y < HEIGHT / 2; y++) {
        const unsigned char *lower = whole + 4 * y * WIDTH;
        const unsigned char *upper = lower + 4 * (HEIGHT / 2 * WIDTH + WIDTH / 2);
        if (memcmp(lower, upper, 4 * WIDTH / 2) != 0)
            return true;
    }
    return false;
}

static void test_four_quarters(void **state)
{
    (void)state;
    static unsigned char whole[WIDTH * HEIGHT * 4];
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_generation *generation = stage_load(
            &(struct stage_params){.text = laws[i].scene, .width = WIDTH, .height = HEIGHT});
        assert_int_equal(generation->plan->pass_count > 1, laws[i].stores);
        draw(generation->renderer, generation, 0, 0);
        assert_true(rmx_renderer_read(generation->renderer, whole));
        assert_true(quarters_differ(whole));
        for (int part = 0; part < 4; part++) {
            int x = part % 2 * WIDTH / 2, y = part / 2 * HEIGHT / 2;
            int difference = compare(generation, whole, x, y);
            if (difference)
                fail_msg("%s: the part at %d, %d differs by %d", laws[i].law, x, y, difference);
        }
        rmx_generation_destroy(generation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_four_quarters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
