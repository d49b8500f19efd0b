// SPDX-License-Identifier: GPL-3.0-or-later
// Fused = unfused for random chains of our effects. `./run bench fuse` tries 200 of them.
#include "support/chains.h"
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CHAINS = 18 };

static struct stage_difference compare(const char *chain)
{
    struct stage_params params = {.path = REMONTAGE_ROOT "/assets/coffee.jpg",
                                  .chain = chain,
                                  .depth = 32,
                                  .frame = 12,
                                  .snap = true};
    struct stage_picture fused = stage_render(&params);
    params.no_fuse = true;
    struct stage_picture unfused = stage_render(&params);
    struct stage_difference difference = stage_compare(&fused, &unfused);
    stage_finish(&fused);
    stage_finish(&unfused);
    return difference;
}

static void test_fused_equals_unfused(void **state)
{
    (void)state;
    setenv("GALLIVM_PERF", "nopt", 0); // llvmpipe's optimiser takes longer than such small pictures
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    int fewer = 0; // passes; else one would be compared with itself
    for (uint32_t i = 1; i <= CHAINS; i++) {
        const char *chain = chains_random(arena, catalog, i);
        struct stage_difference d = compare(chain);
        if (d.past > 0.005)
            fail_msg("%.2f %% of the pixels differ, by %.4f at %d,%d: %s", 100 * d.past, d.largest,
                     d.x, d.y, chain);
        fewer += d.fewer;
    }
    assert_true(fewer >= CHAINS);
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
}

static void test_a_number_gives_one_chain(void **state)
{
    (void)state;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_catalog *catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    const char *seven = chains_random(arena, catalog, 7);
    assert_string_equal(seven, chains_random(arena, catalog, 7));
    assert_string_not_equal(seven, chains_random(arena, catalog, 8));
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fused_equals_unfused),
        cmocka_unit_test(test_a_number_gives_one_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
