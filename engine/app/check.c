// SPDX-License-Identifier: GPL-3.0-or-later
// remontage check: all errors of some scenes, without drawing one.
#include "app/open.h"

#include <stdio.h>

struct tally {
    int errors, warnings;
    bool bad_scene, bad_input;
    struct rmx_context *context; // of all files, so that shaders are compiled, too
};

static void check_one(const struct rmx_options *options, struct tally *tally, const char *scene)
{
    struct rmx_generation *generation;
    enum rmx_load_until until = tally->context ? RMX_LOAD_RENDERER : RMX_LOAD_PLAN;
    const struct rmx_settings settings = rmx_settings_of(options, scene);
    int code = rmx_open(options, &settings, until, tally->context, &generation);
    tally->errors += generation->errors.error_count;
    tally->warnings += generation->errors.count - generation->errors.error_count;
    tally->bad_input = tally->bad_input || code == RMX_EXIT_INPUT;
    tally->bad_scene = tally->bad_scene || (code != RMX_EXIT_OK && code != RMX_EXIT_INPUT);
    rmx_generation_destroy(generation);
}

int rmx_command_check(const struct rmx_options *options)
{
    struct tally tally = {0};
    char why[256];
    tally.context = rmx_context_create(why, (int)sizeof(why));
    if (!tally.context)
        rmx_say(options, "shaders are not compiled: %s", why);
    for (int i = 0; i < options->arguments.count; i++)
        check_one(options, &tally, options->arguments.items[i]);
    rmx_context_destroy(tally.context);
    if (!options->quiet)
        printf("%d error%s, %d warning%s\n", tally.errors, tally.errors == 1 ? "" : "s",
               tally.warnings, tally.warnings == 1 ? "" : "s");
    if (tally.bad_scene)
        return RMX_EXIT_SCENE;
    return tally.bad_input ? RMX_EXIT_INPUT : RMX_EXIT_OK;
}
