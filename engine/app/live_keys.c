// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_keys.h"

#include "app/live_osc.h"
#include "app/open.h"
#include "show/keys.h"

#include <stdio.h>

static void print(const struct rmx_keys *keys)
{
    struct rmx_text text = {0};
    rmx_keys_print(keys, &text);
    rmx_text_add(&text, "by OSC (--osc PORT), each with one number, 0 lets go:\n");
    rmx_live_osc_print(&text);
    rmx_print_text(stdout, rmx_text_string(&text));
    rmx_text_finish(&text);
}

static int bind_side(const struct rmx_options *options, struct rmx_keys *keys)
{
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    const char *path = rmx_side_path(arena, options->arguments.items[0]);
    const struct rmx_side *side = rmx_side_read(arena, path, &errors);
    const struct rmx_bindings bindings = rmx_bindings_of_side(arena, side, &errors);
    rmx_keys_bind_side(keys, &bindings); // a copy
    rmx_print_errors(options, &errors);
    int code = rmx_errors_exit_code(&errors);
    rmx_arena_destroy(arena);
    return errors.error_count ? code : RMX_EXIT_OK;
}

static int bind_scene(const struct rmx_options *options, struct rmx_keys *keys)
{
    struct rmx_generation *generation;
    const struct rmx_settings settings = rmx_settings_of(options, options->arguments.items[0]);
    int code = rmx_open(options, &settings, RMX_LOAD_SCENE, NULL, &generation);
    if (code == RMX_EXIT_OK)
        rmx_keys_bind(keys, &generation->scene->keys);
    rmx_generation_destroy(generation);
    return code == RMX_EXIT_OK ? bind_side(options, keys) : code;
}

int rmx_live_print_keys(const struct rmx_options *options)
{
    struct rmx_keys *keys = rmx_keys_create();
    int code = options->arguments.count ? bind_scene(options, keys) : RMX_EXIT_OK;
    if (code == RMX_EXIT_OK)
        print(keys);
    rmx_keys_destroy(keys);
    return code;
}
