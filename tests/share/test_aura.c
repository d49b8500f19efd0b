// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of auras: they fall with the exposure alone, and go on where a show goes on.
#include "share/aura.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
    const char *law;
    double exposure_s, half_life_s, aura;
} formula[] = {
    {"what was never shown has its whole aura", 0, 30, 1},
    {"a half-life leaves half", 30, 30, 0.5},
    {"two half-lives leave a quarter", 60, 30, 0.25},
    {"a half-life unsaid is 30 surface-seconds", 30, 0, 0.5},
    {"a half-life of the scene's own holds", 30, 10, 0.125},
    {"a half-life below 0 is none", 30, -4, 0.5},
    {"a half-life that is no number is none", 30, NAN, 0.5},
    {"an endless half-life is none", 30, INFINITY, 0.5},
    {"an exposure below 0 is none", -5, 30, 1},
    {"an exposure that is no number is none", NAN, 30, 1},
    {"nothing is left of what was shown for ever", INFINITY, 30, 0},
};

static void test_formula(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(formula) / sizeof(formula[0]); i++) {
        double aura = rmx_aura(formula[i].exposure_s, formula[i].half_life_s);
        if (!(fabs(aura - formula[i].aura) < 1e-12))
            fail_msg("%s: %.9g", formula[i].law, aura);
    }
}

static struct rmx_auras *create(const char *a, const char *b, double half_life_s)
{
    struct rmx_holder items[2] = {{.name = a}, {.name = b}};
    const struct rmx_holders holders = {items, 2};
    return rmx_auras_create(&holders, half_life_s);
}

static void assert_exposures(const struct rmx_auras *auras, double first, double second)
{
    assert_true(fabs(rmx_exposure_of(auras, 0) - first) < 1e-9);
    assert_true(fabs(rmx_exposure_of(auras, 1) - second) < 1e-9);
}

static void test_exposure_is_share_times_seconds(void **state)
{
    (void)state;
    struct rmx_auras *auras = create("plant", "street", 30);
    assert_int_equal(rmx_auras_count(auras), 2);
    assert_exposures(auras, 0, 0);
    for (int i = 0; i < 80; i++)
        rmx_auras_add(auras, (const double[]){0.75, 0.25}, 0.5);
    assert_exposures(auras, 30, 10);
    assert_true(fabs(rmx_aura_of(auras, 0) - 0.5) < 1e-9);
    assert_true(fabs(rmx_aura_of(auras, 1) - exp2(-1.0 / 3)) < 1e-9);
    rmx_auras_destroy(auras);
}

static void test_no_number_adds_nothing(void **state)
{
    (void)state;
    struct rmx_auras *auras = create("plant", "street", 30);
    rmx_auras_add(auras, (const double[]){NAN, 0.5}, 2);
    rmx_auras_add(auras, (const double[]){INFINITY, -1}, 2);
    rmx_auras_add(auras, (const double[]){1, 1}, NAN);
    rmx_auras_add(auras, (const double[]){1, 1}, -3);
    assert_exposures(auras, 0, 1);
    rmx_auras_destroy(auras);
}

static void test_a_restart_goes_back_to_the_seeds(void **state)
{
    (void)state;
    struct rmx_auras *auras = create("plant", "street", 30);
    rmx_auras_seed(auras, 1, 60);
    assert_exposures(auras, 0, 60);
    rmx_auras_add(auras, (const double[]){1, 0.5}, 10);
    assert_exposures(auras, 10, 65);
    rmx_auras_restart(auras);
    assert_exposures(auras, 0, 60);
    rmx_auras_seed(auras, 1, NAN);
    assert_exposures(auras, 0, 0);
    rmx_auras_destroy(auras);
}

static void test_a_show_goes_on_by_name(void **state)
{
    (void)state;
    struct rmx_auras *before = create("plant", "street", 30), *after = create("street", "rain", 30);
    rmx_auras_seed(before, 1, 7);
    rmx_auras_add(before, (const double[]){0.5, 0.5}, 10);
    rmx_auras_follow(after, before);
    rmx_auras_destroy(before);
    assert_exposures(after, 12, 0);
    rmx_auras_restart(after);
    assert_exposures(after, 7, 0);
    rmx_auras_destroy(after);
    rmx_auras_destroy(NULL);
}

static void test_names(void **state)
{
    (void)state;
    struct rmx_auras *auras = create("plant", "plant", 30);
    assert_int_equal(rmx_auras_find(auras, "plant"), 0);
    assert_int_equal(rmx_auras_find(auras, "plan"), -1);
    rmx_auras_destroy(auras);
    auras = create("plant", "evening/plant", 30);
    assert_int_equal(rmx_auras_find(auras, "evening/plant"), 1);
    rmx_auras_destroy(auras);
    const struct rmx_holders nobody = {0};
    auras = rmx_auras_create(&nobody, 30);
    assert_int_equal(rmx_auras_find(auras, "plant"), -1);
    rmx_auras_add(auras, NULL, 1);
    assert_int_equal(rmx_auras_count(auras), 0);
    rmx_auras_destroy(auras);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formula),
        cmocka_unit_test(test_exposure_is_share_times_seconds),
        cmocka_unit_test(test_no_number_adds_nothing),
        cmocka_unit_test(test_a_restart_goes_back_to_the_seeds),
        cmocka_unit_test(test_a_show_goes_on_by_name),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
