// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scene_folder.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const char *scene_folder_path(struct scene_folder *folder, const char *name)
{
    return rmx_path_join(folder->scenes->arena, folder->root, name);
}

void scene_folder_write(struct scene_folder *folder, const char *name, const char *text)
{
    assert_true(rmx_file_write(scene_folder_path(folder, name), text, strlen(text)));
}

struct scene_folder *scene_folder_create(const char *const *folders)
{
    static struct scene_folder folder;
    void *scenes;
    scene_bench_set_up(&scenes);
    folder = (struct scene_folder){.scenes = scenes, .root = "/tmp/remontage-scenes-XXXXXX"};
    assert_non_null(mkdtemp(folder.root));
    for (; *folders; folders++)
        assert_true(rmx_make_folders(scene_folder_path(&folder, *folders)));
    return &folder;
}

int scene_folder_tear_down(void **state)
{
    struct scene_folder *folder = *state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf %s", folder->root);
    assert_int_equal(system(command), 0);
    void *scenes = folder->scenes;
    return scene_bench_tear_down(&scenes);
}

const struct rmx_scene *scene_folder_read(struct scene_folder *folder, const char *text)
{
    struct rmx_scene_params params = {.catalog = folder->scenes->catalog};
    folder->scenes->errors = (struct rmx_errors){.arena = folder->scenes->arena};
    const struct rmx_scene *scene =
        rmx_scene_read(folder->scenes->arena, scene_folder_path(folder, "outer.yaml"), text,
                       strlen(text), &params, &folder->scenes->errors);
    if (!scene)
        fail_msg("%s\n%s", text, scene_bench_dump(folder->scenes, NULL));
    return scene;
}
