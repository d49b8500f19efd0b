// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalog.h"

#include "base/file.h"

static void add_place(struct rmx_arena *arena, struct rmx_effect_folder **folders, int *count,
                      struct rmx_effect_folder folder)
{
    if (folder.path)
        *RMX_PUSH(arena, folders, count) = folder;
}

static const char *shaders_of(struct rmx_arena *arena, const char *folder)
{
    return folder ? rmx_path_join(arena, folder, "shaders") : NULL;
}

struct rmx_effect_folder *rmx_effect_folders(struct rmx_arena *arena,
                                             const struct rmx_catalog_params *params, int *count)
{
    struct rmx_effect_folder *folders = NULL;
    const char *own = params->scene_folder;
    *count = 0;
    add_place(arena, &folders, count, (struct rmx_effect_folder){own, false, true});
    add_place(arena, &folders, count,
              (struct rmx_effect_folder){shaders_of(arena, own), true, true});
    for (int i = 0; i < params->effect_folder_count; i++)
        add_place(arena, &folders, count,
                  (struct rmx_effect_folder){params->effect_folders[i], true, false});
    add_place(arena, &folders, count,
              (struct rmx_effect_folder){shaders_of(arena, rmx_folder_data(arena)), true, false});
    add_place(
        arena, &folders, count,
        (struct rmx_effect_folder){shaders_of(arena, rmx_folder_builtin(arena)), true, false});
    return folders;
}
