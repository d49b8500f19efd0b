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
    fputs(rmx_text_string(&text), stdout);
    rmx_text_finish(&text);
}

// What is bound is copied.
static int bind_scene(const struct rmx_options *options, struct rmx_keys *keys)
{
    struct rmx_generation *generation;
    const struct rmx_settings settings = rmx_settings_of(options, options->arguments.items[0]);
    int code = rmx_open(options, &settings, RMX_LOAD_SCENE, NULL, &generation);
    if (code == RMX_EXIT_OK)
        rmx_keys_bind(keys, &generation->scene->keys);
    rmx_generation_destroy(generation);
    return code;
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
