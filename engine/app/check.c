// SPDX-License-Identifier: GPL-3.0-or-later
// remontage check: all errors of some scenes and of their side files, without drawing one.
#include "app/open.h"
#include "app/print.h"
#include "app/strict.h"
#include "base/file.h"
#include "base/roots.h"
#include "scene/side.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tally {
    int errors, warnings;
    bool bad_scene, bad_input;
    struct rmx_context *context; // of all files, so that shaders are compiled, too
};

static void count(struct tally *tally, const struct rmx_errors *errors)
{
    tally->errors += errors->error_count;
    tally->warnings += errors->count - errors->error_count;
}

// `scene` NULL: it has errors.
static void check_side(const struct rmx_options *options, struct tally *tally, const char *path,
                       const struct rmx_scene *scene)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_side *side = rmx_side_read(arena, rmx_side_path(arena, path), &errors);
    if (scene)
        rmx_side_check(side, scene, &errors);
    if (options->strict)
        rmx_strict_raise(&errors);
    rmx_errors_sort(&errors);
    rmx_print_errors(options, &errors);
    count(tally, &errors);
    tally->bad_scene |= errors.error_count > 0;
    rmx_arena_destroy(arena);
}

// Only what lies below the scene's folder, whatever this user allows; what was logged counts.
static void be_strict(struct rmx_generation *generation)
{
    if (generation->status == RMX_LOADED)
        rmx_strict_check(generation);
    rmx_strict_raise(&generation->errors);
    if (generation->status == RMX_LOADED && generation->errors.error_count)
        generation->status = RMX_LOAD_ERRORS;
}

static void check_one(const struct rmx_options *options, struct tally *tally, const char *scene)
{
    struct rmx_generation *generation;
    enum rmx_load_until until = tally->context ? RMX_LOAD_RENDERER : RMX_LOAD_PLAN;
    struct rmx_settings settings = rmx_settings_of(options, scene);
    bool prints = options->print.mm[0] > 0;
    rmx_roots_begin(scene);
    if (options->strict)
        settings.allow_count = settings.effect_count = 0;
    if (prints)
        settings.size = rmx_print_canvas(&options->print);
    const struct rmx_load_params params = {
        .settings = &settings, .until = until, .context = tally->context, .checks = true};
    generation = rmx_generation_create(&params);
    if (prints && generation->status == RMX_LOADED)
        rmx_print_warn(generation, &options->print);
    const struct rmx_scene *loaded = generation->status == RMX_LOADED ? generation->scene : NULL;
    if (options->strict)
        be_strict(generation);
    int code = rmx_open_answer(options, generation);
    count(tally, &generation->errors);
    if (strcmp(scene, "-") != 0)
        check_side(options, tally, scene, loaded);
    tally->bad_input = tally->bad_input || code == RMX_EXIT_INPUT;
    tally->bad_scene = tally->bad_scene || (code != RMX_EXIT_OK && code != RMX_EXIT_INPUT);
    rmx_generation_destroy(generation);
}

static int is_scene(const struct dirent *entry)
{
    const char *name = entry->d_name;
    return *name != '.' && strcmp(name, "CREDITS.yaml") != 0 &&
           !rmx_has_suffix(name, ".midi.yaml") &&
           (rmx_has_suffix(name, ".yaml") || rmx_has_suffix(name, ".yml"));
}

// False where it is no folder.
static bool check_folder(const struct rmx_options *options, struct tally *tally, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_scene, alphasort);
    if (count < 0)
        return false;
    if (!count) {
        rmx_complain("no scene lies in '%s'; its sub-folders are not looked into", folder);
        tally->bad_input = true;
    }
    for (int i = 0; i < count; i++) {
        check_one(options, tally, rmx_path_join(options->arena, folder, entries[i]->d_name));
        free(entries[i]);
    }
    free(entries);
    return true;
}

int rmx_command_check(const struct rmx_options *options)
{
    struct tally tally = {0};
    char why[256];
    if (options->strict)
        rmx_strict_begin(options);
    tally.context = rmx_context_create(why, (int)sizeof(why));
    if (!tally.context)
        rmx_say(options, "shaders are not compiled: %s", why);
    if (!tally.context && options->strict)
        return RMX_EXIT_NO_GL;
    for (int i = 0; i < options->arguments.count; i++)
        if (!check_folder(options, &tally, options->arguments.items[i]))
            check_one(options, &tally, options->arguments.items[i]);
    rmx_context_destroy(tally.context);
    int logged = options->strict ? rmx_strict_end() : 0;
    tally.errors += logged;
    tally.bad_scene |= logged > 0;
    if (!options->quiet)
        rmx_print(stdout, "%d error%s, %d warning%s\n", tally.errors, tally.errors == 1 ? "" : "s",
                  tally.warnings, tally.warnings == 1 ? "" : "s");
    if (tally.bad_scene)
        return RMX_EXIT_SCENE;
    return tally.bad_input ? RMX_EXIT_INPUT : RMX_EXIT_OK;
}
