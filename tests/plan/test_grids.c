// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of how many fragments a cut makes, and in how many columns and rows.
#include "plan/fragments/choose.h"
#include "support/planning.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// The canvas is 32 by 18.
static const struct {
    const char *law, *cut;
    int columns, rows;
} cuts[] = {
    {"a count in squares, nearly", "grid: {count: 300}", 23, 13},
    {"a size in heights", "grid: {size: 0.1}", 18, 10},
    {"no size is too small", "grid: {size: 0.0000001}", 1333, 750},
    {"columns and rows as they are said", "grid: {columns: 24, rows: 12}", 24, 12},
    {"whatever the count", "grid: {columns: 24, rows: 12, count: 7, size: 0.5}", 24, 12},
    {"columns give rows of squares", "grid: {columns: 16}", 16, 9},
    {"rows give columns of squares", "grid: {rows: 9}", 16, 9},
    {"a row at least", "grid: {columns: 1}", 1, 1},
    {"too many are fewer", "grid: {columns: 10000, rows: 1000}", 3748, 373},
    {"strips lie", "strips: {count: 5}", 1, 5},
    {"columns stand", "columns: {count: 5}", 5, 1},
};

static void test_columns_and_rows(void **state)
{
    struct planning *planning = *state;
    for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
        const struct rmx_plan *plan = planning_plan(
            planning, rmx_arena_printf(planning->arena,
                                       "layers: [{name: sky, visible: no, generate: noise}, "
                                       "{fragments: {from: sky, cut: {%s}}}]\n",
                                       cuts[i].cut));
        const int *grid = NULL;
        for (int p = 0; p < plan->pass_count; p++)
            if (plan->passes[p].fragments)
                grid = plan->passes[p].fragments->still_grid;
        assert_non_null(grid);
        if (grid[0] != cuts[i].columns || grid[1] != cuts[i].rows ||
            grid[2] != cuts[i].columns * cuts[i].rows)
            fail_msg("%s: %d by %d are %d", cuts[i].law, grid[0], grid[1], grid[2]);
    }
}

static const struct {
    const char *law;
    double columns, rows;
    int each, limit, made[3];
    bool fits;
} grids[] = {
    {"as asked", 4, 3, 2, 100, {4, 3, 24}, true},
    {"only whole ones", 4.9, 3.1, 1, 100, {4, 3, 12}, true},
    {"one at least", 0, -7, 1, 100, {1, 1, 1}, true},
    {"what is no number is one", NAN, INFINITY, 1, 100, {1, 1, 1}, true},
    {"both sides give way", 40, 20, 1, 200, {20, 10, 200}, false},
    {"the longer one alone, where the other cannot", 1e12, 1, 1, 100, {100, 1, 100}, false},
    {"either", 1, 1e12, 1, 100, {1, 100, 100}, false},
};

static void test_no_more_than_there_may_be(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(grids) / sizeof(*grids); i++) {
        int made[3];
        bool fits = rmx_fragments_grid(grids[i].columns, grids[i].rows, grids[i].each,
                                       grids[i].limit, made);
        if (fits != grids[i].fits || memcmp(made, grids[i].made, sizeof(made)) != 0)
            fail_msg("%s: %d by %d are %d", grids[i].law, made[0], made[1], made[2]);
    }
}

static int set_up(void **state)
{
    static struct planning planning;
    if (planning_begin(&planning) != 0)
        return -1;
    planning_open(&planning);
    *state = &planning;
    return 0;
}

static int tear_down(void **state)
{
    return planning_end(*state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_and_rows),
        cmocka_unit_test(test_no_more_than_there_may_be),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
