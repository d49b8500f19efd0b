// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/open.h"

#include "app/waiting.h"
#include "base/file.h"
#include "base/roots.h"
#include "runtime/loop_bounds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ALLOW_BYTES = 1 << 20 };

static void add_line(const struct rmx_options *options, struct rmx_list *list, char *line)
{
    const char *home = getenv("HOME");
    line += strspn(line, " \t");
    line[strcspn(line, "\r")] = '\0';
    if (!*line || *line == '#')
        return;
    const char *path = line;
    if (strncmp(line, "~/", 2) == 0 && home)
        path = rmx_path_join(options->arena, home, line + 2);
    *RMX_PUSH(options->arena, &list->items, &list->count) = path;
}

struct rmx_list rmx_allowed(const struct rmx_options *options)
{
    struct rmx_list list = {0};
    for (int i = 0; i < options->allow.count; i++)
        *RMX_PUSH(options->arena, &list.items, &list.count) = options->allow.items[i];
    for (int i = 0; i < options->effects.count; i++) // an effect in them may be named by its path
        *RMX_PUSH(options->arena, &list.items, &list.count) = options->effects.items[i];
    const char *folder = rmx_folder_config(options->arena);
    char *text, *line;
    size_t length;
    if (!folder || rmx_file_read_own(options->arena, rmx_path_join(options->arena, folder, "allow"),
                                     MOST_ALLOW_BYTES, &text, &length) != RMX_FILE_OK)
        return list;
    while ((line = strsep(&text, "\n")))
        add_line(options, &list, line);
    return list;
}

struct rmx_catalog *rmx_open_catalog(const struct rmx_options *options, const char *scene_folder)
{
    const struct rmx_catalog_params params = {
        .scene_folder = scene_folder,
        .effect_folders = options->effects.items,
        .effect_folder_count = options->effects.count,
    };
    rmx_roots_add(scene_folder);
    return rmx_catalog_create(&params);
}

// The bits of a channel that a format holds, for a scene of that depth.
static int bits(enum rmx_still_format format, int depth)
{
    return (int)rmx_picture_pixel_bytes(rmx_still_picture_format(format, depth)) * 8 / 4;
}

// What encoders hold a pixel at most, noise, as it was measured (docs/performance.md).
static const struct {
    int plain[2], deep[2]; // of 8 bits a channel, and of more; [1]: with alpha
} encoders[] = {
    [RMX_STILL_PNG] = {{1, 1}, {7, 9}}, // a deep one is made in memory
    [RMX_STILL_BMP] = {{3, 0}, {0}},    // a copy without alpha
    [RMX_STILL_TGA] = {{3, 0}, {0}},     [RMX_STILL_HDR] = {{0}, {12, 12}}, // one in linear light
    [RMX_STILL_JPEG] = {{7, 7}, {0}},   // all coefficients, for their best code
    [RMX_STILL_WEBP] = {{24, 38}, {0}}, // of a photograph a quarter and a third
    [RMX_STILL_TIFF] = {{1, 1}, {3, 3}},
};

// Two frames wait for the writer.
static void expect_writing(struct rmx_settings *settings, const struct rmx_options *options)
{
    enum rmx_still_format format =
        options->output ? rmx_still_format_from_path(options->output) : RMX_STILL_PNG;
    settings->read_pictures = 1 + 2 * options->frames.given;
    for (int alpha = 0; alpha < 2; alpha++) {
        settings->encoder_pixel_bytes[alpha] = encoders[format].plain[alpha];
        settings->deep_encoder_pixel_bytes[alpha] = encoders[format].deep[alpha];
    }
}

struct rmx_settings rmx_settings_of(const struct rmx_options *options, const char *scene)
{
    const struct rmx_list allow = rmx_allowed(options);
    struct rmx_settings settings = {
        .scene = scene,
        .chain = options->chain,
        .allow = allow.items,
        .allow_count = allow.count,
        .effects = options->effects.items,
        .effect_count = options->effects.count,
        .size = options->size,
        .has_seed = options->seed.given,
        .seed = (uint32_t)options->seed.value,
        .depth = (int)options->depth.value,
        .fps = options->fps.value,
        .memory_bytes = (long long)options->memory.value,
        .patience_s = options->patience.value,
        .samples = (int)options->samples.value,
        .loop_rounds = (int)options->loop_rounds.value,
        .no_fuse = options->no_fuse,
        .no_hoist = options->no_hoist,
        .no_specialise = options->no_specialise,
        .exhibits = options->exhibit,
        .snap = options->snap,
    };
    if (options->output)
        rmx_settings_fit_file(&settings, rmx_still_format_from_path(options->output));
    expect_writing(&settings, options);
    return settings;
}

void rmx_settings_fit_file(struct rmx_settings *settings, enum rmx_still_format format)
{
    if (format == RMX_STILL_UNKNOWN)
        return;
    settings->least_output_depth = bits(format, 8);
    settings->most_output_depth = bits(format, 32);
}

void rmx_tell_loops(const struct rmx_options *options, struct rmx_generation *generation)
{
    struct rmx_text text = {0};
    while (!options->quiet && rmx_loop_bounds_tell(generation, true, &text))
        ;
    rmx_print_text(stderr, rmx_text_string(&text));
    rmx_text_finish(&text);
}

int rmx_open_answer(const struct rmx_options *options, const struct rmx_generation *generation)
{
    rmx_print_errors(options, &generation->errors);
    switch (generation->status) {
    case RMX_LOADED: return RMX_EXIT_OK;
    case RMX_LOAD_ERRORS: return rmx_errors_exit_code(&generation->errors);
    case RMX_LOAD_NO_GL:
    case RMX_LOAD_TOO_LARGE: rmx_complain("%s", generation->why); return RMX_EXIT_NO_GL;
    case RMX_LOAD_FAILED:
    case RMX_LOAD_GIVEN_UP: break; // of a show alone
    }
    rmx_complain("%s could not be drawn", generation->settings.scene);
    return RMX_EXIT_FAILED;
}

int rmx_open(const struct rmx_options *options, const struct rmx_settings *settings,
             enum rmx_load_until until, struct rmx_context *context,
             struct rmx_generation **generation)
{
    const struct rmx_load_params params = {
        .settings = settings, .until = until, .context = context};
    struct rmx_waiting *waiting =
        until == RMX_LOAD_RENDERER ? rmx_waiting_begin(options, "loading and compiling") : NULL;
    *generation = rmx_generation_create(&params);
    rmx_waiting_end(waiting);
    return rmx_open_answer(options, *generation);
}
