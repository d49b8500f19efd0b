// SPDX-License-Identifier: GPL-3.0-or-later
// Scenes as sources of other scenes: how they are named, what they may read, which numbers they
// get, and how far they may go.
#include "base/file.h"
#include "support/scene_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define INNER "knobs: {chaos: {to: 2, at: 1}, angle: 0}\nlayers: [picture: in.png]\n"

// show/{inner.yml,in.png,parts/{part.yaml,in.png,shaders/own.fs}} and away/{far.yaml,in.png}
static int set_up(void **state)
{
    static const char *const folders[] = {"show/parts/shaders", "away", NULL};
    struct scene_folder *folder = scene_folder_create(folders);
    static const char *const pictures[] = {"show/in.png", "show/parts/in.png", "away/in.png"};
    for (size_t i = 0; i < sizeof(pictures) / sizeof(*pictures); i++)
        scene_folder_write(folder, pictures[i], "");
    scene_folder_write(folder, "show/inner.yml", INNER);
    scene_folder_write(folder, "show/parts/part.yaml",
                       "layers: [{picture: in.png, chain: [own]}]\n");
    scene_folder_write(folder, "show/parts/up.yaml", "layers: [picture: ../in.png]\n");
    scene_folder_write(folder, "show/parts/out.yaml", "layers: [picture: ../../away/in.png]\n");
    scene_folder_write(
        folder, "show/parts/shaders/own.fs",
        "/*{\"ISFVSN\": \"2\", \"INPUTS\": [{\"NAME\": \"inputImage\", \"TYPE\": \"image\"}]}*/\n"
        "void main() { gl_FragColor = IMG_THIS_PIXEL(inputImage); }\n");
    scene_folder_write(folder, "away/far.yaml", "layers: [picture: in.png]\n");
    *state = folder;
    return 0;
}

static const struct rmx_scene *read_scene(struct scene_folder *folder, const char *text,
                                          const char *allow)
{
    struct rmx_scene_params params = {
        .catalog = folder->scenes->catalog, .allow = &allow, .allow_count = allow ? 1 : 0};
    folder->scenes->errors = (struct rmx_errors){.arena = folder->scenes->arena};
    return rmx_scene_read(folder->scenes->arena, scene_folder_path(folder, "show/outer.yaml"), text,
                          strlen(text), &params, &folder->scenes->errors);
}

static const struct rmx_scene *read_good(struct scene_folder *folder, const char *law,
                                         const char *text)
{
    const struct rmx_scene *scene = read_scene(folder, text, NULL);
    if (!scene)
        fail_msg("%s\n%s", law, scene_bench_dump(folder->scenes, NULL));
    return scene;
}

#define SHOW "layers: [picture: other]\n"

static const struct {
    const char *law, *text;
    int sources;
} ways[] = {
    {"a key of a source", "sources: {other: {scene: inner.yml}}\n" SHOW, 1},
    {"a source's path alone", "sources: {other: inner.yml}\n" SHOW, 1},
    {"a layer's picture", "layers: [picture: inner.yml]\n", 1},
    {"a path twice is one source", "layers: [{picture: inner.yml, mask: inner.yml}]\n", 1},
    {"a path is the source that has it",
     "sources: {other: inner.yml}\nlayers: [picture: inner.yml]\n", 1},
    {"numbers make it another one",
     "sources: {other: {scene: inner.yml, with: {angle: 1}}}\nlayers: [picture: inner.yml]\n", 2},
    {"what is cut", "layers: [fragments: {from: [inner.yml, in.png]}]\n", 2},
};

static void a_scene_is_named_as_a_picture_is(void **state)
{
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        const struct rmx_scene *scene = read_good(*state, ways[i].law, ways[i].text);
        print_message("%s\n", ways[i].law);
        assert_int_equal(scene->source_count, ways[i].sources);
        assert_int_equal(scene->sources[0].kind, RMX_SOURCE_SCENE);
        assert_int_equal(scene->sources[0].scene->knob_count, 2);
        assert_int_equal(scene->file_count, 2);
        assert_string_equal(rmx_path_file(scene->files[1]), "inner.yml");
    }
}

static void its_knobs_get_numbers_or_expressions_of_the_outer_scene(void **state)
{
    const struct rmx_scene *scene =
        read_good(*state, "with",
                  "knobs: {wild: 0.5}\n"
                  "sources: {other: {scene: inner.yml, with: {angle: wild * time}},"
                  " fixed: {scene: inner.yml, with: {chaos: 1 + 1}}}\n" SHOW);
    const struct rmx_value *moving = scene->sources[0].with, *fixed = scene->sources[1].with;
    assert_int_equal(moving[0].count, 0);
    assert_int_equal(moving[1].count, 1);
    assert_true(rmx_program_reads(moving[1].program[0], scene->knobs[0].signal));
    assert_int_equal(fixed[0].count, 1);
    assert_null(fixed[0].program[0]);
    assert_true(fixed[0].constant[0] == 2);
}

static void effects_are_found_beside_the_scene_that_uses_them(void **state)
{
    const struct rmx_scene *scene =
        read_good(*state, "its own folder", "layers: [picture: parts/part.yaml]\n");
    assert_string_equal(scene->sources[0].scene->layers[0].chain[0].effect->name, "own");
    assert_null(read_scene(*state, "layers: [{picture: in.png, chain: [own]}]\n", NULL));
}

static void nothing_outside_the_outermost_folder_is_read(void **state)
{
    struct scene_folder *folder = *state;
    const char *away = scene_folder_path(folder, "away");
    const char *text =
        rmx_arena_printf(folder->scenes->arena, "layers: [picture: %s/far.yaml]\n", away);
    read_good(*state, "its parts may read what it may", "layers: [picture: parts/up.yaml]\n");
    assert_null(read_scene(folder, text, NULL));
    assert_string_equal(folder->scenes->errors.items[0].id, "not-allowed");
    assert_non_null(read_scene(folder, text, away));
    assert_null(read_scene(folder, "layers: [picture: parts/out.yaml]\n", NULL));
    assert_string_equal(folder->scenes->errors.items[0].id, "not-allowed");
    assert_non_null(strstr(folder->scenes->errors.items[0].span.source->name, "out.yaml"));
    assert_non_null(strstr(folder->scenes->errors.items[0].other.source->name, "outer.yaml"));
    assert_non_null(read_scene(folder, "layers: [picture: parts/out.yaml]\n", away));
}

static void a_circle_names_both_places(void **state)
{
    struct scene_folder *folder = *state;
    scene_folder_write(folder, "show/outer.yaml", "");
    scene_folder_write(folder, "show/b.yaml", "layers:\n- picture: ./outer.yaml\n");
    assert_null(read_scene(folder, "size: 9x9\nlayers: [picture: b.yaml]\n", NULL));
    const struct rmx_error *error = &folder->scenes->errors.items[0];
    assert_int_equal(folder->scenes->errors.count, 1);
    assert_string_equal(error->id, "scene-circle");
    assert_non_null(strstr(error->span.source->name, "b.yaml"));
    assert_int_equal(error->span.line, 2);
    assert_non_null(strstr(error->other.source->name, "outer.yaml"));
    assert_int_equal(error->other.line, 2);
    assert_int_equal(error->other.column, 19);
}

// deepN shows deepN-1.
static void the_depth_is_bounded(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_arena *arena = folder->scenes->arena;
    scene_folder_write(folder, "show/deep1.yaml", "layers: [picture: in.png]\n");
    for (int i = 2; i <= 9; i++)
        scene_folder_write(folder, rmx_arena_printf(arena, "show/deep%d.yaml", i),
                           rmx_arena_printf(arena, "layers: [picture: deep%d.yaml]\n", i - 1));
    assert_non_null(read_scene(folder, "layers: [picture: deep8.yaml]\n", NULL));
    assert_null(read_scene(folder, "layers: [picture: deep9.yaml]\n", NULL));
    assert_int_equal(folder->scenes->errors.count, 1);
    assert_string_equal(folder->scenes->errors.items[0].id, "too-deep");
}

// wideN shows wideN-1 four times, each time another one: 4 + 16 + 64.
static void the_number_is_bounded(void **state)
{
    struct scene_folder *folder = *state;
    struct rmx_arena *arena = folder->scenes->arena;
    scene_folder_write(folder, "show/wide1.yaml", "knobs: {k: 0}\nlayers: [picture: in.png]\n");
    for (int i = 2; i <= 3; i++) {
        const char *sources = "";
        for (int k = 1; k <= 4; k++)
            sources = rmx_arena_printf(arena, "%ss%d: {scene: wide%d.yaml, with: {k: 0.%d}}, ",
                                       sources, k, i - 1, k);
        scene_folder_write(folder, rmx_arena_printf(arena, "show/wide%d.yaml", i),
                           rmx_arena_printf(arena,
                                            "knobs: {k: 0}\nsources: {%s}\nlayers: [picture: s1]\n",
                                            sources));
    }
    assert_non_null(read_scene(folder, "layers: [picture: wide3.yaml]\n", NULL));
    const char *text = "sources: {a: {scene: wide3.yaml, with: {k: 0.1}}, b: {scene: wide3.yaml, "
                       "with: {k: 0.2}}, c: {scene: wide3.yaml, with: {k: 0.3}}, "
                       "d: {scene: wide3.yaml, with: {k: 0.4}}}\nlayers: [picture: a]\n";
    assert_null(read_scene(folder, text, NULL));
    assert_string_equal(folder->scenes->errors.items[0].id, "too-many-scenes");
    assert_int_equal(folder->scenes->errors.count, 1); // however many there are too many
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scene_is_named_as_a_picture_is),
        cmocka_unit_test(its_knobs_get_numbers_or_expressions_of_the_outer_scene),
        cmocka_unit_test(effects_are_found_beside_the_scene_that_uses_them),
        cmocka_unit_test(nothing_outside_the_outermost_folder_is_read),
        cmocka_unit_test(a_circle_names_both_places),
        cmocka_unit_test(the_depth_is_bounded),
        cmocka_unit_test(the_number_is_bounded),
    };
    return cmocka_run_group_tests(tests, set_up, scene_folder_tear_down);
}
