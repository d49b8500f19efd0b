// SPDX-License-Identifier: GPL-3.0-or-later
// A transition is the first picture at 0, the second at 1, and neither of them between.
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define FROM "asset:nagasaki-boats.jpg"
#define TO "asset:rocket-at-dusk.jpg"

static struct rmx_arena *arena;
static struct rmx_catalog *catalog;
static struct stage_picture from, to;

// With a mask behind it, so that the pictures have alpha.
static struct stage_picture render(const char *picture, const char *chain)
{
    char *text = rmx_arena_printf(arena,
                                  "sources: {to: {image: \"" TO "\"}}\n"
                                  "layers: [{picture: \"%s\", chain: [%s]}]\n"
                                  "background: none\n",
                                  picture, chain);
    return stage_render(&(struct stage_params){.text = text, .depth = 32});
}

static struct stage_difference apart(const struct rmx_effect *effect, double progress,
                                     const struct stage_picture *other)
{
    const char *step = rmx_arena_printf(arena, "mask_by: {mask: to}, %s: {to: to, progress: %g}",
                                        effect->name, progress);
    struct stage_picture picture = render(FROM, step);
    struct stage_difference difference = stage_compare(&picture, other);
    stage_finish(&picture);
    return difference;
}

static int check(const struct rmx_effect *effect)
{
    // Well under half a step of 8 bits.
    const double most = 1.0 / 2048;
    struct stage_difference start = apart(effect, 0.0, &from), end = apart(effect, 1.0, &to);
    int faults = (start.largest > most) + (end.largest > most);
    if (start.largest > most)
        print_error("%s: at 0 it is off by %g at %d, %d\n", effect->name, start.largest, start.x,
                    start.y);
    if (end.largest > most)
        print_error("%s: at 1 it is off by %g at %d, %d\n", effect->name, end.largest, end.x,
                    end.y);
    if (apart(effect, 0.5, &from).past < 0.1 || apart(effect, 0.5, &to).past < 0.1) {
        print_error("%s: halfway it is one of its pictures\n", effect->name);
        faults++;
    }
    return faults;
}

static void transitions_begin_and_end_exactly(void **state)
{
    (void)state;
    int count, seen = 0, faults = 0;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    for (int i = 0; i < count; i++) {
        struct rmx_errors errors = {.arena = arena};
        const struct rmx_effect *effect = rmx_catalog_find(catalog, entries[i].name, &errors, NULL);
        assert_non_null(effect);
        if (effect->role != RMX_ROLE_TRANSITION)
            continue;
        seen++;
        faults += check(effect);
    }
    assert_true(seen >= 17);
    assert_int_equal(faults, 0);
}

static void transitions_fuse(void **state)
{
    (void)state;
    int count, seen = 0;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    for (int i = 0; i < count; i++) {
        struct rmx_errors errors = {.arena = arena};
        const struct rmx_effect *effect = rmx_catalog_find(catalog, entries[i].name, &errors, NULL);
        if (effect->role != RMX_ROLE_TRANSITION)
            continue;
        seen++;
        int taps = 0;
        for (int k = 0; k < effect->input_count; k++) {
            taps += effect->taps[k].count;
            if (effect->taps[k].in_loop || effect->taps[k].irregular)
                fail_msg("%s: reads %s where nobody can count", effect->name,
                         effect->inputs[k].name);
        }
        if (effect->own_pass_reason || taps > 4)
            fail_msg("%s: %s, %d taps", effect->name,
                     effect->own_pass_reason ? effect->own_pass_reason : "fuses", taps);
    }
    assert_true(seen >= 17);
}

static int set_up(void **state)
{
    (void)state;
    arena = rmx_arena_create();
    catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    from = render(FROM, "mask_by: {mask: to}");
    to = render(TO, "");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    stage_finish(&from);
    stage_finish(&to);
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transitions_begin_and_end_exactly),
        cmocka_unit_test(transitions_fuse),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
