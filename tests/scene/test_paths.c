// SPDX-License-Identifier: GPL-3.0-or-later
// Which files a scene may read: what lies below its folder, the program's own, what the user
// allows.
#include "support/scene_folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

// In a folder of its own:  show/{scene,in.jpg,link.jpg -> ../secret/out.jpg,up ->
// ../secret,pipe,dir/}
//                          secret/{out.jpg,lib.yaml}
static int set_up(void **state)
{
    static const char *const folders[] = {"show/dir", "secret", NULL};
    struct scene_folder *folder = scene_folder_create(folders);
    scene_folder_write(folder, "show/in.jpg", "");
    scene_folder_write(folder, "secret/out.jpg", "");
    scene_folder_write(folder, "secret/lib.yaml", "sources: {p: out.jpg}\n");
    scene_folder_write(folder, "show/dir/lib.yaml", "sources: {p: ../in.jpg}\n");
    assert_int_equal(symlink("../secret/out.jpg", scene_folder_path(folder, "show/link.jpg")), 0);
    assert_int_equal(symlink("../secret", scene_folder_path(folder, "show/up")), 0);
    assert_int_equal(symlink("in.jpg", scene_folder_path(folder, "show/near.jpg")), 0);
    assert_int_equal(mkfifo(scene_folder_path(folder, "show/pipe"), 0600), 0);
    *state = folder;
    return 0;
}

// Reads `text` as show/scene.yaml; the id of the first answer, "" where there is none.
static const char *answer(struct scene_folder *folder, const char *text, const char *allow)
{
    struct scene_bench *scenes = folder->scenes;
    scene_folder_write(folder, "show/scene.yaml", text);
    struct rmx_scene_params params = {
        .path = scene_folder_path(folder, "show/scene.yaml"),
        .allow = &allow,
        .allow_count = allow != NULL,
        .catalog = scenes->catalog,
    };
    scenes->errors = (struct rmx_errors){.arena = scenes->arena};
    const struct rmx_scene *scene = rmx_scene_load(scenes->arena, &params, &scenes->errors);
    assert_true((scene != NULL) == (scenes->errors.error_count == 0));
    assert_true(scenes->errors.count <= 1);
    return scenes->errors.count ? scenes->errors.items[0].id : "";
}

static const struct {
    const char *law, *picture, *id;
    bool is_missing; // exit code 66
} laws[] = {
    {"beside the scene", "in.jpg", "", false},
    {"beside the scene, with a dot", "./in.jpg", "", false},
    {"down and up again", "dir/../in.jpg", "", false},
    {"a link that stays", "near.jpg", "", false},
    {"the program's own", "asset:coffee.jpg", "", false},
    {"up and out", "../secret/out.jpg", "not-allowed", false},
    {"a link to a file outside", "link.jpg", "not-allowed", false},
    {"a link to a folder outside", "up/out.jpg", "not-allowed", false},
    {"an absolute path", "/etc/passwd", "not-allowed", false},
    {"a device", "/dev/zero", "not-allowed", false},
    {"out of the assets", "asset:../CMakeLists.txt", "not-allowed", false},
    {"a pipe is not waited for", "./pipe", "unreadable-file", true},
    {"a folder", "./dir", "unreadable-file", true},
    {"nothing there", "./no.jpg", "missing-file", true},
    {"no such asset", "asset:no.jpg", "missing-file", true},
    {"a protocol", "subfile,,start,0,end,9,,:/etc/passwd", "missing-file", true},
};

static void test_what_a_scene_may_read(void **state)
{
    struct scene_folder *folder = *state;
    bool good = true;
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        const char *text =
            rmx_arena_printf(folder->scenes->arena, "layers: [picture: \"%s\"]\n", laws[i].picture);
        const char *id = answer(folder, text, NULL);
        int code = rmx_errors_exit_code(&folder->scenes->errors);
        int wanted = laws[i].is_missing ? 66 : *laws[i].id ? 65 : 0;
        if (strcmp(id, laws[i].id) == 0 && code == wanted)
            continue;
        print_error("%s: answered '%s', exit code %d\n", laws[i].law, id, code);
        good = false;
    }
    assert_true(good);
}

static void test_the_answer_names_both_ways_of_allowing(void **state)
{
    struct scene_folder *folder = *state;
    answer(folder, "layers: [picture: ../secret/out.jpg]\n", NULL);
    const char *hint = folder->scenes->errors.items[0].hint;
    assert_non_null(strstr(hint, rmx_arena_printf(folder->scenes->arena, "--allow %s",
                                                  scene_folder_path(folder, "secret"))));
    assert_non_null(strstr(hint, "/remontage/allow"));
}

static void test_what_is_allowed_may_be_read(void **state)
{
    struct scene_folder *folder = *state;
    const char *secret = scene_folder_path(folder, "secret");
    assert_string_equal(answer(folder, "layers: [picture: ../secret/out.jpg]\n", secret), "");
    assert_string_equal(answer(folder, "layers: [picture: link.jpg]\n", secret), "");
    assert_string_equal(answer(folder, "layers: [picture: link.jpg]\n",
                               scene_folder_path(folder, "secret/out.jpg")),
                        "");
    assert_string_equal(answer(folder, "layers: [picture: /etc/passwd]\n", secret), "not-allowed");
    // A sibling whose name begins alike is another folder.
    assert_string_equal(
        answer(folder, "layers: [picture: link.jpg]\n", scene_folder_path(folder, "sec")),
        "not-allowed");
}

static void test_includes_follow_the_same_rule(void **state)
{
    struct scene_folder *folder = *state;
    const char *secret = scene_folder_path(folder, "secret");
    assert_string_equal(answer(folder, "include: dir/lib.yaml\nlayers: [picture: p]\n", NULL), "");
    assert_string_equal(answer(folder, "include: ../secret/lib.yaml\nlayers: [picture: p]\n", NULL),
                        "not-allowed");
    assert_string_equal(
        answer(folder, "include: [../secret/lib.yaml]\nlayers: [picture: p]\n", secret), "");
}

static void test_paths_typed_by_the_user_are_allowed(void **state)
{
    struct scene_folder *folder = *state;
    struct scene_bench *scenes = folder->scenes;
    struct rmx_scene_params params = {
        .picture = "a.jpg",
        .chain = rmx_arena_printf(scenes->arena, "dissolve: {to: %s}",
                                  scene_folder_path(folder, "secret/out.jpg")),
        .catalog = scenes->catalog,
    };
    scenes->errors = (struct rmx_errors){.arena = scenes->arena};
    assert_non_null(rmx_scene_load(scenes->arena, &params, &scenes->errors));
}

static void test_a_scene_that_is_no_file(void **state)
{
    struct scene_folder *folder = *state;
    struct scene_bench *scenes = folder->scenes;
    static const char *const names[] = {"show/none.yaml", "show/pipe", "show"};
    for (size_t i = 0; i < 3; i++) {
        struct rmx_scene_params params = {.path = scene_folder_path(folder, names[i]),
                                          .catalog = scenes->catalog};
        scenes->errors = (struct rmx_errors){.arena = scenes->arena};
        assert_null(rmx_scene_load(scenes->arena, &params, &scenes->errors));
        assert_int_equal(rmx_errors_exit_code(&scenes->errors), 66);
    }
}

#define PATH_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, scene_folder_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PATH_TEST(test_what_a_scene_may_read),
        PATH_TEST(test_the_answer_names_both_ways_of_allowing),
        PATH_TEST(test_what_is_allowed_may_be_read),
        PATH_TEST(test_includes_follow_the_same_rule),
        PATH_TEST(test_paths_typed_by_the_user_are_allowed),
        PATH_TEST(test_a_scene_that_is_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
