// SPDX-License-Identifier: GPL-3.0-or-later
// Files in the manner of many authors (tests/isf/foreign): each draws, fuses or says why not, and
// any eight of them in a chain draw the same fused and unfused.
#include "base/hash.h"
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER REMONTAGE_ROOT "/tests/isf/foreign"

enum { CHAINS = 24, LENGTH = 8 };

// What a file stores between `invert` below it and `posterize` above it; NULL: nothing.
static const struct {
    const char *name, *reason;
} files[] = {
    {"bands", NULL},
    {"bulge", NULL},
    {"by_parameter", "by_parameter uses the picture in other ways than taps"},
    {"chroma_hole", NULL},
    {"crosshatch", NULL},
    {"either_way", NULL},
    {"extended", NULL},
    {"fish_one", NULL},
    {"glass_ball", NULL},
    {"glow_loop", "glow_loop reads it in a loop"},
    {"glued", "glues names together with '##'"},
    {"grain_old", NULL},
    {"hue_spin", NULL},
    {"ink_lines", "uses derivatives"},
    {"knit", NULL},
    {"leftovers", NULL},
    {"m", NULL},
    {"member_macro", "names a member by a macro's parameter"},
    {"mosaic", NULL},
    {"named_output", NULL},
    {"neon_rows", "neon_rows reads it in a loop"},
    {"newsprint", NULL},
    {"older_names", NULL},
    {"older_reads", "older_reads uses the picture in other ways than taps"},
    {"older_ways", NULL},
    {"ordered", NULL},
    {"own_guards", "redefines a name of the host"},
    {"own_round", "overloads the built-in function 'round'"},
    {"palette", NULL},
    {"rect", NULL},
    {"round_hole", "discards pixels"},
    {"shadow_names", NULL},
    {"sharpen_nine", "sharpen_nine reads it at 9 points"},
    {"split", NULL},
    {"thermal", NULL},
    {"torn_rows", NULL},
    {"toy_port", NULL},
    {"two_tone", NULL},
    {"versioned", NULL},
    {"wave_function", NULL},
    {"wave_macro", NULL},
    {"which_channel", NULL},
};

enum { FILES = sizeof(files) / sizeof(*files) };

static struct stage_params on_a_picture(const char *chain)
{
    return (struct stage_params){.path = REMONTAGE_ROOT "/assets/coffee.jpg",
                                 .chain = chain,
                                 .effects = FOLDER,
                                 .depth = 32,
                                 .frame = 12,
                                 .snap = true};
}

// The last reason but that of the result; NULL: all is one pass.
static const char *what_is_stored(const struct rmx_plan *plan)
{
    const char *reason = NULL;
    for (int p = 0; p < plan->pass_count - 1; p++)
        reason = plan->passes[p].reason;
    return reason;
}

static void test_each_fuses_or_says_why(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    int wrong = 0;
    for (size_t i = 0; i < FILES; i++) {
        char *chain = rmx_arena_printf(arena, "invert, %s, posterize", files[i].name);
        struct stage_params params = on_a_picture(chain);
        struct rmx_generation *generation = stage_load(&params);
        const char *reason = what_is_stored(generation->plan);
        if (strcmp(reason ? reason : "", files[i].reason ? files[i].reason : "") != 0) {
            print_error("%s stores: %s\n", files[i].name, reason ? reason : "nothing");
            wrong++;
        }
        rmx_generation_destroy(generation);
    }
    rmx_arena_destroy(arena);
    assert_int_equal(wrong, 0);
}

static struct stage_difference between(const char *chain, const char *other, bool no_fuse)
{
    struct stage_params params = on_a_picture(chain);
    struct stage_picture one = stage_render(&params);
    params.chain = other;
    params.no_fuse = no_fuse;
    struct stage_picture two = stage_render(&params);
    struct stage_difference difference = stage_compare(&one, &two);
    stage_finish(&one);
    stage_finish(&two);
    return difference;
}

static void test_each_does_something(void **state)
{
    (void)state;
    for (size_t i = 0; i < FILES; i++) {
        struct stage_difference d = between(files[i].name, "", false);
        if (d.past < 0.005)
            fail_msg("%s leaves the picture as it is: %g", files[i].name, d.past);
    }
}

static char *random_chain(struct rmx_arena *arena, uint32_t number)
{
    char *chain = rmx_arena_copy(arena, "");
    for (uint32_t k = 0; k < LENGTH; k++) {
        int i = (int)(rmx_hash_unit(rmx_hash_mix(number, k)) * FILES);
        chain = rmx_arena_printf(arena, "%s%s%s", chain, k ? ", " : "", files[i].name);
    }
    return chain;
}

static void test_chains_of_eight_agree(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    int fewer = 0;
    for (uint32_t i = 1; i <= CHAINS; i++) {
        char *chain = random_chain(arena, i);
        struct stage_difference d = between(chain, chain, true);
        if (d.past > 0.005)
            fail_msg("%.2f %% of the pixels differ, by %.4f at %d,%d: %s", 100 * d.past, d.largest,
                     d.x, d.y, chain);
        fewer += d.fewer;
    }
    assert_true(fewer >= CHAINS); // passes; else one would be compared with itself
    rmx_arena_destroy(arena);
}

// How many of a chain's steps the last pass draws, and what is said of a wish that was not kept.
static const struct {
    const char *law, *chain;
    int together;
    const char *warning; // NULL: none
} requests[] = {
    {"a chain is one pass", "bands, wave_macro, bulge", 3, NULL},
    {"what is stored is", "bands, {wave_macro: {}, store: true}, bulge", 1, NULL},
    {"nine points store what they read", "bands, sharpen_nine, bulge", 2, NULL},
    {"unless the scene says fuse", "bands, {sharpen_nine: {}, fuse: true}, bulge", 3, NULL},
    {"a loop, too", "bands, {glow_loop: {}, fuse: true}, bulge", 3, NULL},
    {"on what is read it does the same", "{bands: {}, fuse: true}, sharpen_nine", 2, NULL},
    {"what cannot be fused says why", "bands, {ink_lines: {}, fuse: true}, bulge", 1,
     "'ink_lines' cannot be fused: uses derivatives"},
    {"on its last step, too", "bands, {round_hole: {}, fuse: true}", 0,
     "'round_hole' cannot be fused: discards pixels"},
    {"a sampler that is handed on says why", "bands, {by_parameter: {}, fuse: true}", 1,
     "'by_parameter' cannot be fused with what it reads: by_parameter uses the picture in other "
     "ways than taps"},
    {"both is one too many", "bands, {wave_macro: {}, store: true, fuse: true}, bulge", 1,
     "'wave_macro' is asked to be stored and fused: it is stored"},
    {"what was fused anyway is no surprise", "bands, {wave_macro: {}, fuse: true}, bulge", 3, NULL},
    {"the last of several passes carries the chain on", "bands, trail, wave_macro, bulge", 3, NULL},
};

static int drawn_last(const struct rmx_plan *plan)
{
    const struct rmx_pass *pass = &plan->passes[plan->pass_count - 1];
    int count = 0;
    for (int k = 0; k < pass->step_count; k++)
        count += strstr(plan->steps[pass->steps[k]].label, "chain[") != NULL;
    return count;
}

static void test_requests_of_a_scene(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
        struct stage_params params = on_a_picture(requests[i].chain);
        if (strstr(requests[i].chain, "trail"))
            params.effects = REMONTAGE_ROOT "/tests/isf";
        struct rmx_generation *generation = stage_load(&params);
        const struct rmx_errors *errors = &generation->errors;
        const char *warning = errors->count ? errors->items[0].message : "";
        int together = drawn_last(generation->plan);
        if (together != requests[i].together ||
            strcmp(warning, requests[i].warning ? requests[i].warning : "") != 0)
            fail_msg("%s: %d together, %s", requests[i].law, together, warning);
        rmx_generation_destroy(generation);
        struct stage_picture fused = stage_render(&params);
        params.no_fuse = true;
        struct stage_picture unfused = stage_render(&params);
        struct stage_difference d = stage_compare(&fused, &unfused);
        stage_finish(&fused);
        stage_finish(&unfused);
        if (d.past > 0.005)
            fail_msg("%s: %.2f %% of the pixels differ", requests[i].law, 100 * d.past);
    }
}

// Loops without an end are left, and what stands behind them is drawn, alone and in a chain.
static void test_runaways_draw(void **state)
{
    (void)state;
    static const char *const chains[] = {"forever", "nested", "invert, forever, nested, invert"};
    for (size_t i = 0; i < sizeof(chains) / sizeof(*chains); i++) {
        struct stage_params params = {.path = REMONTAGE_ROOT "/assets/coffee.jpg",
                                      .chain = chains[i],
                                      .effects = REMONTAGE_ROOT "/tests/isf/runaway",
                                      .width = 32,
                                      .height = 18};
        struct stage_picture picture = stage_render(&params);
        float red = picture.pixels[0], green = picture.pixels[1];
        stage_finish(&picture);
        assert_float_equal(red, i == 2 ? 0.75f : 0.25f, 0.01f);
        assert_float_equal(green, 0.5f, 0.01f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_fuses_or_says_why), cmocka_unit_test(test_each_does_something),
        cmocka_unit_test(test_chains_of_eight_agree),  cmocka_unit_test(test_requests_of_a_scene),
        cmocka_unit_test(test_runaways_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
