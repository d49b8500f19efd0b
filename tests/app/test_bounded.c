// SPDX-License-Identifier: GPL-3.0-or-later
// "BOUNDED" in a header is true: of colours within 0..1 the effect makes colours within 0..1 to the
// last bit, at the ends of its parameters' ranges and between them. And what is bounded says so:
// the clamp behind it is left out then.
#include "base/hash.h"
#include "support/chains.h"
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FRAME = 3 };

static int tries = 24;

static struct rmx_arena *arena;
static struct rmx_catalog *catalog;
static uint32_t throws;

// Often one of both ends.
static double between(double low, double high)
{
    double at = 2.0 * rmx_hash_unit(rmx_hash_mix(11, throws++)) - 0.5;
    return at < 0.0 ? low : at > 1.0 ? high : low + (high - low) * at;
}

static int below(int count)
{
    return (int)(count * rmx_hash_unit(rmx_hash_mix(13, throws++)));
}

static void add_numbers(struct rmx_text *out, const struct rmx_input *input)
{
    int count = rmx_input_components(input->type);
    rmx_text_add(out, count > 1 ? "[" : "");
    for (int c = 0; c < count; c++)
        rmx_text_printf(out, "%s%.9g", c ? ", " : "", between(input->min[c], input->max[c]));
    rmx_text_add(out, count > 1 ? "]" : "");
}

static void add_value(struct rmx_text *out, const struct rmx_input *input)
{
    if (input->type == RMX_INPUT_BOOL || input->type == RMX_INPUT_EVENT)
        rmx_text_add(out, below(2) ? "true" : "false");
    else if (input->type == RMX_INPUT_LONG && input->value_count)
        rmx_text_printf(out, "%d", input->values[below(input->value_count)]);
    else if (input->type == RMX_INPUT_LONG)
        rmx_text_printf(out, "%d",
                        (int)input->min[0] + below((int)(input->max[0] - input->min[0]) + 1));
    else
        add_numbers(out, input);
}

// Any colour, often a corner of all there are; white, black and opaque in the first tries.
static const char *color(int try)
{
    double end = try % 2;
    return try < 4 ? rmx_arena_printf(arena, "[%g, %g, %g, 1]", end, end, end)
                   : rmx_arena_printf(arena, "[%.9g, %.9g, %.9g, %.9g]", between(0, 1),
                                      between(0, 1), between(0, 1), between(0, 1));
}

// The effect's own step comes last, but for a generator, which is laid over nothing.
static const char *scene_of(const struct rmx_effect *effect, int try)
{
    const char *step = chains_step(arena, effect, try ? add_value : NULL);
    const char *ground = rmx_arena_printf(
        arena,
        "background: none\nlayers:\n"
        "  - name: second\n    generate: {stripes: {color: %s, background: %s, softness: 1}}\n"
        "    visible: false\n",
        color(try / 2), color(try / 2 + 1));
    if (effect->role == RMX_ROLE_GENERATOR)
        return rmx_arena_printf(arena, "%s  - generate: {%s}\n", ground, step);
    const char *first =
        rmx_arena_printf(arena, "  - generate: {gradient: {color: %s, background: %s}}\n",
                         color(try), color(try + 1));
    if (strcmp(effect->folder, "blend") != 0)
        return rmx_arena_printf(arena, "%s%sfinish: [{%s}]\n", ground, first, step);
    return rmx_arena_printf(arena, "%s%s  - picture: second\n    blend: %s\n", ground, first,
                            effect->name);
}

static bool is_within(const struct stage_picture *picture)
{
    bool is = true;
    for (int i = 0; i < 4 * picture->width * picture->height; i++)
        is = is && picture->pixels[i] >= 0.0f && picture->pixels[i] <= 1.0f;
    return is;
}

static bool is_bounded(const struct rmx_effect *effect, int try)
{
    struct stage_picture picture =
        stage_render(&(struct stage_params){.text = scene_of(effect, try),
                                            .unclamped = effect->name,
                                            .width = 48,
                                            .height = 27,
                                            .frame = FRAME,
                                            .depth = 32});
    bool is = is_within(&picture);
    stage_finish(&picture);
    return is;
}

static bool is_drawn(const struct rmx_effect *effect)
{
    bool has_role = effect->role == RMX_ROLE_FILTER || effect->role == RMX_ROLE_TRANSITION ||
                    effect->role == RMX_ROLE_GENERATOR;
    return has_role && !effect->pass_count;
}

static bool found(const struct rmx_effect *effect)
{
    bool is = true;
    for (int try = 0; is && try < tries; try++)
        is = is_bounded(effect, try);
    return is;
}

// Chance finds nothing beyond, and no more is known: their formulas round, or rest on functions
// whose last bits are the driver's (exp, cos, pow).
static const char *const not_sure[] = {
    "color",        "exclusion",   "hard_light",  "saturation",       "screen",     "soft_light",
    "levels",       "threshold",   "distance",    "shards",           "oscillator", "kuwahara",
    "misregister",  "wear",        "xerox",       "exquisite_corpse", "weave",      "pipes",
    "spectrum",     "vectorscope", "waveform",    "strobe",           "clock_wipe", "ink_bleed",
    "iris",         "pour",        "ripple_over", "shutters",         "slide",      "through_light",
    "zoom_through",
};

static bool is_sure(const char *name)
{
    for (size_t i = 0; i < sizeof(not_sure) / sizeof(*not_sure); i++)
        if (strcmp(not_sure[i], name) == 0)
            return false;
    return true;
}

static void headers_say_what_is_bounded(void **state)
{
    (void)state;
    int count, faults = 0;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    for (int i = 0; i < count; i++) {
        struct rmx_errors errors = {.arena = arena};
        const struct rmx_effect *effect = rmx_catalog_find(catalog, entries[i].name, &errors, NULL);
        assert_non_null(effect);
        bool is = is_drawn(effect) && found(effect);
        if (is == effect->is_bounded || (is && !is_sure(effect->name)))
            continue;
        print_error("%s: its BOUNDED says %s, found is %s\n", effect->path,
                    effect->is_bounded ? "true" : "nothing", is ? "true" : "nothing");
        faults++;
    }
    assert_int_equal(faults, 0);
}

static const struct {
    const char *name, *scene;
} own_steps[] = {
    {"fit", "layers: [{picture: asset:chelsea-the-cat.jpg}]"},
    {"fit_tile", "layers: [{picture: asset:chelsea-the-cat.jpg, fit: tile}]"},
    {"fit_contain", "background: none\n"
                    "layers: [{picture: asset:chelsea-the-cat.jpg, fit: contain}]"},
    {"background", "background: [1, 0.3, 0, 0.7]\nlayers: [{generate: solid, opacity: 0}]"},
    {"opacity", "background: none\nlayers: [{generate: gradient, opacity: 0.3}]"},
    {"place", "background: none\n"
              "layers: [{generate: gradient, place: {x: 0.3, y: 1, scale: 0.37, angle: 33}}]"},
};

static void the_engines_own_steps_are_bounded(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(own_steps) / sizeof(*own_steps); i++) {
        struct stage_picture picture = stage_render(&(struct stage_params){
            .text = own_steps[i].scene, .unclamped = own_steps[i].name, .depth = 32});
        if (!is_within(&picture))
            fail_msg("%s: not within 0..1", own_steps[i].name);
        stage_finish(&picture);
    }
}

#define CAT "layers: [{picture: asset:chelsea-the-cat.jpg, chain: "

// How many clamps stand behind the steps of the last pass.
static const struct {
    const char *law, *scene;
    struct stage_params params;
    int clamps;
} rows[] = {
    {"what is bounded has none", CAT "[mirror, vignette]}]", {.depth = 32}, 0},
    {"nor has what an 8-bit picture stores", CAT "[mirror, hue]}]", {.depth = 16}, 1},
    {"the rest has one", CAT "[hue, mirror, contrast]}]", {.depth = 32}, 2},
    {"all have one for comparing", CAT "[mirror]}]", {.depth = 32, .no_hoist = true}, 4},
    {"a colour that moves has no bounds",
     "layers: [{generate: {solid: {color: [2 * time, 0, 0, 1]}}}]",
     {.depth = 32},
     1},
    {"a number that moves has", CAT "[{vignette: {amount: 2 * time}}]}]", {.depth = 32}, 0},
    {"a picture with alpha is divided by it", // the stored one is weighed
     "background: none\nlayers:\n  - {generate: stripes, opacity: 0.5}\n"
     "finish: [{invert: {}, store: true}, mirror]",
     {.depth = 32},
     1},
};

static int count(const char *text, const char *word)
{
    int found = 0;
    for (const char *at = text; (at = strstr(at, word)); at++)
        found++;
    return found;
}

static void clamps_that_change_nothing_are_left_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct stage_params params = rows[i].params;
        params.text = rows[i].scene;
        struct rmx_generation *generation = stage_load(&params);
        const struct rmx_plan *plan = generation->plan;
        const char *text = plan->passes[plan->pass_count - 1].shaders.fragment;
        int clamps = count(text, "_color, 0.0, 1.0)");
        rmx_generation_destroy(generation);
        if (clamps != rows[i].clamps)
            fail_msg("%s: %d clamps, wanted %d", rows[i].law, clamps, rows[i].clamps);
    }
}

static int set_up(void **state)
{
    (void)state;
    setenv("GALLIVM_PERF", "nopt", 0); // llvmpipe's optimiser takes longer than such small pictures
    arena = rmx_arena_create();
    catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clamps_that_change_nothing_are_left_out),
        cmocka_unit_test(the_engines_own_steps_are_bounded),
        cmocka_unit_test(headers_say_what_is_bounded),
    };
    tries = argc > 1 ? atoi(argv[1]) : tries;
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
