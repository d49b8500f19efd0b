// SPDX-License-Identifier: GPL-3.0-or-later
// Laws of second programs: what they are worth, what has them, and that hostile loops in a file of
// others cost no more than a bounded time.
#include "runtime/specialise.h"
#include "support/signals.h"
#include "support/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/remontage-special-XXXXXX";

static void test_what_pays(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        long long frames;
        int width, height;
        bool pays;
    } laws[] = {
        {"a still never pays", 1, 1920, 1080, false},
        {"however large", 1, 16384, 16384, false},
        {"a short loop does not", 47, 16384, 16384, false},
        {"which is longer from 48 frames on", 48, 16384, 16384, true},
        {"a large film of five seconds does", 121, 3840, 2160, true},
        {"at 1920 x 1080 less than sixteen seconds do not", 482, 1920, 1080, false},
        {"and a little more do", 483, 1920, 1080, true},
        {"a stamp needs minutes", 17361, 320, 180, false},
        {"which may be there", 17362, 320, 180, true},
        {"no frames are no film", 0, 1920, 1080, false},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++)
        if (rmx_specialising_pays(laws[i].frames, laws[i].width, laws[i].height) != laws[i].pays)
            fail_msg("%s: %lld frames of %d x %d", laws[i].law, laws[i].frames, laws[i].width,
                     laws[i].height);
}

static int passes_of(const char *text, const char *chain)
{
    const struct stage_params params = {.text = text, .chain = chain, .effects = folder};
    struct rmx_generation *generation = stage_load(&params);
    rmx_generation_specialise(generation, 0, 3, generation->scene->fps, NULL);
    int passes = generation->special_passes;
    rmx_generation_destroy(generation);
    return passes;
}

static void test_what_has_them(void **state)
{
    (void)state;
    static const struct {
        const char *law, *text;
        int passes;
    } laws[] = {
        {"a chain of steps that stand still, in one pass",
         "layers: [{picture: asset:chelsea-the-cat.jpg, chain: [{kaleidoscope: {sides: 6}}, "
         "{rotate: {angle: time}}]}]\n",
         1},
        {"a picture that is cut, and its fragments in place",
         "layers: [{picture: asset:chelsea-the-cat.jpg, visible: false, name: a}, "
         "{fragments: {from: a, cut: {exquisite_corpse: {count: 3}}}, chain: [{rotate: {angle: "
         "time}}]}]\n",
         2},
        {"of a scene within another nothing is known",
         "sources: {a: {scene: " REMONTAGE_ROOT "/assets/test-card.yaml}}\n"
         "layers: [{picture: a, chain: [{kaleidoscope: {sides: 6}}]}]\n",
         0},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        int passes = passes_of(laws[i].text, NULL);
        if (passes != laws[i].passes)
            fail_msg("%s: %d passes, not %d", laws[i].law, passes, laws[i].passes);
    }
}

static void test_a_wish_for_none(void **state)
{
    (void)state;
    const struct stage_params params = {
        .text = "layers: [{picture: asset:chelsea-the-cat.jpg, chain: [kaleidoscope]}]\n"};
    struct rmx_generation *generation = stage_load(&params);
    generation->settings.no_specialise = true;
    rmx_generation_specialise(generation, 0, 3, generation->scene->fps, NULL);
    assert_int_equal(generation->special_passes, 0);
    assert_true(generation->special_ms <= 0);
    rmx_generation_destroy(generation);
}

// 20 bytes a pixel of what is tried, and all that is drawn into once more.
static void test_a_trial_takes_what_memory_is_left(void **state)
{
    (void)state;
    const struct stage_params params = {
        .text = "size: 640x360\n"
                "layers: [{picture: asset:chelsea-the-cat.jpg, chain: [kaleidoscope]}]\n"};
    static const struct {
        const char *law;
        int more, passes; // bytes
    } laws[] = {{"with room for all it is made", 0, 1}, {"with less it is not", -1, 0}};
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_generation *generation = stage_load(&params);
        struct rmx_budget *memory = &generation->memory;
        memory->most = rmx_budget_sum(memory) + rmx_budget_held(memory) +
                       20LL * generation->width * generation->height + laws[i].more;
        rmx_generation_specialise(generation, 0, 3, generation->scene->fps, NULL);
        if (generation->special_passes != laws[i].passes)
            fail_msg("%s: %d passes, not %d", laws[i].law, generation->special_passes,
                     laws[i].passes);
        rmx_generation_destroy(generation);
    }
}

static bool stops(void)
{
    static int calls;
    return ++calls > 3;
}

static void test_it_can_be_given_up(void **state)
{
    (void)state;
    const struct stage_params params = {
        .text = "layers: [{picture: asset:chelsea-the-cat.jpg, chain: [kaleidoscope]}]\n"};
    struct rmx_generation *generation = stage_load(&params);
    rmx_generation_specialise(generation, 0, 3, generation->scene->fps, stops);
    assert_int_equal(generation->special_passes, 0);
    stage_draw_frames(generation, 0, 0);
    rmx_generation_destroy(generation);
}

// What constants compute otherwise, behind a branch that a knob opens.
static const char hidden[] =
    "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"},"
    "{\"NAME\": \"turn\", \"TYPE\": \"float\", \"MIN\": 0, \"MAX\": 9, \"DEFAULT\": 2.3},"
    "{\"NAME\": \"open\", \"TYPE\": \"float\", \"MIN\": 0, \"MAX\": 1, \"DEFAULT\": 0}]}*/\n"
    "void main()\n"
    "{\n"
    "    vec4 c = IMG_THIS_PIXEL(inputImage);\n"
    "    if (open > 0.7)\n"
    "        c.rgb = mix(c.rgb, c.gbr * sin(turn) + cos(turn * 3.1), turn * 0.1) * exp(-turn);\n"
    "    gl_FragColor = c;\n"
    "}\n";

static struct stage_picture draw_open(bool specialised, int *passes)
{
    static const double knobs[] = {1};
    const struct stage_params params = {
        .text = "knobs: {wide: {from: 0, to: 1, at: 0}}\n"
                "layers: [{picture: asset:chelsea-the-cat.jpg, chain: [{hidden: {open: wide}}]}]\n",
        .effects = folder,
        .depth = 32};
    struct rmx_generation *generation = stage_load(&params);
    if (specialised)
        rmx_generation_specialise(generation, 0, 3, generation->scene->fps, NULL);
    *passes = generation->special_passes;
    struct rmx_values *values = rmx_values_create(generation->plan);
    unsigned char *block = calloc(1, (size_t)generation->plan->block_size + 1);
    struct rmx_frame_inputs inputs = stage_frame_inputs(generation, 0);
    inputs.provided = signals_provided(generation->arena, generation->scene, knobs);
    assert_non_null(block);
    rmx_values_frame(values, &inputs, block);
    rmx_renderer_draw(generation->renderer, block);
    struct stage_picture picture = stage_read(generation);
    free(block);
    rmx_values_destroy(values);
    rmx_generation_destroy(generation);
    return picture;
}

static void test_a_branch_that_a_knob_opens(void **state)
{
    (void)state;
    int passes;
    struct stage_picture special = draw_open(true, &passes), general = draw_open(false, &passes);
    struct stage_difference d = stage_compare(&special, &general);
    stage_finish(&special);
    stage_finish(&general);
    if (d.largest > 0)
        fail_msg("it differs by %g", d.largest);
}

// Where a constant bound would make a compiler write the loops out.
static const char hostile[] =
    "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"},"
    "{\"NAME\": \"rounds\", \"TYPE\": \"long\", \"MIN\": 0, \"MAX\": 1000, \"DEFAULT\": 30}]}*/\n"
    "void main()\n"
    "{\n"
    "    vec4 c = IMG_THIS_PIXEL(inputImage);\n"
    "    for (int i = 0; i < rounds; i++)\n"
    "        for (int j = 0; j < rounds; j++)\n"
    "            for (int k = 0; k < rounds / 8; k++)\n"
    "                c.rgb = fract(c.gbr * 1.01 + sin(float(i + j * k)) * 0.01);\n"
    "    gl_FragColor = c;\n"
    "}\n";

static void test_hostile_loops(void **state)
{
    (void)state;
    clock_t from = clock();
    passes_of("layers: [{picture: asset:chelsea-the-cat.jpg}]\nsize: 16x9\n", "hostile");
    double seconds = (double)(clock() - from) / CLOCKS_PER_SEC;
    print_message("loops within loops: %.1f s of processor time\n", seconds);
    assert_true(seconds < 20);
}

static const char *path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        abort();
}

static void drop(const char *name)
{
    unlink(path_of(name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_pays),
        cmocka_unit_test(test_what_has_them),
        cmocka_unit_test(test_a_wish_for_none),
        cmocka_unit_test(test_a_trial_takes_what_memory_is_left),
        cmocka_unit_test(test_it_can_be_given_up),
        cmocka_unit_test(test_a_branch_that_a_knob_opens),
        cmocka_unit_test(test_hostile_loops),
    };
    if (!mkdtemp(folder))
        return 1;
    put("hostile.fs", hostile);
    put("hidden.fs", hidden);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    drop("hostile.fs");
    drop("hidden.fs");
    rmdir(folder);
    return failed;
}
