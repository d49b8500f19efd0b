// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of files that scenes read, gone again after each test.
#pragma once

#include "support/scene_bench.h"

struct scene_folder {
    struct scene_bench *scenes;
    char root[64];
};

// With those folders in it; NULL ends them. One at a time.
struct scene_folder *scene_folder_create(const char *const *folders);
int scene_folder_tear_down(void **state);
const char *scene_folder_path(struct scene_folder *folder, const char *name);
void scene_folder_write(struct scene_folder *folder, const char *name, const char *text);
// A scene of that text in outer.yaml. One with errors fails the running test.
const struct rmx_scene *scene_folder_read(struct scene_folder *folder, const char *text);
