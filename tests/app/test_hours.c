// SPDX-License-Identifier: GPL-3.0-or-later
// An hour is like the first minute: what an effect of ours draws in the third second it draws 50
// hours later as well, where a float counts seconds in steps of 1/64 and frames in steps of 2.
//
// At 120 frames a second 50 hours are 21,600,000 frames, and a whole number of the periods of all
// defaults. What is never twice the same (orbit: each fragment has a pace of its own) still moves
// in steps as large as before.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FIRST = 240, LAST = 320, LATER = 50 * 3600 * 120 };

#define HEAD "fps: 120\nlayers:\n"
#define CAT "asset:chelsea-the-cat.jpg"
// It comes back after 2 seconds.
#define MOVING "  - picture: " CAT "\n    chain: [{scroll: {x: time / 2}}%s%s]\n"

static struct rmx_arena *arena;
static struct rmx_catalog *catalog;

static struct rmx_generation *load(const char *text)
{
    return stage_load(&(struct stage_params){.text = text, .width = 64, .height = 36});
}

static struct stage_picture draw(struct rmx_generation *generation, int first, int last)
{
    stage_draw_frames(generation, first, last);
    return stage_read(generation);
}

// Two frames of a scene. What remembers begins anew so many frames before the second one.
static struct stage_difference compare_frames(const char *text, int one, int other)
{
    enum { BEFORE = LAST - FIRST };
    struct rmx_generation *generation = load(text);
    bool has_state = generation->plan->has_state;
    struct stage_picture soon = draw(generation, has_state ? one - BEFORE : one, one);
    if (has_state) {
        rmx_generation_destroy(generation);
        generation = load(text);
    }
    struct stage_picture late = draw(generation, has_state ? other - BEFORE : other, other);
    rmx_generation_destroy(generation);
    struct stage_difference d = stage_compare(&soon, &late);
    stage_finish(&soon);
    stage_finish(&late);
    return d;
}

static struct stage_difference compare_hours(const char *text)
{
    return compare_frames(text, LAST, LAST + LATER);
}

static void hold(const char *name, const char *text)
{
    struct stage_difference d = compare_hours(text);
    if (d.largest > 2.0 / 255.0)
        fail_msg("%s: 50 hours later it differs by %.0f/255 at %d, %d, in %.1f %% of the picture",
                 name, 255.0 * d.largest, d.x, d.y, 100.0 * d.past);
}

static const char *scene_of(const struct rmx_effect *effect)
{
    switch (effect->role) {
    case RMX_ROLE_GENERATOR:
        return rmx_arena_printf(arena, HEAD "  - generate: %s\n", effect->name);
    case RMX_ROLE_FILTER: return rmx_arena_printf(arena, HEAD MOVING, ", ", effect->name);
    case RMX_ROLE_TRANSITION:
        return rmx_arena_printf(
            arena, "fps: 120\nsources: {c: " CAT "}\nlayers:\n" MOVING, ", ",
            rmx_arena_printf(arena, "{%s: {to: c, progress: 0.4}}", effect->name));
    case RMX_ROLE_CUT:
        return rmx_arena_printf(arena,
                                HEAD "  - fragments: {from: " CAT ", cut: %s, arrange: "
                                     "{scatter: {amount: 0.3}}}\n",
                                effect->name);
    case RMX_ROLE_ARRANGE: break;
    }
    return rmx_arena_printf(arena,
                            HEAD "  - fragments: {from: " CAT ", cut: {grid: {count: 60}}, "
                                 "arrange: %s%s}\n",
                            effect->fragments.match ? "{mosaic: {target: " CAT "}}" : effect->name,
                            effect->fragments.wants_moments ? ", moments: 8" : "");
}

static const struct rmx_effect *find(enum rmx_role role, bool is_step, const char *name)
{
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_effect *effect = is_step
                                          ? rmx_catalog_find(catalog, name, &errors, NULL)
                                          : rmx_catalog_find_in(catalog, role, name, &errors, NULL);
    if (!effect)
        fail_msg("%s: %s", name, errors.count ? errors.items[0].message : "not found");
    return effect;
}

static void hold_all(enum rmx_role role, bool is_step)
{
    int count;
    const struct rmx_catalog_entry *entries = is_step
                                                  ? rmx_catalog_entries(catalog, &count)
                                                  : rmx_catalog_entries_in(catalog, role, &count);
    assert_true(count > 5);
    for (int i = 0; i < count; i++) {
        const struct rmx_effect *effect = find(role, is_step, entries[i].name);
        if (strcmp(effect->folder, "blend") != 0 && strcmp(effect->name, "orbit") != 0)
            hold(effect->name, scene_of(effect));
    }
}

static void test_effects(void **state)
{
    (void)state;
    hold_all(RMX_ROLE_FILTER, true);
}

static void test_cuts_and_arranges(void **state)
{
    (void)state;
    hold_all(RMX_ROLE_CUT, false);
    hold_all(RMX_ROLE_ARRANGE, false);
}

// Away from the defaults.
static const struct {
    const char *law, *scene;
} rows[] = {
    {"drift, faster", HEAD "  - fragments: {from: " CAT ", cut: {grid: {count: 100}}, arrange: "
                           "{drift: {amount: 0.3, speed: 0.7, phase: 0.3}}}\n"},
    {"oscillator, faster", HEAD "  - generate: {oscillator: {speed: 3, phase: 0.4}}\n"},
    {"oscillator, its phase an expression's",
     HEAD "  - generate: {oscillator: {speed: 0, phase: time * 0.7}}\n"},
    {"slit_scan, a ring of another length",
     HEAD "  - picture: " CAT "\n    chain: [{scroll: {x: time / 2}}, {slit_scan: {seconds: 0.5, "
          "steps: 11}}]\n"},
    {"echo, a ring of another length",
     HEAD "  - picture: " CAT "\n    chain: [{scroll: {x: time / 2}}, {echo: {delay: 0.03, count: "
          "7}}]\n"},
    {"smear, boiling", HEAD "  - picture: " CAT "\n    chain: [{scroll: {x: time / 2}}, {smear: "
                            "{boil: 3.5}}]\n"},
    {"an angle", HEAD "  - picture: " CAT "\n    chain: [{rotate: {angle: time * 90}}]\n"},
    {"a plate of 24, of which the millionth was long ago",
     HEAD "  - picture: " CAT
          "\n    chain: [{plate: {columns: 6, rows: 4, aspect: 1.333, at: time * 24 / 2}}]\n"},
    {"a beat", HEAD "  - picture: " CAT "\n    chain: [{rotate: {angle: beat * 45}}]\n"},
    {"a camera that sways", HEAD "  - fragments: {from: " CAT ", cut: {grid: {count: 9}}, arrange: "
                                 "{scatter: {amount: 0.3, tilt: 40}}, camera: {sway: 20}}\n"},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        hold(rows[i].law, rows[i].scene);
}

// What a seed throws comes back after 65,536 of them, and not before.
static void test_seeds(void **state)
{
    (void)state;
    static const char scene[] =
        HEAD "  - picture: " CAT "\n    chain: [{grain: {amount: 1, speed: 0, seed: frame}}]\n";
    assert_true(compare_frames(scene, LAST, LAST + 65536 * 330).largest == 0.0);
    assert_true(compare_frames(scene, 65535, 65536).past > 0.1);
    assert_true(compare_frames(scene, 65536 * 330, 65536 * 330 + 1).past > 0.1);
    static const char random[] =
        HEAD "  - picture: " CAT "\n    chain: [{scroll: {x: random(frame)}}]\n";
    for (int i = 0; i < 4; i++)
        assert_true(compare_frames(random, LATER + i, LATER + i + 1).past > 0.1);
}

// Grain is another 24 times a second, at 120 frames a second every fifth frame, unless it stands
// still.
static void test_grain_moves(void **state)
{
    (void)state;
    static const char film[] = HEAD "  - picture: " CAT "\n    chain: [{grain: {amount: 1}}]\n";
    static const char still[] =
        HEAD "  - picture: " CAT "\n    chain: [{grain: {amount: 1, speed: 0}}]\n";
    for (int from = LAST; from <= LAST + LATER; from += LATER) {
        assert_true(compare_frames(film, from, from + 4).largest == 0.0);
        assert_true(compare_frames(film, from + 4, from + 5).past > 0.1);
        assert_true(compare_frames(still, from, from + 5).largest == 0.0);
    }
}

// What never comes back moves on by steps of one size, in each frame.
static const struct {
    const char *law, *scene;
} moving[] = {
    {"orbit", HEAD "  - fragments: {from: " CAT ", cut: {grid: {count: 60}}, arrange: orbit}\n"},
    {"orbit by a phase of its own",
     HEAD "  - fragments: {from: " CAT ", cut: {grid: {count: 60}}, arrange: {orbit: {speed: 0, "
          "phase: time * -3}}}\n"},
    {"noise", HEAD "  - picture: " CAT "\n    chain: [{scroll: {x: noise(time * 20)}}]\n"},
};

// The least and the largest of ten steps, as root mean squares.
static void measure_steps(const char *text, int from, double *least, double *largest)
{
    struct rmx_generation *generation = load(text);
    struct stage_picture before = draw(generation, from, from);
    *least = 1.0;
    *largest = 0.0;
    for (int i = 1; i <= 10; i++) {
        struct stage_picture now = draw(generation, from + i, from + i);
        double step = pow(10.0, -stage_compare(&before, &now).psnr / 20.0);
        *least = fmin(*least, step);
        *largest = fmax(*largest, step);
        stage_finish(&before);
        before = now;
    }
    stage_finish(&before);
    rmx_generation_destroy(generation);
}

static void test_steps(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(moving) / sizeof(*moving); i++) {
        double soon[2], late[2];
        measure_steps(moving[i].scene, LAST, &soon[0], &soon[1]);
        measure_steps(moving[i].scene, LAST + LATER, &late[0], &late[1]);
        if (late[0] < 0.5 * soon[0] || late[1] > 2.0 * soon[1])
            fail_msg("%s: steps of %.4f to %.4f, 50 hours later of %.4f to %.4f", moving[i].law,
                     soon[0], soon[1], late[0], late[1]);
    }
}

int main(void)
{
    arena = rmx_arena_create();
    catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_effects),     cmocka_unit_test(test_cuts_and_arranges),
        cmocka_unit_test(test_rows),        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_grain_moves), cmocka_unit_test(test_steps),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    return failed;
}
