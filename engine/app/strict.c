// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/strict.h"

#include "app/command.h"
#include "base/file.h"
#include "base/log.h"
#include "scene/visit.h"
#include "share/credits.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

struct strict {
    struct rmx_arena *arena;
    struct rmx_errors *errors;
    const char *folder; // the scene's, a real path
};

static bool is_below(const struct strict *strict, const char *path)
{
    const char *real = rmx_path_real(strict->arena, path);
    return real && strict->folder && rmx_path_is_below(real, strict->folder);
}

static void refuse_effect(void *data, const struct rmx_instance_at *at)
{
    struct strict *strict = data;
    const struct rmx_effect_instance *instance = &at->instances[at->index];
    const struct rmx_effect *effect = instance->effect;
    if (!effect->is_ours && !is_below(strict, effect->path))
        rmx_errors_add(strict->errors, instance->span, "strict-outside",
                       "the effect '%s' lies outside the scene's folder, in %s", effect->name,
                       effect->path)
            ->hint = "put it beside the scene, or below shaders/ there";
}

static void refuse_devices(const struct strict *strict, const struct rmx_scene *scene)
{
    struct rmx_errors *errors = strict->errors;
    struct rmx_span whole = {.source = NULL};
    if (scene->sound.kind >= RMX_SOUND_INPUT)
        rmx_errors_add(errors, scene->sound.span, "strict-device",
                       "the scene listens to this machine's inputs")
            ->hint = "let it hear a file, or nothing: `live --sound input` is the user's word";
    if (scene->osc_port || scene->osc_to)
        rmx_errors_add(errors, whole, "strict-network", "%s asks for messages of OSC at a port",
                       scene->path)
            ->hint = "leave `port:` and `to:` out: `live --osc PORT` is the user's word";
    if (scene->tempo == RMX_TEMPO_LINK || scene->tempo == RMX_TEMPO_MIDI)
        rmx_errors_add(errors, whole, "strict-device", "%s takes its tempo from other devices",
                       scene->path)
            ->hint = "leave `tempo:` out: `live --tempo link` is the user's word";
}

static void check_scene(const struct strict *strict, const struct rmx_scene *scene)
{
    struct strict own = *strict;
    rmx_scene_visit_instances(scene, refuse_effect, &own);
    refuse_devices(strict, scene);
    for (int i = 0; i < scene->source_count; i++)
        if (scene->sources[i].kind == RMX_SOURCE_SCENE)
            check_scene(strict, scene->sources[i].scene);
}

void rmx_strict_check(struct rmx_generation *generation)
{
    struct rmx_arena *arena = generation->arena;
    const struct rmx_scene *scene = generation->scene;
    const char *folder = rmx_path_folder(arena, generation->settings.scene);
    const struct strict strict = {arena, &generation->errors, rmx_path_real(arena, folder)};
    check_scene(&strict, scene);
    const struct rmx_credits credits = rmx_credits_of(arena, scene);
    rmx_credits_check(&credits, false, &generation->errors);
}

void rmx_strict_raise(struct rmx_errors *errors)
{
    for (int i = 0; i < errors->count; i++) {
        errors->error_count += errors->items[i].severity == RMX_WARNING;
        errors->items[i].severity = RMX_ERROR;
    }
}

static atomic_int logged;

static void count_line(void *is_quiet, const char *line)
{
    atomic_fetch_add(&logged, 1);
    if (!is_quiet)
        rmx_print_text(stderr, line);
}

void rmx_strict_begin(const struct rmx_options *options)
{
    static char quiet;
    if (options->quiet)
        rmx_log_set_level(RMX_LOG_WARNING); // they count, said or not
    rmx_log_set_say(count_line, options->quiet ? &quiet : NULL);
}

int rmx_strict_end(void)
{
    rmx_log_set_say(NULL, NULL);
    return atomic_exchange(&logged, 0);
}
