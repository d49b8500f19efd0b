// SPDX-License-Identifier: GPL-3.0-or-later
// Hoisted = plain: what is computed once a draw gives the picture that is computed at each pixel,
// for every effect of ours, the foreign files, and random chains; specialised = hoisted, to the
// bit.
//
//   test_hoist [CHAINS]
#include "runtime/specialise.h"
#include "support/chains.h"
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CAT REMONTAGE_ROOT "/assets/chelsea-the-cat.jpg"
#define FOREIGN REMONTAGE_ROOT "/tests/isf/foreign"

static struct rmx_arena *arena;
static struct rmx_catalog *catalog;
static uint32_t chains = 6;

// What a law found of all its pictures.
struct totals {
    int count, hoisted, special; // pictures; passes
    double largest, psnr;
};

static bool has_flat(const struct rmx_generation *generation)
{
    const struct rmx_plan *plan = generation->plan;
    for (int p = 0; p < plan->pass_count; p++)
        if (strstr(plan->passes[p].shaders.fragment, " flat in "))
            return true;
    return false;
}

static struct stage_picture draw(const struct stage_params *params, bool *hoists)
{
    struct rmx_generation *generation = stage_load(params);
    *hoists = has_flat(generation);
    stage_draw_frames(generation, 0, (int)params->frame);
    struct stage_picture picture = stage_read(generation);
    rmx_generation_destroy(generation);
    return picture;
}

// Tried with other frames than the one that is compared.
static struct stage_picture draw_special(const struct stage_params *params, int *passes)
{
    struct rmx_generation *generation = stage_load(params);
    rmx_generation_specialise(generation, params->frame + 1, 2, generation->scene->fps, NULL);
    *passes += generation->special_passes;
    stage_draw_frames(generation, 0, (int)params->frame);
    struct stage_picture picture = stage_read(generation);
    rmx_generation_destroy(generation);
    return picture;
}

static void hold_special(struct totals *totals, const char *name, const struct stage_params *params,
                         const struct stage_picture *hoisted)
{
    struct stage_picture special = draw_special(params, &totals->special);
    struct stage_difference d = stage_compare(&special, hoisted);
    stage_finish(&special);
    if (d.largest > 0)
        fail_msg("%s: specialised it differs by %g at %d, %d", name, d.largest, d.x, d.y);
}

static void hold(struct totals *totals, const char *name, struct stage_params params)
{
    bool hoists, still_hoists;
    params.width = 64;
    params.height = 36;
    struct stage_picture hoisted = draw(&params, &hoists);
    hold_special(totals, name, &params, &hoisted);
    params.no_hoist = true;
    struct stage_picture plain = draw(&params, &still_hoists);
    struct stage_difference d = stage_compare(&hoisted, &plain);
    stage_finish(&hoisted);
    stage_finish(&plain);
    assert_false(still_hoists);
    if (d.largest > 2.0 / 255.0)
        fail_msg("%s: it differs by %.1f/255 at %d, %d", name, 255.0 * d.largest, d.x, d.y);
    totals->count++;
    totals->hoisted += hoists;
    totals->largest = fmax(totals->largest, d.largest);
    totals->psnr = totals->count == 1 ? d.psnr : fmin(totals->psnr, d.psnr);
}

static void tell(const char *what, const struct totals *totals)
{
    print_message("%s: %d, %d of them hoisted, largest difference %.2f/255, PSNR at least %.1f; "
                  "%d passes specialised\n",
                  what, totals->count, totals->hoisted, 255.0 * totals->largest, totals->psnr,
                  totals->special);
    assert_true(totals->hoisted >= totals->count * 9 / 10);
}

// Several at a time: what is compiled takes longer than what is drawn.
enum { AT_ONCE = 3 };

static void hold_chain(void *totals, const char *chain)
{
    hold(totals, chain,
         (struct stage_params){
             .path = CAT,
             .chain = chain,
             .effects = FOREIGN,
             .frame = 2,
         });
}

static void hold_generator(void *totals, const char *name)
{
    hold(totals, name,
         (struct stage_params){
             .text = rmx_arena_printf(arena, "layers: [{generate: %s}]", name),
         });
}

static void test_every_effect(void **state)
{
    (void)state;
    struct totals totals = {0};
    const struct chains_taker taker = {&totals, hold_chain, hold_generator};
    assert_true(chains_of_catalog(arena, catalog, AT_ONCE, &taker) > 100);
    tell("effects of ours, in chains of three", &totals);
}

static void test_foreign_files(void **state)
{
    (void)state;
    struct totals totals = {0};
    const struct chains_taker taker = {&totals, hold_chain, NULL};
    assert_true(chains_of_files(arena, FOREIGN "/*.fs", AT_ONCE, &taker) > 0);
    tell("foreign files, in chains of three", &totals);
}

// Before the first frame there is nothing: what is made of it is opaque from the second one on.
static void test_the_first_frame(void **state)
{
    (void)state;
    struct totals totals = {0};
    hold(&totals, "a past in the first frame",
         (struct stage_params){.text = "background: none\n"
                                       "layers:\n"
                                       "  - {name: a, picture: asset:chelsea-the-cat.jpg, "
                                       "visible: false}\n"
                                       "  - {picture: a.past, chain: [invert, hue]}\n"});
    tell("the first frame", &totals);
}

static void test_random_chains(void **state)
{
    (void)state;
    struct totals totals = {0};
    for (uint32_t i = 1; i <= chains; i++) {
        const char *chain = chains_random(arena, catalog, i);
        // By turns 32 bits deep, where a clamp that is missing within a pass would show.
        hold(&totals, chain,
             (struct stage_params){.path = CAT, .chain = chain, .depth = i % 2 ? 0 : 32});
    }
    tell("random chains", &totals);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_effect),
        cmocka_unit_test(test_foreign_files),
        cmocka_unit_test(test_the_first_frame),
        cmocka_unit_test(test_random_chains),
    };
    chains = argc > 1 ? (uint32_t)atoi(argv[1]) : chains;
    setenv("GALLIVM_PERF", "nopt", 0); // llvmpipe's optimiser takes longer than such small pictures
    arena = rmx_arena_create();
    catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    return failed;
}
