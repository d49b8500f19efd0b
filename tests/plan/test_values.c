// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of a frame's numbers: signals, integrals, mending, fits and places, as they stand in the
// block.
#include "plan/levels.h"
#include "plan/values.h"
#include "support/signals.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct bench {
    struct rmx_arena *arena;
    struct rmx_catalog *catalog;
    const struct rmx_scene *scene;
    struct rmx_plan *plan;
    struct rmx_values *values;
    unsigned char *block;
    struct rmx_frame_inputs frame_inputs;
};

static struct bench open_scene(const char *text, int width, int height)
{
    struct bench b = {.arena = rmx_arena_create(),
                      .catalog = rmx_catalog_create(&(struct rmx_catalog_params){0})};
    struct rmx_errors errors = {.arena = b.arena};
    struct rmx_scene_params params = {.catalog = b.catalog};
    b.scene = rmx_scene_read(b.arena, "test.yaml", text, strlen(text), &params, &errors);
    if (!b.scene)
        fail_msg("%s: %s", text, errors.items[0].message);
    struct rmx_source_info *infos = RMX_NEW(b.arena, struct rmx_source_info, b.scene->source_count);
    for (int i = 0; i < b.scene->source_count; i++)
        infos[i] = (struct rmx_source_info){.width = 400, .height = 200};
    b.plan = rmx_plan_create(
        b.arena, b.scene,
        &(struct rmx_plan_params){
            .sources = infos, .catalog = b.catalog, .width = width, .height = height});
    assert_non_null(b.plan);
    b.values = rmx_values_create(b.plan);
    b.block = RMX_NEW(b.arena, unsigned char, b.plan->block_size);
    b.frame_inputs = (struct rmx_frame_inputs){.fps = 30, .width = width, .height = height};
    return b;
}

static void close_scene(struct bench *b)
{
    rmx_values_destroy(b->values);
    rmx_catalog_destroy(b->catalog);
    rmx_arena_destroy(b->arena);
}

static const struct rmx_slot *find_slot(const struct bench *b, const char *effect,
                                        const char *input, const struct rmx_pass **pass)
{
    for (int p = 0; p < b->plan->pass_count; p++) {
        *pass = &b->plan->passes[p];
        for (int i = 0; i < (*pass)->slot_count; i++) {
            const struct rmx_slot *slot = &(*pass)->slots[i];
            if (slot->kind != RMX_SLOT_INPUT)
                continue;
            const struct rmx_effect *found = b->plan->steps[slot->step].effect;
            if (strcmp(found->name, effect) == 0 &&
                strcmp(found->inputs[slot->index].name, input) == 0)
                return slot;
        }
    }
    fail_msg("no %s of %s in the plan", input, effect);
    return NULL;
}

// The first numbers that stand in the block for an input, at a frame.
static void read_at(struct bench *b, long long frame, const char *effect, const char *input,
                    float *numbers, size_t count)
{
    b->frame_inputs.frame = frame;
    rmx_values_frame(b->values, &b->frame_inputs, b->block);
    const struct rmx_pass *pass = NULL;
    const struct rmx_slot *slot = find_slot(b, effect, input, &pass);
    memcpy(numbers, b->block + pass->block_offset + slot->offset, count * sizeof(*numbers));
}

// One expression as a rotation's angle or a layer's opacity, at frame 45 (a second and a half).
static const struct {
    const char *law, *scene, *effect, *input;
    float value;
} laws[] = {
    {"time is frame / fps", "layers: [{generate: noise, opacity: time / 10}]", "opacity", "opacity",
     0.15f},
    {"a beat is half a second at 120 bpm", "layers: [{generate: noise, opacity: beat / 10}]",
     "opacity", "opacity", 0.3f},
    {"another tempo", "bpm: 60\nlayers: [{generate: noise, opacity: beat / 10}]", "opacity",
     "opacity", 0.15f},
    {"a tempo that moves is integrated",
     "bpm: 60 + 60 * step(1, time)\nlayers: [{generate: noise, opacity: beat / 10}]", "opacity",
     "opacity", 0.2f},
    {"run integrates its rate", "layers: [{generate: noise, opacity: run(0.2)}]", "opacity",
     "opacity", 0.3f},
    {"run in run", "layers: [{generate: noise, opacity: run(run(0.4))}]", "opacity", "opacity",
     0.44f},
    {"a knob where it stands",
     "knobs: {k: {from: 0, to: 1, at: 0.4}}\nlayers: [{generate: noise, opacity: k / 2}]",
     "opacity", "opacity", 0.2f},
    {"opacity is clamped", "layers: [{generate: noise, opacity: time * 9}]", "opacity", "opacity",
     1.0f},
    {"what is invisible has none", "layers: [{generate: noise, visible: time < 1}]", "opacity",
     "opacity", 0.0f},
    {"and comes back", "layers: [{generate: noise, visible: time > 1}]", "opacity", "opacity",
     1.0f},
    {"an angle wraps", "layers: [{generate: noise, chain: [{rotate: {angle: time * 300}}]}]",
     "rotate", "angle", 90.0f},
    {"backwards too", "layers: [{generate: noise, chain: [{rotate: {angle: time * -20}}]}]",
     "rotate", "angle", 330.0f},
    {"a seed turns over behind its greatest",
     "layers: [{generate: noise, chain: [{grain: {seed: 65535 + time * 2}}]}]", "grain", "seed",
     2.0f},
    {"and below its least", "layers: [{generate: noise, chain: [{grain: {seed: time * -2}}]}]",
     "grain", "seed", 65533.0f},
    {"a part of a step behind its greatest is still that one",
     "layers: [{generate: noise, chain: [{grain: {seed: 65534 + time}}]}]", "grain", "seed",
     65535.5f},
    {"what is no angle stops at its end",
     "layers: [{generate: noise, chain: [{posterize: {levels: time * 1e6}}]}]", "posterize",
     "levels", 32.0f},
    {"what is not finite is the default",
     "layers: [{generate: noise, chain: [{vignette: {amount: 1 / (time - time)}}]}]", "vignette",
     "amount", NAN},
    {"a length in pixels is one of the scene's",
     "size: 640x360\nlayers: [{generate: noise, chain: [{blur: {radius: 18 px}}]}]", "blur",
     "radius", 0.05f},
    {"mouse", "layers: [{generate: noise, opacity: mouse.x / 2}]", "opacity", "opacity", 0.25f},
};

static float standard_of(struct bench *b, const char *effect, const char *input)
{
    struct rmx_errors errors = {.arena = b->arena};
    const struct rmx_effect *found = rmx_catalog_find(b->catalog, effect, &errors, NULL);
    return (float)found->inputs[rmx_effect_input(found, input)].default_value[0];
}

static float upper_end(struct bench *b, const char *effect, const char *input)
{
    struct rmx_errors errors = {.arena = b->arena};
    const struct rmx_effect *found = rmx_catalog_find(b->catalog, effect, &errors, NULL);
    return (float)found->inputs[rmx_effect_input(found, input)].max[0];
}

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct bench b = open_scene(laws[i].scene, 320, 180);
        float value = 0, wanted = laws[i].value;
        read_at(&b, 45, laws[i].effect, laws[i].input, &value, 1);
        if (isnan(wanted))
            wanted = standard_of(&b, laws[i].effect, laws[i].input);
        if (strcmp(laws[i].input, "levels") == 0)
            wanted = upper_end(&b, laws[i].effect, laws[i].input);
        if (fabsf(value - wanted) > 1e-4f)
            fail_msg("%s: %g, not %g", laws[i].law, (double)value, (double)wanted);
        close_scene(&b);
    }
}

// At frame 45, whatever the scene's `bpm:` says: 150 beats a minute, and 30 of them so far; NaN is
// what has no provider.
static const struct {
    const char *law, *scene;
    double bpm, beat;
    float opacity;
} tempos[] = {
    {"nobody provides it", "layers: [{generate: noise, opacity: beat / 10}]", NAN, NAN, 0.3f},
    {"the beat of a provider", "layers: [{generate: noise, opacity: beat / 100}]", 150, 30, 0.3f},
    {"its bars", "layers: [{generate: noise, opacity: bar / 10}]", 150, 30, 0.75f},
    {"its tempo", "layers: [{generate: noise, opacity: bpm / 300}]", 150, 30, 0.5f},
    {"in place of an expression", "bpm: 60 + time\nlayers: [{generate: noise, opacity: bpm / 300}]",
     150, 30, 0.5f},
};

// The value of an input in frame 45, with the tempo, beat and time that others provide.
static float provided_value(const char *scene, double bpm, double beat, const char *effect,
                            const char *input)
{
    struct bench b = open_scene(scene, 320, 180);
    double *provided = signals_provided(b.arena, b.scene, NULL);
    float value = 0;
    provided[RMX_SIGNAL_BPM] = bpm;
    provided[RMX_SIGNAL_BEAT] = beat;
    provided[RMX_SIGNAL_TIME] = provided[RMX_SIGNAL_HEIGHT] = 1e9; // the engine's own
    b.frame_inputs.provided = provided;
    read_at(&b, 45, effect, input, &value, 1);
    close_scene(&b);
    return value;
}

static void test_tempo_is_provided(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(tempos) / sizeof(*tempos); i++) {
        float opacity =
            provided_value(tempos[i].scene, tempos[i].bpm, tempos[i].beat, "opacity", "opacity");
        if (fabsf(opacity - tempos[i].opacity) > 1e-4f)
            fail_msg("%s: %g", tempos[i].law, (double)opacity);
    }
    const char *unit = "layers: [{generate: noise, chain: [slit_scan: {seconds: 2 beats}]}]";
    assert_true(fabsf(provided_value(unit, 150, 30, "slit_scan", "seconds") - 0.8f) < 1e-4f);
}

// An integral does not depend on which frames were filled before.
static void test_frames_in_any_order(void **state)
{
    (void)state;
    const char *text = "layers: [{generate: noise, opacity: run(0.02 + 0.01 * time)}]";
    struct bench straight = open_scene(text, 320, 180), jumping = open_scene(text, 320, 180);
    float at[60], found;
    for (int f = 0; f < 60; f++)
        read_at(&straight, f, "opacity", "opacity", &at[f], 1);
    const int order[] = {59, 3, 40, 41, 0, 12, 59};
    for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
        read_at(&jumping, order[i], "opacity", "opacity", &found, 1);
        assert_memory_equal(&found, &at[order[i]], sizeof(found));
    }
    close_scene(&straight);
    close_scene(&jumping);
}

// The corners of the canvas in the layer's own frame: (0,0) and (1,1).
static const struct {
    const char *law, *place;
    float low[2], high[2];
} places[] = {
    {"the canvas itself", "{x: 0.5}", {0, 0}, {1, 1}},
    {"half the size", "{scale: 0.5}", {-0.5f, -0.5f}, {1.5f, 1.5f}},
    {"to the left edge", "{x: 0}", {0.5f, 0}, {1.5f, 1}},
    {"upside down", "{angle: 180}", {1, 1}, {0, 0}},
};

static void test_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct bench b = open_scene(
            rmx_arena_printf(arena, "layers: [{generate: noise, place: %s}]", places[i].place), 320,
            180);
        float x[2], y[2], origin[2];
        read_at(&b, 0, "place", "column_x", x, 2);
        read_at(&b, 0, "place", "column_y", y, 2);
        read_at(&b, 0, "place", "origin", origin, 2);
        for (int c = 0; c < 2; c++) {
            float low = origin[c], high = x[c] + y[c] + origin[c];
            if (fabsf(low - places[i].low[c]) > 1e-5f || fabsf(high - places[i].high[c]) > 1e-5f)
                fail_msg("%s: %g to %g", places[i].law, (double)low, (double)high);
        }
        close_scene(&b);
        rmx_arena_destroy(arena);
    }
}

// A quarter turn keeps the layer's shape: its right edge, half a canvas away from the middle,
// points up.
static void test_turning_keeps_the_shape(void **state)
{
    (void)state;
    struct bench b = open_scene("layers: [{generate: noise, place: {angle: 90}}]", 320, 180);
    float x[2], y[2], origin[2];
    read_at(&b, 0, "place", "column_x", x, 2);
    read_at(&b, 0, "place", "column_y", y, 2);
    read_at(&b, 0, "place", "origin", origin, 2);
    // The point above the middle by half the canvas's *width*, in fractions of its height.
    float up = 0.5f + 0.5f * 320.0f / 180.0f;
    assert_float_equal(x[0] * 0.5f + y[0] * up + origin[0], 1.0f, 1e-4f);
    assert_float_equal(x[1] * 0.5f + y[1] * up + origin[1], 0.5f, 1e-4f);
    close_scene(&b);
}

// A source of 400 x 200 on a canvas of 320 x 320, the scene's size being 160 x 160; shown twice as
// large: as it is, it would be made smaller once.
static const struct {
    const char *fit;
    float scale[2], offset[2];
} fits[] = {
    {"cover", {0.5f, 1}, {0.25f, 0}},
    {"contain", {1, 2}, {0, -0.5f}},
    {"stretch", {1, 1}, {0, 0}},
    {"tile", {0.4f, 0.8f}, {0, 0}},
};

static void test_fits(void **state)
{
    (void)state;
    const char *effects[] = {"fit", "fit_contain", "fit", "fit_tile"};
    for (size_t i = 0; i < sizeof(fits) / sizeof(*fits); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct bench b =
            open_scene(rmx_arena_printf(arena,
                                        "size: 160x160\nlayers: [{picture: "
                                        "asset:coffee.jpg, fit: %s, chain: {scale: {amount: 2}}}]",
                                        fits[i].fit),
                       320, 320);
        float scale[2], offset[2];
        read_at(&b, 0, effects[i], "scale", scale, 2);
        read_at(&b, 0, effects[i], "offset", offset, 2);
        for (int c = 0; c < 2; c++)
            if (fabsf(scale[c] - fits[i].scale[c]) > 1e-6f ||
                fabsf(offset[c] - fits[i].offset[c]) > 1e-6f)
                fail_msg("%s: axis %d: %g + %g", fits[i].fit, c, (double)scale[c],
                         (double)offset[c]);
        close_scene(&b);
        rmx_arena_destroy(arena);
    }
}

// 400 source pixels on 50 canvas pixels, twice shown half as large, are level 4 (16 source pixels
// each).
static const struct {
    const char *law, *chain;
    float level;
} levels[] = {
    {"a plain picture", "[]", 3.0f},
    {"shown a little larger it is not", "[{scale: {amount: 2}}]", 2.0f},
    {"a close-up", "[{scale: {amount: 4}}]", 1.0f},
    {"never below 0", "[{scale: {amount: 10}}, {scale: {amount: 10}}]", 0.0f},
    {"a repeat", "[{repeat: {count: 2}}]", 4.0f},
    {"a chain of both", "[{scale: {amount: 2}}, {repeat: {count: 4}}]", 4.0f},
    {"only what stands in the pass", "[{invert: {}, store: true}, {scale: {amount: 4}}]", 3.0f},
};

static void test_levels(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++) {
        struct rmx_arena *arena = rmx_arena_create();
        struct bench b =
            open_scene(rmx_arena_printf(arena, "layers: [{picture: asset:coffee.jpg, chain: %s}]",
                                        levels[i].chain),
                       50, 25);
        rmx_values_frame(b.values, &b.frame_inputs, b.block);
        const struct rmx_pass *pass = &b.plan->passes[0];
        assert_int_equal(pass->texture_count, 1);
        float level;
        memcpy(&level, b.block + pass->block_offset + pass->textures[0].level_offset,
               sizeof(level));
        if (fabsf(level - levels[i].level) > 1e-5f)
            fail_msg("%s: level %g, not %g", levels[i].law, (double)level, (double)levels[i].level);
        assert_true(level <= 0.0f || pass->textures[0].wants_mips);
        close_scene(&b);
        rmx_arena_destroy(arena);
    }
}

// What stands is computed once a canvas; another canvas has other numbers, and the same one the
// same.
static void test_each_canvas_has_its_own(void **state)
{
    (void)state;
    static const int widths[] = {50, 50, 100, 50, 200, 200};
    struct bench b = open_scene("layers: [{picture: asset:coffee.jpg, chain: [{scale: {amount: 1 + "
                                "time}}, {pixelate: {count: 5}}, {repeat: {count: 2}}]}]",
                                50, 25);
    for (int i = 0; i < (int)(sizeof(widths) / sizeof(*widths)); i++) {
        b.frame_inputs.width = widths[i];
        b.frame_inputs.height = widths[i] / 2;
        b.frame_inputs.frame = i;
        rmx_values_frame(b.values, &b.frame_inputs, b.block);
        struct rmx_values *anew = rmx_values_create(b.plan);
        unsigned char *block = RMX_NEW(b.arena, unsigned char, b.plan->block_size);
        rmx_values_frame(anew, &b.frame_inputs, block);
        assert_memory_equal(b.block, block, (size_t)b.plan->block_size);
        rmx_values_destroy(anew);
    }
    close_scene(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_tempo_is_provided),
        cmocka_unit_test(test_frames_in_any_order),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_turning_keeps_the_shape),
        cmocka_unit_test(test_fits),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_each_canvas_has_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
