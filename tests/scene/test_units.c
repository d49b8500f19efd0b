// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of units: which ones each kind of number may have, all of them tried, and what px means.
#include "support/scene_bench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static const char *const units[] = {"s",    "ms",    "beat",   "beats", "bar",
                                    "bars", "frame", "frames", "px",    "%"};
#define CLOCK "s ms"
#define TIME "s ms beat beats bar bars frame frames"
#define LENGTH "px %"
#define ALL TIME " " LENGTH
#define ON_PICTURE(rest) "size: 320x180\nlayers: [{picture: asset:coffee.jpg, " rest "}]\n"
#define CHAIN(step) ON_PICTURE("chain: [" step "]")

// A scene with '@' where the number stands, the units it takes, and a part of what the others are
// answered.
static const struct {
    const char *what, *scene, *takes, *answer;
    bool stays; // no expression may stand there
} rows[] = {
    {"a length up", CHAIN("blur: {radius: @}"), LENGTH, "radius is a fraction of the height",
     false},
    {"a length across", CHAIN("scroll: {x: @}"), LENGTH, "x is a fraction of the width", false},
    {"the other one", CHAIN("scroll: {y: @}"), LENGTH, "y is a fraction of the height", false},
    {"a point's x", CHAIN("polar: {center: [@, 0.5]}"), LENGTH, "of the width", false},
    {"a point's y", CHAIN("polar: {center: [0.5, @]}"), LENGTH, "of the height", false},
    {"a point in heights", CHAIN("feedback: {shift: [@, 0]}"), LENGTH, "of the height", false},
    {"a place's x", ON_PICTURE("place: {x: @}"), LENGTH, "x is a fraction of the width", false},
    {"a place's y", ON_PICTURE("place: {y: @}"), LENGTH, "y is a fraction of the height", false},
    {"a place's angle", ON_PICTURE("place: {angle: @}"), "", "counts in degrees", false},
    {"a place's scale", ON_PICTURE("place: {scale: @}"), "%", "is a plain number", false},
    {"an opacity", ON_PICTURE("opacity: @"), "%", "opacity is a plain number", false},
    {"an angle", CHAIN("rotate: {angle: @}"), "", "angle counts in degrees", false},
    {"an angle without bounds", CHAIN("feedback: {turn: @}"), "", "turn counts in degrees", false},
    {"a count", CHAIN("kaleidoscope: {sides: @}"), "", "a number without a unit", false},
    {"a part", CHAIN("tint: {amount: @}"), "%", "amount is a plain number", false},
    {"a part of a colour", CHAIN("tint: {color: [@, 0, 0]}"), "%", "is a plain number", false},
    {"a truth", CHAIN("repeat: {mirror: @}"), "", "a number without a unit", false},
    {"a menu", CHAIN("scroll: {edge: @}"), "", "a number without a unit", false},
    {"an effect's seconds", CHAIN("slit_scan: {seconds: @}"), TIME, "counts in seconds", false},
    {"a border", "layers: [{fragments: {from: asset:coffee.jpg, border: {width: @}}}]\n", LENGTH,
     "of the height", false},
    {"a camera", "layers: [{fragments: {from: asset:coffee.jpg, camera: {angle: @}}}]\n", "",
     "in degrees", false},
    {"a weight", "layers: [{fragments: {from: {asset:coffee.jpg: @}}}]\n", "%", "a plain number",
     true},
    {"a folder's rhythm", "sources: {a: {folder: ../assets, every: @}}\nlayers: [picture: a]\n",
     TIME, "every counts in seconds", false},
    {"a glide", "glide: @\nlayers: [generate: noise]\n", TIME, "glide counts in seconds", false},
    {"a still", "still: @\nlayers: [generate: noise]\n", TIME, "still counts in seconds", true},
    {"a half-life", "aura: {half_life: @}\nlayers: [generate: noise]\n", CLOCK,
     "half_life counts in seconds", true},
    {"a tempo", "bpm: @\nlayers: [generate: noise]\n", "", "bpm is a number without a unit", false},
    {"a rate", "fps: @\nlayers: [generate: noise]\n", "", "fps is a number without a unit", true},
    {"a foreign effect's number", CHAIN("../tests/scene/foreign.fs: {amount: @}"), ALL, "", false},
};

static bool holds(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += length)
        if ((at == list || at[-1] == ' ') && (!at[length] || at[length] == ' '))
            return true;
    return false;
}

static const struct rmx_scene *read_with(struct scene_bench *bench, const char *scene,
                                         const char *number)
{
    const char *at = strchr(scene, '@');
    return scene_bench_read(
        bench,
        rmx_arena_printf(bench->arena, "%.*s\"%s\"%s", (int)(at - scene), scene, number, at + 1),
        NULL);
}

static const struct rmx_error *unit_error(const struct scene_bench *bench)
{
    for (int i = 0; i < bench->errors.count; i++)
        if (strcmp(bench->errors.items[i].id, "wrong-unit") == 0)
            return &bench->errors.items[i];
    return NULL;
}

// Whether the number is taken where the row says so, and answered with a way out elsewhere.
static bool is_met(struct scene_bench *bench, size_t row, const char *number, const char *unit)
{
    read_with(bench, rows[row].scene, number);
    const struct rmx_error *error = unit_error(bench);
    bool good = holds(rows[row].takes, unit)
                    ? !error
                    : error && error->hint && strstr(error->message, rows[row].answer) &&
                          bench->errors.count == 1;
    if (!good)
        print_error("%s, %s: %s\n", rows[row].what, number, scene_bench_dump(bench, NULL));
    return good;
}

static void test_each_kind_with_each_unit(void **state)
{
    struct scene_bench *bench = *state;
    int bad = 0;
    for (size_t r = 0; r < COUNT(rows); r++)
        for (size_t u = 0; u < COUNT(units); u++) {
            struct rmx_arena *arena = bench->arena;
            bad += !is_met(bench, r, rmx_arena_printf(arena, "1 %s", units[u]), units[u]);
            const char *moving = rmx_arena_printf(arena, "1 + fract(time) %s", units[u]);
            bad += !rows[r].stays && !is_met(bench, r, moving, units[u]);
        }
    assert_int_equal(bad, 0);
}

// --- What px means

static double value_of(const struct rmx_scene *scene, const struct rmx_value *value, int component)
{
    double signals[256] = {0}, runs[1] = {0};
    assert_true(scene->signals.count <= 256);
    signals[RMX_SIGNAL_WIDTH] = 320;
    signals[RMX_SIGNAL_HEIGHT] = 180;
    return value->program[component] ? rmx_program_value(value->program[component], signals, runs)
                                     : value->constant[component];
}

static void test_pixels_are_of_their_axis(void **state)
{
    struct scene_bench *bench = *state;
    const struct rmx_scene *scene =
        read_with(bench,
                  ON_PICTURE("place: {x: 160 px, y: 90 px}, chain: [scroll: {x: 80 px, y: 45 px}, "
                             "polar: {center: [240 px, 135 px]}, blur: {radius: @}]"),
                  "18 px");
    assert_non_null(scene);
    const struct rmx_layer *layer = &scene->layers[0];
    assert_true(value_of(scene, &layer->x, 0) == 0.5);
    assert_true(value_of(scene, &layer->y, 0) == 0.5);
    const struct rmx_effect_instance *chain = layer->chain;
    assert_true(value_of(scene, scene_bench_value(&chain[0], "x"), 0) == 0.25);
    assert_true(value_of(scene, scene_bench_value(&chain[0], "y"), 0) == 0.25);
    assert_true(value_of(scene, scene_bench_value(&chain[1], "center"), 0) == 0.75);
    assert_true(value_of(scene, scene_bench_value(&chain[1], "center"), 1) == 0.75);
    assert_true(value_of(scene, scene_bench_value(&chain[2], "radius"), 0) == 0.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_kind_with_each_unit),
        cmocka_unit_test(test_pixels_are_of_their_axis),
    };
    return cmocka_run_group_tests(tests, scene_bench_set_up, scene_bench_tear_down);
}
