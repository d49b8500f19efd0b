// SPDX-License-Identifier: GPL-3.0-or-later
// Memory costs no copies: how many bytes a frame moves, beside what an ISF host must move.
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define EFFECTS REMONTAGE_ROOT "/tests/isf"
#define BLACK "generate: {solid: {color: black}}"

// Bytes a pixel of the canvas: 4, 8 and 16 for pictures of 8, 16 and 32 bits a channel.
static const struct {
    const char *law, *scene;
    double depth;
    int written, read;
} laws[] = {
    {"a buffer and the picture are drawn once each", "layers: [{generate: count_frames}]", 8,
     16 + 4, 16 + 16},
    {"a last pass with a target is clamped for the output",
     "layers: [{generate: last_into_target}]", 32, 16 + 16, 16 + 16},
    {"a filter's chain goes on in its last pass; both passes may read its input",
     "layers: [{" BLACK ", chain: [trail, invert, {hue: {angle: 9}}]}]", 8, 16 + 4,
     16 + 4 + 16 + 4},
    {"a layer's own past", "layers: [{name: a, " BLACK ", chain: [more_than: {old: a.past}]}]", 16,
     8 + 8, 8 + 8},
    {"the past of the whole picture is the picture",
     "layers: [{" BLACK "}]\nfinish: [more_than: {old: finish.past}]", 16, 8, 8},
    {"but for its noise in 8 bits",
     "layers: [{" BLACK "}]\nfinish: [more_than: {old: finish.past}]", 8, 8 + 4, 8 + 8},
    {"two readers of one past",
     "layers: [{name: a, generate: {solid: {color: [frame / 10, 0, 0]}}},"
     "{picture: a.past, blend: plus}, {picture: a.past, blend: screen}]",
     16, 8 + 8, 8 + 8},
};

static void draw_frame(struct rmx_generation *generation, struct rmx_values *values, int frame,
                       unsigned char *block)
{
    struct rmx_frame_inputs frame_inputs = stage_frame_inputs(generation, frame);
    rmx_renderer_advance(generation->renderer);
    rmx_values_frame(values, &frame_inputs, block);
    rmx_renderer_draw(generation->renderer, block);
}

static void test_bytes_a_frame(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_generation *generation = stage_load(&(struct stage_params){
            .text = laws[i].scene, .effects = EFFECTS, .depth = laws[i].depth});
        struct rmx_values *values = rmx_values_create(generation->plan);
        unsigned char *block = calloc(1, (size_t)generation->plan->block_size + 1);
        struct rmx_renderer_counts before, after;
        for (int frame = 0; frame < 4; frame++)
            draw_frame(generation, values, frame, block);
        rmx_renderer_counts(generation->renderer, &before);
        draw_frame(generation, values, 4, block);
        rmx_renderer_counts(generation->renderer, &after);
        long long pixels = (long long)generation->width * generation->height;
        long long written = (after.traffic.written - before.traffic.written) / pixels;
        long long read = (after.traffic.read - before.traffic.read) / pixels;
        if (written != laws[i].written || read != laws[i].read)
            fail_msg("%s: %lld written, %lld read", laws[i].law, written, read);
        assert_int_equal(after.traffic.copied, 0);
        free(block);
        rmx_values_destroy(values);
        rmx_generation_destroy(generation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bytes_a_frame)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
