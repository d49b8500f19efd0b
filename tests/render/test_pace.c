// SPDX-License-Identifier: GPL-3.0-or-later
// A pass that is drawn in parts is the pass that is drawn at once, to the bit: every effect of the
// catalog, the foreign files, and what remembers. And one that would take too long changes nothing.
#include "base/file.h"
#include "catalog/catalog.h"
#include "render/blank.h"
#include "render/renderer_parts.h"
#include "support/chains.h"
#include "support/scratch.h"
#include "support/stage.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CAT REMONTAGE_ROOT "/assets/chelsea-the-cat.jpg"
#define FOREIGN REMONTAGE_ROOT "/tests/isf/foreign"

enum way { AT_ONCE, IN_PARTS };

static struct rmx_arena *arena;
static struct rmx_catalog *catalog;
static struct rmx_context *beside;
static const char *folder; // of files of others

// All passes as if they were of others, and none were quick: 64 pixels at a time.
static void divide(struct rmx_pace *pace)
{
    for (int i = 0; i < pace->pass_count; i++)
        pace->passes[i].is_foreign = true;
    pace->any = true;
    pace->soon_ms = -1;
    pace->part_ms = 1e-9;
}

static struct stage_picture draw(const struct stage_params *params, enum way way)
{
    struct rmx_generation *generation = stage_load(params);
    if (way == IN_PARTS)
        divide(&generation->renderer->pace);
    else
        generation->renderer->pace.is_off = true;
    stage_draw_frames(generation, 0, (int)params->frame);
    struct stage_picture picture = stage_read(generation);
    assert_true(way == AT_ONCE || generation->renderer->pace.parts > 50);
    rmx_generation_destroy(generation);
    return picture;
}

static int hold(const char *name, struct stage_params params)
{
    params.width = 72;
    params.height = 44;
    struct stage_picture parts = draw(&params, IN_PARTS), whole = draw(&params, AT_ONCE);
    struct stage_difference d = stage_compare(&parts, &whole);
    stage_finish(&parts);
    stage_finish(&whole);
    if (d.largest > 0)
        print_error("%s: it differs by %g at %d, %d\n", name, d.largest, d.x, d.y);
    return d.largest > 0;
}

// Several at a time: what is compiled takes longer than what is drawn.
enum { TOGETHER = 3 };

static void hold_chain(void *faults, const char *chain)
{
    *(int *)faults += hold(chain, (struct stage_params){
                                      .path = CAT,
                                      .chain = chain,
                                      .effects = FOREIGN,
                                      .frame = 2,
                                  });
}

static void hold_generator(void *faults, const char *name)
{
    *(int *)faults +=
        hold(name, (struct stage_params){
                       .text = rmx_arena_printf(arena, "layers: [{generate: %s}]", name),
                   });
}

static void test_ours(void **state)
{
    (void)state;
    int faults = 0;
    const struct chains_taker taker = {&faults, hold_chain, hold_generator};
    assert_true(chains_of_catalog(arena, catalog, TOGETHER, &taker) > 100);
    assert_int_equal(faults, 0);
}

static void test_foreign_files(void **state)
{
    (void)state;
    int faults = 0;
    const struct chains_taker taker = {&faults, hold_chain, NULL};
    assert_true(chains_of_files(arena, FOREIGN "/*.fs", TOGETHER, &taker) > 0);
    assert_int_equal(faults, 0);
}

// A frame that is over in the middle of some: those before and after it are as without it.
static void test_over(void **state)
{
    (void)state;
    static const struct {
        const char *law, *text;
    } laws[] = {
        {"a picture", "layers: [{generate: {oscillator: {offset: time}}}]"},
        {"a file of others",
         "layers: [{picture: asset:coffee.jpg, chain: [{scroll: {x: time}}, " FOREIGN
         "/knit.fs]}]"},
        {"a memory", "layers: [{picture: asset:coffee.jpg, chain: [{scroll: {x: time}}, trails]}]"},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const struct stage_params params = {.text = laws[i].text, .allow = FOREIGN};
        struct rmx_generation *generation = stage_load(&params);
        struct rmx_pace *pace = &generation->renderer->pace;
        struct rmx_renderer_over over;
        stage_draw_frames(generation, 0, 2);
        struct stage_picture before = stage_read(generation);
        divide(pace);
        pace->most_ms = 1e-9;
        stage_draw_frames(generation, 3, 3);
        assert_true(rmx_renderer_is_over(generation->renderer, &over));
        struct stage_picture after = stage_read(generation);
        struct stage_difference d = stage_compare(&before, &after);
        if (d.largest > 0)
            fail_msg("%s: it differs by %g at %d, %d", laws[i].law, d.largest, d.x, d.y);
        stage_finish(&before);
        stage_finish(&after);
        rmx_generation_destroy(generation);
    }
}

static void *delete_in_another_context(void *data)
{
    const struct rmx_blank *blank = data;
    rmx_context_enter(beside);
    glDeleteProgram(blank->programs[!blank->last]);
    rmx_context_leave();
    return NULL;
}

// A show's loader drops programs at any time: what is drawn here goes on.
static void test_programs_deleted_elsewhere(void **state)
{
    (void)state;
    const struct stage_params params = {
        .text = "layers: [{picture: asset:coffee.jpg, chain: [" FOREIGN "/knit.fs]}]",
        .allow = FOREIGN};
    struct rmx_generation *generation = stage_load(&params);
    struct rmx_blank blank;
    pthread_t thread;
    char why[256];
    beside = rmx_context_share(why, sizeof(why));
    assert_non_null(beside);
    rmx_blank_init(&blank, rmx_context_device(generation->context));
    for (int i = 0; i < 2; i++)
        rmx_blank_draw(&blank);
    pthread_create(&thread, NULL, delete_in_another_context, &blank);
    pthread_join(thread, NULL);
    blank.programs[!blank.last] = 0;
    divide(&generation->renderer->pace);
    stage_draw_frames(generation, 0, 0);
    assert_true(generation->renderer->pace.parts > 50);
    assert_int_equal(rmx_context_errors(generation->context), 0);
    rmx_blank_finish(&blank);
    rmx_context_destroy(beside);
    rmx_generation_destroy(generation);
}

// Some milliseconds a draw, however few pixels it reaches; little at each of them.
static const char vertices_vs[] = "#define S(x) sin(cos(sin(cos(x))))\n"
                                  "void main() {\n    isf_vertShaderInit();\n    float a = 1.;\n"
                                  "    for (int i = 0; i < 6000; i++)\n"
                                  "        a = S(S(S(S(S(S(S(S(a + 0.1))))))));\n"
                                  "    gl_Position.x += a > 9. ? 1. : 0.;\n}\n";
static const char vertices_fs[] =
    "/*{\"ISFVSN\": \"2\"}*/\nvoid main() { gl_FragColor = vec4(isf_FragNormCoord, 0.5, 1.); }\n";

static struct rmx_generation *load_vertices(void)
{
    return stage_load(&(struct stage_params){
        .text = "layers: [{generate: vertices}]", .effects = folder, .width = 640, .height = 360});
}

// Looks and parts are few, and their vertices do not count as pixels.
static void test_vertices(void **state)
{
    (void)state;
    static const struct {
        const char *law;
        double most_ms, soon_ms, part_ms;
        long long most_parts;
    } laws[] = {
        {"a show draws it at once, and refuses nothing", 60000, 5000, 250, 0},
        {"a file is drawn in few parts, where it is", 0, -1, 1, 64},
    };
    struct rmx_generation *plain = load_vertices();
    plain->renderer->pace.is_off = true;
    stage_draw_frames(plain, 0, 0);
    struct stage_picture whole = stage_read(plain);
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_generation *generation = load_vertices();
        struct rmx_pace *pace = &generation->renderer->pace;
        struct rmx_renderer_over over;
        pace->most_ms = laws[i].most_ms;
        pace->soon_ms = laws[i].soon_ms;
        pace->part_ms = laws[i].part_ms;
        stage_draw_frames(generation, 0, 0);
        if (rmx_renderer_is_over(generation->renderer, &over))
            fail_msg("%s: it is over, %.0f ms", laws[i].law, over.ms);
        if (pace->parts > laws[i].most_parts)
            fail_msg("%s: %lld parts", laws[i].law, pace->parts);
        struct stage_picture picture = stage_read(generation);
        if (stage_compare(&picture, &whole).largest > 0)
            fail_msg("%s: it is another picture", laws[i].law);
        stage_finish(&picture);
        rmx_generation_destroy(generation);
    }
    stage_finish(&whole);
    rmx_generation_destroy(plain);
}

static void put(const char *name, const char *text)
{
    const char *path = rmx_path_join(arena, folder, name);
    assert_true(rmx_file_write(path, text, strlen(text)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ours),     cmocka_unit_test(test_foreign_files),
        cmocka_unit_test(test_over),     cmocka_unit_test(test_programs_deleted_elsewhere),
        cmocka_unit_test(test_vertices),
    };
    setenv("GALLIVM_PERF", "nopt", 0); // llvmpipe's optimiser takes longer than such small pictures
    arena = rmx_arena_create();
    folder = test_scratch("pace");
    put("vertices.vs", vertices_vs);
    put("vertices.fs", vertices_fs);
    catalog = rmx_catalog_create(&(struct rmx_catalog_params){0});
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    return failed;
}
