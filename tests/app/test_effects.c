// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every effect of ours, on a photograph: it compiles and draws, its defaults change
// it, another seed gives another picture, memory starts from the picture. (test_identity.c has what
// leaves it alone.)
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PICTURE REMONTAGE_ROOT "/assets/chelsea-the-cat.jpg"

static struct rmx_arena *arena;
static struct rmx_catalog *catalog;
static struct stage_picture plain, moving;

static struct stage_picture render_chain(const char *chain)
{
    return stage_render(&(struct stage_params){.path = PICTURE, .chain = chain, .depth = 32});
}

static const struct rmx_effect *effect_at(int i)
{
    int count;
    const struct rmx_catalog_entry *entries = rmx_catalog_entries(catalog, &count);
    if (i >= count)
        return NULL;
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_effect *effect = rmx_catalog_find(catalog, entries[i].name, &errors, NULL);
    if (!effect)
        fail_msg("%s: %s", entries[i].name, errors.count ? errors.items[0].message : "not found");
    return effect;
}

// Effects with memory need something that moves, and a while of it.
static bool remembers(const struct rmx_effect *effect)
{
    for (int p = 0; p < effect->pass_count; p++)
        if (effect->passes[p].persistent)
            return true;
    return false;
}

static struct stage_picture render_moving(const char *chain)
{
    return stage_render(
        &(struct stage_params){.path = PICTURE,
                               .chain = rmx_arena_printf(arena, "scroll: {x: time / 2}%s", chain),
                               .frame = 8,
                               .depth = 32});
}

static struct stage_picture render_effect(const struct rmx_effect *effect, const char *inputs)
{
    const char *chain = rmx_arena_printf(arena, "%s: {%s}", effect->name, inputs);
    return remembers(effect) ? render_moving(rmx_arena_printf(arena, ", %s", chain))
                             : render_chain(chain);
}

static bool is_filter(const struct rmx_effect *effect)
{
    return effect->role == RMX_ROLE_FILTER && strcmp(effect->folder, "blend") != 0;
}

static void test_defaults_change_the_picture(void **state)
{
    (void)state;
    for (int i = 0; effect_at(i); i++) {
        const struct rmx_effect *effect = effect_at(i);
        if (!is_filter(effect))
            continue;
        struct stage_picture picture = render_effect(effect, "");
        struct stage_difference d = stage_compare(&picture, remembers(effect) ? &moving : &plain);
        stage_finish(&picture);
        if (d.past < 0.01)
            fail_msg("%s: its defaults change %.2f %% of the picture", effect->name,
                     d.past * 100.0);
    }
}

static void test_another_seed_gives_another_picture(void **state)
{
    (void)state;
    for (int i = 0; effect_at(i); i++) {
        const struct rmx_effect *effect = effect_at(i);
        int seed = rmx_effect_input(effect, "seed");
        if (!is_filter(effect) || seed < 0)
            continue;
        struct stage_picture one = render_effect(effect, "seed: 11");
        struct stage_picture two = render_effect(effect, "seed: 12");
        struct stage_difference d = stage_compare(&one, &two);
        stage_finish(&one);
        stage_finish(&two);
        if (d.past < 0.01)
            fail_msg("%s: another seed changes %.2f %% of the picture", effect->name,
                     d.past * 100.0);
    }
}

static double mean_light(const struct stage_picture *picture)
{
    double sum = 0.0;
    for (int p = 0; p < picture->width * picture->height * 4; p++)
        sum += p % 4 == 3 ? 0.0 : (double)picture->pixels[p];
    return sum / (picture->width * picture->height * 3);
}

// Buffers begin empty, which must not be seen.
static void test_memory_begins_with_the_picture(void **state)
{
    (void)state;
    double light = mean_light(&plain);
    for (int i = 0; effect_at(i); i++) {
        const struct rmx_effect *effect = effect_at(i);
        if (!is_filter(effect) || !remembers(effect))
            continue;
        struct stage_picture first = render_chain(effect->name);
        double share = mean_light(&first) / light;
        stage_finish(&first);
        if (share < 0.75)
            fail_msg("%s: its first frame is %.2f times as light as the picture", effect->name,
                     share);
    }
}

// A white start, then black for over a minute.
static struct stage_picture render_after(const char *first, const char *name)
{
    const char *text =
        rmx_arena_printf(arena,
                         "fps: 4\nlayers:\n  - generate: {solid: {color: [%s, %s, %s]}}\n"
                         "    chain: %s\n",
                         first, first, first, name);
    return stage_render(
        &(struct stage_params){.text = text, .width = 16, .height = 9, .frame = 300});
}

// What was there goes, down to the last step of 8 bits. A reaction lives on by itself.
static void test_memory_fades(void **state)
{
    (void)state;
    for (int i = 0; effect_at(i); i++) {
        const struct rmx_effect *effect = effect_at(i);
        if (!is_filter(effect) || !remembers(effect) || !strcmp(effect->name, "reaction"))
            continue;
        struct stage_picture black = render_after("0", effect->name);
        struct stage_picture after = render_after("frame < 3", effect->name);
        struct stage_difference d = stage_compare(&black, &after);
        stage_finish(&black);
        stage_finish(&after);
        if (d.largest > 1.01 / 255)
            fail_msg("%s: %.1f / 255 of the light are left after a minute", effect->name,
                     d.largest * 255);
    }
}

// A generator's picture is no empty one.
static void test_generators_draw(void **state)
{
    (void)state;
    for (int i = 0; effect_at(i); i++) {
        const struct rmx_effect *effect = effect_at(i);
        if (effect->role != RMX_ROLE_GENERATOR)
            continue;
        char *text = rmx_arena_printf(arena, "layers: [{generate: %s}]\n", effect->name);
        struct stage_picture picture =
            stage_render(&(struct stage_params){.text = text, .depth = 32});
        float brightest = 0.0f;
        for (int p = 0; p < picture.width * picture.height * 4; p++)
            if (p % 4 != 3 && picture.pixels[p] > brightest)
                brightest = picture.pixels[p];
        stage_finish(&picture);
        if (brightest < 0.1f)
            fail_msg("%s: black", effect->name);
    }
}

static int set_up(void **state)
{
    (void)state;
    arena = rmx_arena_create();
    catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    plain = stage_render(&(struct stage_params){.path = PICTURE, .depth = 32});
    moving = render_moving("");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    stage_finish(&plain);
    stage_finish(&moving);
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults_change_the_picture),
        cmocka_unit_test(test_another_seed_gives_another_picture),
        cmocka_unit_test(test_memory_begins_with_the_picture),
        cmocka_unit_test(test_memory_fades),
        cmocka_unit_test(test_generators_draw),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
