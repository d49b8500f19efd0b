// SPDX-License-Identifier: GPL-3.0-or-later
// remontage live: a scene in a window, followed while it is edited.
#include "app/frames.h"
#include "app/interrupt.h"
#include "app/live_load.h"
#include "app/live_still.h"
#include "app/open.h"
#include "app/terminal.h"
#include "show/keys.h"
#include "show/show.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// What the command line sets, once it is known to fit the scene.
struct settings {
    const char **names;
    double *values;
    int count;
    double mouse_x, mouse_y; // below 0: the pointer's
};

static int print_keys(void)
{
    struct rmx_text text = {0};
    rmx_keys_print(&text);
    fputs(rmx_text_string(&text), stdout);
    rmx_text_finish(&text);
    return RMX_EXIT_OK;
}

static void start_date(double date[6])
{
    time_t now = time(NULL);
    struct tm parts;
    localtime_r(&now, &parts);
    const double read[6] = {parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                            parts.tm_hour,        parts.tm_min,     parts.tm_sec};
    memcpy(date, read, sizeof(read));
}

static void add_knob(const struct rmx_options *options, struct settings *settings, const char *name,
                     double value)
{
    int count = settings->count;
    *RMX_PUSH(options->arena, &settings->names, &count) = rmx_arena_copy(options->arena, name);
    *RMX_PUSH(options->arena, &settings->values, &settings->count) = value;
}

// False where --set names what the scene does not have (said).
static bool take_settings(struct rmx_live *live, struct rmx_generation *generation,
                          struct settings *settings)
{
    const struct rmx_options *options = live->options;
    struct rmx_scene *scene = generation->scene;
    struct rmx_frames frames = {0};
    double date[6];
    memcpy(date, scene->date, sizeof(date));
    if (!rmx_frames_set(&frames, generation, options))
        return false;
    for (int i = 0; i < options->set.count; i++) {
        const char *setting = options->set.items[i];
        if (strncmp(setting, "mouse.x=", 8) == 0)
            settings->mouse_x = frames.frame_inputs.provided[RMX_SIGNAL_MOUSE_X];
        else if (strncmp(setting, "mouse.y=", 8) == 0)
            settings->mouse_y = frames.frame_inputs.provided[RMX_SIGNAL_MOUSE_Y];
        else if (strncmp(setting, "date=", 5) == 0)
            live->has_date = true;
    }
    if (live->has_date)
        memcpy(live->date, scene->date, sizeof(date));
    for (int i = 0; i < scene->knob_count; i++) {
        double value = frames.frame_inputs.provided[scene->knobs[i].signal];
        if (value != scene->knobs[i].at)
            add_knob(options, settings, scene->knobs[i].name, value);
    }
    return true;
}

// Of a broken scene nothing is known: its knobs may come.
static void guess_settings(const struct rmx_options *options, struct settings *settings)
{
    for (int i = 0; i < options->set.count; i++) {
        const char *setting = options->set.items[i], *equals = strchr(setting, '=');
        char *end;
        double value = equals ? strtod(equals + 1, &end) : 0;
        if (equals && end != equals + 1 && !*end)
            add_knob(options, settings,
                     rmx_arena_copy_n(options->arena, setting, (size_t)(equals - setting)), value);
    }
}

// Three quarters of the screen are the most; unsaid, the scene's own shape.
static void shape_window(const struct rmx_scene *scene, struct rmx_window_params *window)
{
    enum { USUAL_WIDTH = 1280, USUAL_HEIGHT = 720 };
    if (window->width > 0)
        return;
    int width = scene->width < USUAL_WIDTH ? scene->width : USUAL_WIDTH;
    int height = scene->height < USUAL_HEIGHT ? scene->height : USUAL_HEIGHT;
    rmx_inner_size(scene, width, height, &window->width, &window->height);
}

static int run(struct rmx_live *live, const struct rmx_show_params *params)
{
    enum rmx_window_status status;
    char why[256];
    struct rmx_show *show = rmx_show_create(params, &status, why, sizeof(why));
    if (!show) {
        rmx_complain("%s", why);
        return status == RMX_WINDOW_NO_OUTPUT ? RMX_EXIT_USAGE : RMX_EXIT_NO_GL;
    }
    rmx_say(live->options, "%s; remontage live --keys lists the keys", live->settings.scene);
    while (rmx_show_turn(show) && !rmx_interrupt_requested())
        continue;
    rmx_show_destroy(show);
    rmx_terminal_end();
    return rmx_interrupt_requested() ? RMX_EXIT_SIGNAL + rmx_interrupt_requested() : RMX_EXIT_OK;
}

int rmx_command_live(const struct rmx_options *options)
{
    if (options->keys)
        return print_keys();
    struct rmx_live live = {.options = options,
                            .settings = rmx_settings_of(options, options->arguments.items[0]),
                            .say = rmx_terminal_say};
    struct settings settings = {.mouse_x = -1, .mouse_y = -1};
    struct rmx_show_params params = {
        .window = {.title = live.settings.scene,
                   .width = options->window.width,
                   .height = options->window.height,
                   .fullscreen = options->fullscreen,
                   .output = options->screen},
        .loader = rmx_live_loader(&live),
        .fps = options->fps.given ? options->fps.value : 0,
        .still = rmx_live_still(&live),
        .say = rmx_terminal_say,
        .status = !options->quiet && rmx_terminal_is_there() ? rmx_terminal_status : NULL,
    };
    if (strcmp(live.settings.scene, "-") == 0) {
        rmx_complain("live follows a file, and standard input is none");
        return RMX_EXIT_USAGE;
    }
    start_date(live.date);
    const struct rmx_load_params look = {.settings = &live.settings, .until = RMX_LOAD_SCENE};
    struct rmx_generation *generation = rmx_generation_create(&look);
    bool fits = true;
    if (generation->status == RMX_LOADED) {
        shape_window(generation->scene, &params.window);
        fits = take_settings(&live, generation, &settings);
    } else {
        guess_settings(options, &settings);
    }
    rmx_generation_destroy(generation);
    params.knob_count = settings.count;
    params.knob_names = settings.names;
    params.knob_values = settings.values;
    params.mouse_x = settings.mouse_x;
    params.mouse_y = settings.mouse_y;
    rmx_interrupt_watch();
    return fits ? run(&live, &params) : RMX_EXIT_USAGE;
}
