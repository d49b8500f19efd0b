// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of an ISF host for passes and buffers, one tiny file of tests/isf each.
#include "app/options.h"
#include "runtime/player.h"
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define EFFECTS REMONTAGE_ROOT "/tests/isf"

// The colour of the picture's middle at a frame, as it should be.
static const struct {
    const char *law, *scene;
    long long frame;
    float rgb[3];
} laws[] = {
    {"a lasting buffer begins black", "layers: [{generate: count_frames}]", 0, {0.1f, 0.1f, 0.1f}},
    {"and goes on from frame to frame",
     "layers: [{generate: count_frames}]",
     4,
     {0.5f, 0.5f, 0.5f}},
    {"a last pass with a target is the output too",
     "layers: [{generate: last_into_target}]",
     4,
     {0.5f, 0.5f, 0.5f}},
    {"a pass sees its own target as it was, a later one as it is",
     "layers: [{generate: old_and_new}]",
     3,
     {0.3f, 0.4f, 0}},
    {"what does not last is empty", "layers: [{generate: not_lasting}]", 3, {0.2f, 0.2f, 0.2f}},
    {"sizes come from inputs",
     "layers: [{generate: sizes}]",
     0,
     {40 / 255.0f, 12 / 255.0f, 40 / 255.0f}},
    {"and from expressions over time",
     "layers: [{generate: {sizes: {part: 4 + frame}}}]",
     4,
     {20 / 255.0f, 12 / 255.0f, 20 / 255.0f}},
    {"a size that is no number is 1",
     "layers: [{generate: {sizes: {part: 0}}}]",
     0,
     {1 / 255.0f, 12 / 255.0f, 1 / 255.0f}},
    {"a lasting buffer of another size is scaled",
     "layers: [{generate: {grows: {part: 40 + 40 * frame}}}]",
     2,
     {0.503f, 0.503f, 0.503f}},
    {"of outputs the last one is seen", "layers: [{generate: three_outputs}]", 0, {0.5f, 0, 0}},
    {"a filter keeps what went in",
     "layers: [{generate: {solid: {color: white}}, chain: [trail]}]",
     2,
     {0.875f, 0.875f, 0.875f}},
    {"two of one effect have buffers of their own",
     "layers: [{generate: {solid: {color: white}}, chain: [trail, trail]}]",
     1,
     {0.5f, 0.5f, 0.5f}},
    {"on the whole frame, too",
     "layers: [{generate: {solid: {color: white}}}]\nfinish: [trail]",
     1,
     {0.75f, 0.75f, 0.75f}},
    {"the chain goes on after it",
     "layers: [{generate: {solid: {color: white}}, chain: [trail, invert]}]",
     1,
     {0.25f, 0.25f, 0.25f}},
};

static struct stage_picture render(size_t i, bool no_fuse)
{
    return stage_render(&(struct stage_params){.text = laws[i].scene,
                                               .effects = EFFECTS,
                                               .frame = laws[i].frame,
                                               .depth = 32,
                                               .snap = true,
                                               .no_fuse = no_fuse});
}

static void test_rules_of_passes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct stage_picture picture = render(i, false);
        const float *middle = &picture.pixels[(45 * 160 + 80) * 4];
        for (int c = 0; c < 3; c++)
            if (fabsf(middle[c] - laws[i].rgb[c]) > 1.5e-3f)
                fail_msg("%s: %g %g %g", laws[i].law, (double)middle[0], (double)middle[1],
                         (double)middle[2]);
        stage_finish(&picture);
    }
}

static void test_unfused_agrees(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct stage_picture fused = render(i, false), unfused = render(i, true);
        struct stage_difference d = stage_compare(&fused, &unfused);
        stage_finish(&fused);
        stage_finish(&unfused);
        if (d.past > 0)
            fail_msg("%s: differs by %g", laws[i].law, d.largest);
    }
}

// Forgetting is starting anew; drawing within a frame does not advance it.
static void test_state_advances_once_a_frame(void **state)
{
    (void)state;
    struct rmx_generation *generation = stage_load(&(struct stage_params){
        .text = laws[1].scene, .effects = EFFECTS, .depth = 32, .snap = true});
    struct rmx_values *values = rmx_values_create(generation->plan);
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size + 1);
    struct rmx_frame_inputs frame_inputs = stage_frame_inputs(generation, 0);
    for (int round = 0; round < 2; round++) {
        rmx_renderer_forget(generation->renderer);
        for (int draw = 0; draw < 9; draw++) {
            if (draw % 3 == 0 && draw)
                rmx_renderer_advance(generation->renderer);
            rmx_values_frame(values, &frame_inputs, block);
            rmx_renderer_draw(generation->renderer, block);
        }
        struct stage_picture picture = stage_read(generation);
        assert_float_equal(picture.pixels[0], 0.3f, 1e-3f);
        stage_finish(&picture);
    }
    free(block);
    rmx_values_destroy(values);
    rmx_generation_destroy(generation);
}

// Frame 9 of a counter, started as late as the preroll says.
static const struct {
    const char *preroll;
    float value;
} prerolls[] = {{"all", 1.0f}, {"0.1 s", 0.4f}, {"5 frames", 0.6f}, {"0", 0.1f}};

static void test_preroll(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(prerolls) / sizeof(*prerolls); i++) {
        char text[128];
        snprintf(text, sizeof(text), "preroll: %s\nlayers: [{generate: count_frames}]\n",
                 prerolls[i].preroll);
        struct rmx_generation *generation = stage_load(&(struct stage_params){
            .text = text, .effects = EFFECTS, .width = 8, .height = 8, .depth = 32});
        struct rmx_player *player = rmx_player_create(generation);
        float *pixels = calloc(1, rmx_player_bytes(player));
        assert_true(rmx_player_read(player, 9, pixels));
        if (fabsf(pixels[0] - prerolls[i].value) > 1e-3f)
            fail_msg("preroll %s: %g", prerolls[i].preroll, (double)pixels[0]);
        free(pixels);
        rmx_player_destroy(player);
        rmx_generation_destroy(generation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_of_passes),
        cmocka_unit_test(test_unfused_agrees),
        cmocka_unit_test(test_state_advances_once_a_frame),
        cmocka_unit_test(test_preroll),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
