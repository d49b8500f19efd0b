// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of an ISF host beside those of passes, a tiny file of tests/isf for each.
#include "support/stage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define EFFECTS REMONTAGE_ROOT "/tests/isf"

// The colour of the picture's middle at a frame, as it should be.
static const struct {
    const char *law, *scene;
    long long frame;
    float rgb[3];
} laws[] = {
    {"a picture of the effect's own has its file's size",
     "layers: [{generate: imported}]",
     0,
     {0.4f, 0.2f, 0}},
    {"and is read by points, its origin below",
     "layers: [{generate: {imported: {what: 1}}}]",
     0,
     {1, 0, 0}},
    {"and by pixels", "layers: [{generate: {imported: {what: 2}}}]", 0, {0, 1, 0}},
    {"and at the own point", "layers: [{generate: {imported: {what: 3}}}]", 0, {0.5f, 0.5f, 0.5f}},
    {"it has its companions", "layers: [{generate: {imported: {what: 4}}}]", 0, {0.4f, 0.2f, 1}},
    {"and is a sampler", "layers: [{generate: {imported: {what: 5}}}]", 0, {0, 0, 1}},
    {"ISF 1 lists it", "layers: [{generate: imported_1}]", 0, {0, 0, 1}},
    {"a filter has it beside the chain's picture",
     "layers: [{generate: {solid: {color: white}}, chain: [imported_filter, invert]}]",
     0,
     {0.8f, 0.8f, 0.8f}},
    {"twice, too",
     "layers: [{generate: {solid: {color: white}}, chain: [imported_filter, imported_filter]}]",
     0,
     {0.04f, 0.04f, 0.04f}},
};

static struct stage_picture render(size_t i, bool no_fuse)
{
    return stage_render(&(struct stage_params){.text = laws[i].scene,
                                               .effects = EFFECTS,
                                               .frame = laws[i].frame,
                                               .depth = 32,
                                               .snap = true,
                                               .no_fuse = no_fuse});
}

static void test_rules(void **state)
{
    (void)state;
    int faults = 0;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct stage_picture picture = render(i, false);
        const float *middle = &picture.pixels[(45 * 160 + 80) * 4];
        bool holds = true;
        for (int c = 0; c < 3; c++)
            holds = holds && fabsf(middle[c] - laws[i].rgb[c]) < 1.5e-3f;
        if (!holds)
            print_error("%s: %g %g %g\n", laws[i].law, (double)middle[0], (double)middle[1],
                        (double)middle[2]);
        faults += !holds;
        stage_finish(&picture);
    }
    assert_int_equal(faults, 0);
}

static void test_unfused_agrees(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct stage_picture fused = render(i, false), unfused = render(i, true);
        struct stage_difference d = stage_compare(&fused, &unfused);
        stage_finish(&fused);
        stage_finish(&unfused);
        if (d.past > 0)
            fail_msg("%s: differs by %g", laws[i].law, d.largest);
    }
}

// What carries pictures of its own is a part of a bigger shader all the same.
static void test_imports_fuse(void **state)
{
    (void)state;
    struct rmx_generation *generation = stage_load(&(struct stage_params){
        .text = "layers: [{generate: {solid: {color: white}}, chain: [imported_filter, invert]}]",
        .effects = EFFECTS});
    assert_int_equal(generation->plan->pass_count, 1);
    assert_int_equal(generation->plan->passes[0].texture_count, 1);
    rmx_generation_destroy(generation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_unfused_agrees),
        cmocka_unit_test(test_imports_fuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
