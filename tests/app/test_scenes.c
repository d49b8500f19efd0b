// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every scene in scenes/: it loads without a word, its plan is the golden one, fused
// and unfused agree, and the same bytes come twice.
#include "plan/explain.h"
#include "support/stage.h"

#include "base/file.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static glob_t scenes;

static int find_scenes(void **state)
{
    (void)state;
    return glob(REMONTAGE_ROOT "/scenes/*.yaml", 0, NULL, &scenes);
}

static int forget_scenes(void **state)
{
    (void)state;
    globfree(&scenes);
    return 0;
}

static void compare_golden(struct rmx_arena *arena, const char *scene, const char *plan)
{
    const char *path = rmx_arena_printf(arena, REMONTAGE_ROOT "/tests/golden/%s.plan",
                                        rmx_path_stem(arena, scene));
    if (getenv("REMONTAGE_GOLDEN"))
        assert_true(rmx_file_write(path, plan, strlen(plan)));
    char *golden;
    size_t length;
    if (rmx_file_read(arena, path, 1 << 20, &golden, &length) != RMX_FILE_OK)
        fail_msg("no golden plan %s: write it with REMONTAGE_GOLDEN=1", path);
    if (strcmp(golden, plan) != 0)
        fail_msg("%s: the plan is another one now (REMONTAGE_GOLDEN=1 writes it anew):\n%s", scene,
                 plan);
}

static void test_none_has_a_warning_and_plans_are_golden(void **state)
{
    (void)state;
    for (size_t i = 0; i < scenes.gl_pathc; i++) {
        struct rmx_generation *generation = stage_load(
            &(struct stage_params){.path = scenes.gl_pathv[i], .width = 320, .height = 180});
        if (generation->errors.count)
            fail_msg("%s: %s", scenes.gl_pathv[i], generation->errors.items[0].message);
        struct rmx_text plan = {0};
        rmx_plan_explain(generation->plan, false, &plan);
        compare_golden(generation->arena, scenes.gl_pathv[i], rmx_text_string(&plan));
        rmx_text_finish(&plan);
        rmx_generation_destroy(generation);
    }
}

static void test_fused_equals_unfused(void **state)
{
    (void)state;
    int fewer = 0;
    for (size_t i = 0; i < scenes.gl_pathc; i++) {
        struct stage_params params = {
            .path = scenes.gl_pathv[i], .depth = 32, .snap = true, .frame = 7};
        struct stage_picture fused = stage_render(&params);
        params.no_fuse = true;
        struct stage_picture unfused = stage_render(&params);
        struct stage_difference d = stage_compare(&fused, &unfused);
        stage_finish(&fused);
        stage_finish(&unfused);
        if (d.past > 0.005)
            fail_msg("%s: %.2f %% of the pixels differ, most at %d,%d by %.4f", scenes.gl_pathv[i],
                     d.past * 100.0, d.x, d.y, d.largest);
        fewer += d.fewer;
    }
    assert_true(fewer >= (int)scenes.gl_pathc); // passes; else one would be compared with itself
}

static void test_the_same_bytes_twice(void **state)
{
    (void)state;
    for (size_t i = 0; i < scenes.gl_pathc; i++) {
        struct stage_params params = {.path = scenes.gl_pathv[i], .frame = 31};
        struct stage_picture one = stage_render(&params), two = stage_render(&params);
        struct stage_difference d = stage_compare(&one, &two);
        stage_finish(&one);
        stage_finish(&two);
        if (d.largest > 0.0)
            fail_msg("%s: the second picture differs at %d,%d", scenes.gl_pathv[i], d.x, d.y);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none_has_a_warning_and_plans_are_golden),
        cmocka_unit_test(test_fused_equals_unfused),
        cmocka_unit_test(test_the_same_bytes_twice),
    };
    return cmocka_run_group_tests(tests, find_scenes, forget_scenes);
}
