// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/planning.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int planning_begin(struct planning *planning)
{
    *planning = (struct planning){.arena = rmx_arena_create(), .folder = "/tmp/rmx-plan-XXXXXX"};
    return mkdtemp(planning->folder) ? 0 : -1;
}

void planning_put(struct planning *planning, const char *name, const char *text)
{
    const char *path = rmx_path_join(planning->arena, planning->folder, name);
    assert_true(rmx_file_write(path, text, strlen(text)));
}

void planning_open(struct planning *planning)
{
    planning->catalog =
        rmx_catalog_create(&(struct rmx_catalog_params){.scene_folder = planning->folder});
}

int planning_end(struct planning *planning)
{
    int status = system(rmx_arena_printf(planning->arena, "rm -r %s", planning->folder));
    rmx_catalog_destroy(planning->catalog);
    rmx_arena_destroy(planning->arena);
    return status;
}

struct rmx_plan *planning_plan(struct planning *planning, const char *text)
{
    struct rmx_errors errors = {.arena = planning->arena};
    struct rmx_scene_params params = {.catalog = planning->catalog};
    const struct rmx_scene *scene =
        rmx_scene_read(planning->arena, "test.yaml", text, strlen(text), &params, &errors);
    if (!scene)
        fail_msg("%s: %s", text, errors.items[0].message);
    struct rmx_source_info *infos =
        RMX_NEW(planning->arena, struct rmx_source_info, scene->source_count);
    for (int i = 0; i < scene->source_count; i++)
        infos[i] = (struct rmx_source_info){.width = 400, .height = 200};
    return rmx_plan_create(
        planning->arena, scene,
        &(struct rmx_plan_params){
            .sources = infos, .catalog = planning->catalog, .width = 32, .height = 18});
}
