// SPDX-License-Identifier: GPL-3.0-or-later
// Reads scenes from texts with the built-in catalog, and writes what became of them.
#pragma once

#include "scene/scene.h"

struct scene_bench {
    struct rmx_arena *arena;
    struct rmx_catalog *catalog;
    struct rmx_errors errors; // of the last reading
};

int scene_bench_set_up(void **state);
int scene_bench_tear_down(void **state);

// `params` may be NULL; the catalog is filled in. The text stands in REMONTAGE_ROOT/scenes.
const struct rmx_scene *scene_bench_read(struct scene_bench *bench, const char *text,
                                         const struct rmx_scene_params *params);
// The scene as one line a thing: settings, sources, knobs, layers with their steps, finish. NULL:
// the answers.
char *scene_bench_dump(struct scene_bench *bench, const struct rmx_scene *scene);
const struct rmx_value *scene_bench_value(const struct rmx_effect_instance *instance,
                                          const char *input);
