// SPDX-License-Identifier: GPL-3.0-or-later
// The frame before, of named layers and of the whole picture. Scenes of one colour, whose frames
// can be reckoned by hand.
#include "app/options.h"
#include "plan/explain.h"
#include "runtime/player.h"
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define EFFECTS REMONTAGE_ROOT "/tests/isf"
#define BLACK "generate: {solid: {color: black}}"
#define WHITE "generate: {solid: {color: white}}"
// A tenth brighter in each frame.
#define CLOCK "generate: {solid: {color: [frame / 10, 0, 0]}}"

static const struct {
    const char *law, *scene;
    long long frame;
    float rgb[3];
} laws[] = {
    {"a layer reads its own past",
     "layers: [{name: a, " BLACK ", chain: [more_than: {old: a.past}]}]",
     4,
     {0.5f, 0.5f, 0.5f}},
    {"which begins transparent",
     "layers: [{name: a, " WHITE "}, {" BLACK ", chain: [alpha_of: {old: a.past}]}]",
     0,
     {0, 0, 0}},
    {"and is there in the frame after",
     "layers: [{name: a, " WHITE "}, {" BLACK ", chain: [alpha_of: {old: a.past}]}]",
     1,
     {1, 1, 1}},
    {"the whole frame has a past",
     "layers: [{" BLACK "}]\nfinish: [more_than: {old: finish.past}]",
     3,
     {0.4f, 0.4f, 0.4f}},
    {"which a layer may read",
     "layers: [{generate: {solid: {color: [0.1, 0.1, 0.1]}}},"
     "{picture: finish.past, blend: plus}]",
     3,
     {0.4f, 0.4f, 0.4f}},
    {"finish comes before it",
     "layers: [{picture: finish.past}, {" BLACK ", opacity: 0}]\nfinish: [invert]",
     2,
     {1, 1, 1}},
    {"the past of a layer below", "layers: [{name: a, " CLOCK "}, {picture: a.past}]", 5, {0.4f}},
    {"and of one above",
     "layers: [{picture: a.past}, {name: a, " CLOCK ", opacity: 0}]",
     5,
     {0.4f}},
    {"opacity and blend are not in it",
     "layers: [{name: a, " CLOCK ", opacity: 0.2, blend: screen}, {picture: a.past}]",
     5,
     {0.4f}},
    {"place is",
     "layers: [{name: a, " WHITE ", place: {x: 2}}, {" BLACK ", chain: [alpha_of: {old: a.past}]}]",
     2,
     {0, 0, 0}},
    {"a hidden layer is drawn for it",
     "layers: [{name: a, visible: false, " CLOCK "}, {picture: a.past}]",
     5,
     {0.4f}},
    {"a hidden one for the past of a hidden one",
     "layers: [{picture: b.past}, {name: b, visible: false, picture: a.past},"
     "{name: a, visible: false, " CLOCK "}]",
     5,
     {0.3f}},
    {"two readers in two passes",
     "layers: [{picture: a.past, chain: [{invert: {}, store: true}, invert]},"
     "{picture: a.past, blend: plus, chain: [{invert: {}, store: true}, invert]},"
     "{name: a, visible: false, " CLOCK "}]",
     4,
     {0.6f}},
    {"one reads it as it is, one as it was",
     "layers: [{name: a, " CLOCK "}, {picture: a.past, blend: plus}]",
     4,
     {0.7f}},
    {"a layer that stands still is the same as before",
     "layers: [{name: a, " WHITE "}, {picture: a.past}]",
     7,
     {1, 1, 1}},
    {"a circle that the past closes",
     "layers: [{name: b, picture: a.past, chain: [more_than: {old: a.past}]},"
     "{name: a, picture: b, chain: [more_than: {old: b}]}]",
     2,
     {0.6f, 0.6f, 0.6f}},
    {"two that read each other's past",
     "layers: [{name: b, visible: false, " BLACK
     ", chain: [more_than: {old: a.past, amount: 0.2}]},"
     "{name: a, " BLACK ", chain: [more_than: {old: b.past}]}]",
     3,
     {0.6f, 0.6f, 0.6f}},
    {"as a mask",
     "layers: [{name: a, visible: false, " CLOCK "}, {" WHITE ", mask: a.past}]",
     5,
     {0.2126f * 0.4f, 0.2126f * 0.4f, 0.2126f * 0.4f}},
    {"as a transition's second picture",
     "layers: [{name: a, visible: false, " CLOCK "},"
     "{" WHITE ", chain: [dissolve: {to: a.past, progress: 1}]}]",
     5,
     {0.4f}},
    {"as a picture of a blend",
     "layers: [{" BLACK "}, {name: a, " BLACK ", blend: {third: {old: finish.past}}}]",
     3,
     {0.4f, 0.4f, 0.4f}},
    {"cut into fragments",
     "layers: [{name: a, visible: false, " CLOCK "},"
     "{fragments: {from: a.past, cut: {grid: {}}}}]",
     5,
     {0.4f}},
    {"in a named chain",
     "chains: {up: [more_than: {old: a.past}]}\nlayers: [{name: a, " BLACK ", chain: up}]",
     3,
     {0.4f, 0.4f, 0.4f}},
    {"events happen in their own frames",
     "layers: [{name: a, " BLACK ", chain: [count_hits: {old: a.past, hit: frame % 3 == 1}]}]",
     7,
     {0.3f, 0.3f, 0.3f}},
    {"beside a lasting buffer",
     "layers: [{name: a, generate: count_frames, chain: [more_than: {old: a.past}]}]",
     3,
     {0.4f, 0.4f, 0.4f}},
    {"of the buffer itself",
     "layers: [{name: a, generate: last_into_target}, {picture: a.past}]",
     4,
     {0.4f, 0.4f, 0.4f}},
    {"of a picture with a size of its own",
     "layers: [{name: a, " CLOCK ", chain: small}, {picture: a.past}]",
     5,
     {0.4f}},
};

static struct stage_params params_of(size_t i)
{
    return (struct stage_params){
        .text = laws[i].scene, .effects = EFFECTS, .frame = laws[i].frame, .depth = 32};
}

static void hold(size_t i, const char *how, const struct stage_params *params, double tolerance)
{
    struct stage_picture picture = stage_render(params);
    const float *middle = &picture.pixels[(45 * 160 + 80) * 4];
    for (int c = 0; c < 3; c++)
        if (fabs((double)middle[c] - (double)laws[i].rgb[c]) > tolerance)
            fail_msg("%s (%s): %g %g %g", laws[i].law, how, (double)middle[0], (double)middle[1],
                     (double)middle[2]);
    stage_finish(&picture);
}

static void test_laws(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct stage_params params = params_of(i);
        hold(i, "fused", &params, 1e-3);
        params.no_fuse = true;
        hold(i, "unfused", &params, 1e-3);
        params.snap = true;
        hold(i, "snapped", &params, 1e-3);
    }
}

// 8 bits are cut once, at the end: what goes round does not lose more.
static void test_depths(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct stage_params params = params_of(i);
        params.depth = 8;
        hold(i, "8 bits", &params, 2.1 / 255);
        params.depth = 16;
        hold(i, "16 bits", &params, 1e-3);
    }
}

// --samples: the average is of one frame, and the state goes on once a frame.
static void test_samples(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct stage_params params = params_of(i);
        params.jitter = true;
        struct rmx_generation *generation = stage_load(&params);
        struct rmx_player *player = rmx_player_create(generation);
        float *pixels = calloc(1, rmx_player_bytes(player));
        assert_true(pixels && rmx_player_read(player, laws[i].frame, pixels));
        if (fabsf(pixels[0] - laws[i].rgb[0]) > 1e-3f)
            fail_msg("%s (3 samples): %g", laws[i].law, (double)pixels[0]);
        free(pixels);
        rmx_player_destroy(player);
        rmx_generation_destroy(generation);
    }
}

// A frame before was drawn without jitter, so a sample that is off its place sees it from there: on
// a slope across the canvas, a pixel to the right is a 160th brighter.
static void test_samples_see_the_past_from_their_place(void **state)
{
    (void)state;
    struct rmx_generation *generation = stage_load(&(struct stage_params){
        .text = "layers:\n- {name: a, generate: {gradient: {angle: 0, size: 1.7777778, color: "
                "black, background: white}}}\n- {picture: a.past}\n",
        .depth = 32,
        .jitter = true});
    struct rmx_values *values = rmx_values_create(generation->plan);
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size + 1);
    float seen[2];
    for (int frame = 0; frame < 3; frame++) {
        struct rmx_frame_inputs frame_inputs = stage_frame_inputs(generation, frame);
        frame_inputs.jitter_x = frame == 2 ? 0.4 : 0;
        rmx_renderer_advance(generation->renderer);
        rmx_values_frame(values, &frame_inputs, block);
        rmx_renderer_draw(generation->renderer, block);
        struct stage_picture picture = stage_read(generation);
        seen[frame == 2] = picture.pixels[(45 * 160 + 80) * 4];
        stage_finish(&picture);
    }
    assert_float_equal(seen[1] - seen[0], 0.4f / 160, 2e-4f);
    free(block);
    rmx_values_destroy(values);
    rmx_generation_destroy(generation);
}

#define MOVING "generate: {solid: {color: [frame / 10, 0, 0]}}"

static const struct {
    const char *law, *scene;
    int drawn; // passes, for frame 4 by itself
} ways[] = {
    {"what no later frame sees is drawn for the frame that is wanted",
     "layers: [{name: a, " MOVING "}, {picture: a.past, chain: [{blur: {radius: time}}]}]", 5 + 4},
    {"where the whole picture's past is wanted, all of it is drawn in each",
     "layers: [{" MOVING "}, {picture: finish.past, opacity: 0.5}]\nfinish: invert", 5},
    {"so is what the kept picture is made of",
     "layers: [{name: a, " MOVING ", chain: [{scroll: {x: 0.1}, store: true}, invert]},"
     " {picture: a.past}]",
     5 + 5 + 1},
};

static void test_what_is_drawn_on_the_way(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        struct rmx_generation *generation = stage_load(
            &(struct stage_params){.text = ways[i].scene, .depth = 16, .width = 16, .height = 9});
        struct rmx_player *player = rmx_player_create(generation);
        rmx_player_reach(player, 4);
        struct rmx_renderer_counts counts;
        rmx_renderer_counts(generation->renderer, &counts);
        if (counts.passes_drawn != ways[i].drawn)
            fail_msg("%s: %lld passes", ways[i].law, (long long)counts.passes_drawn);
        rmx_player_destroy(player);
        rmx_generation_destroy(generation);
    }
}

static const struct {
    const char *law, *scene, *said;
} explanations[] = {
    {"state is named", "layers: [{name: a, " WHITE "}, {picture: a.past}]",
     "has state (a.past): a frame needs all frames before it"},
    {"each of it", "layers: [{name: a, " WHITE "}, {picture: a.past}, {picture: finish.past}]",
     "has state (a.past, finish.past)"},
    {"a preroll is named", "preroll: 0.5 s\nlayers: [{" WHITE "}, {picture: finish.past}]",
     "drawn after the 15 before it"},
    {"why it is stored", "layers: [{name: a, " WHITE "}, {picture: a.past}]",
     "stored: a.past is wanted"},
    {"read before it is drawn, it has one texture",
     "layers: [{picture: finish.past}, {" BLACK ", opacity: 0.1}]\nfinish: blur",
     "kept for the next frame\n"},
    {"read beside the new one, it has two", "layers: [{name: a, " WHITE "}, {picture: a.past}]",
     "kept for the next frame beside the new one"},
    {"what reads it", "layers: [{name: a, " WHITE "}, {picture: a.past}]", "of the frame before"},
    {"what is heard is state where it is summed alone",
     "knobs: {k: 1}\nlayers: [{" WHITE ", opacity: audio.high, chain: [{rotate: {angle: "
     "run(k * audio.bass) + audio.mid}}]}]",
     "has state (run of audio.bass)"},
    {"and none where nothing of it is",
     "knobs: {k: 1}\nlayers: [{" WHITE
     ", opacity: audio.high, chain: [{rotate: {angle: run(k)}}]}]",
     "depth 8\npass 1"},
};

static void test_explain(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(explanations) / sizeof(*explanations); i++) {
        struct rmx_generation *generation =
            stage_load(&(struct stage_params){.text = explanations[i].scene});
        struct rmx_text text = {0};
        rmx_plan_explain(generation->plan, false, &text);
        if (!strstr(rmx_text_string(&text), explanations[i].said))
            fail_msg("%s:\n%s", explanations[i].law, rmx_text_string(&text));
        rmx_text_finish(&text);
        rmx_generation_destroy(generation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_depths),
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_samples_see_the_past_from_their_place),
        cmocka_unit_test(test_what_is_drawn_on_the_way),
        cmocka_unit_test(test_explain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
