// SPDX-License-Identifier: GPL-3.0-or-later
// remontage credits: whom a scene's pictures are owed to, as a list or as a roll.
#include "app/credits.h"

#include "app/files.h"
#include "app/open.h"
#include "base/file.h"
#include "media/image.h"
#include "share/credits_roll.h"
#include "share/credits_text.h"
#include "write/sequence.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static struct rmx_credits read_credits(const struct rmx_options *options,
                                       const struct rmx_scene *scene, struct rmx_errors *warnings)
{
    struct rmx_credits credits = rmx_credits_of(options->arena, scene);
    rmx_credits_check(&credits, options->commercial, warnings);
    rmx_print_errors(options, warnings);
    return credits;
}

static bool write_file(const char *path, const char *text)
{
    bool written = rmx_file_write(path, text, strlen(text));
    if (!written)
        rmx_complain("cannot write '%s': %s", path, strerror(errno));
    return written;
}

static bool write_list(const struct rmx_options *options, const struct rmx_credits *credits,
                       const struct rmx_errors *warnings, const char *path)
{
    struct rmx_text text = {0};
    rmx_credits_text(&text, credits, warnings);
    bool written = write_file(path, rmx_text_string(&text));
    rmx_text_finish(&text);
    if (written)
        rmx_say(options, "wrote %s", path);
    return written;
}

// As a scene in `folder` may name a file: below it, as one of the program's own, else by its whole
// path.
static const char *path_from(struct rmx_arena *arena, const char *folder, const char *path)
{
    const char *real = rmx_path_real(arena, path), *here = rmx_path_real(arena, folder);
    const char *assets =
        rmx_path_real(arena, rmx_path_join(arena, rmx_folder_builtin(arena), "assets"));
    if (real && assets && rmx_path_is_below(real, assets))
        return rmx_arena_printf(arena, "asset:%s", real + strlen(assets) + 1);
    if (real && here && rmx_path_is_below(real, here))
        return real + strlen(here) + 1;
    return real;
}

// What cannot be read is not shown, nor what has a name that no scene can say.
static struct rmx_roll_picture *roll_pictures(const struct rmx_options *options,
                                              const struct rmx_credits *credits, const char *folder,
                                              bool *are_open)
{
    struct rmx_arena *arena = options->arena;
    struct rmx_roll_picture *pictures = RMX_NEW(arena, struct rmx_roll_picture, credits->count);
    *are_open = true;
    for (int i = 0; i < credits->count; i++) {
        const struct rmx_image_params params = {.path = credits->items[i].source->path,
                                                .patience_s = options->patience.value};
        struct rmx_image image;
        if (credits->items[i].is_sound || !rmx_credits_is_plain(params.path) ||
            rmx_image_probe(&params, &image, NULL, NULL, NULL, 0) != RMX_IMAGE_OK)
            continue;
        pictures[i] = (struct rmx_roll_picture){path_from(arena, folder, params.path),
                                                (double)image.width / image.height};
        *are_open &= !pictures[i].path || pictures[i].path[0] != '/';
    }
    return pictures;
}

// A roll, and where its files go.
struct placed_roll {
    struct rmx_roll roll;
    const char *path; // of the scene
    const char **sheets;
    bool are_open; // its pictures, to a scene there
};

static struct placed_roll place_roll(const struct rmx_options *options,
                                     const struct rmx_scene *scene,
                                     const struct rmx_credits *credits, const char *path)
{
    struct rmx_arena *arena = options->arena;
    const char *folder = rmx_path_folder(arena, path);
    struct placed_roll placed = {.path = path};
    const struct rmx_roll_params params = {
        .scene = scene,
        .name = rmx_path_stem(arena, path),
        .pictures = roll_pictures(options, credits, folder, &placed.are_open),
    };
    placed.roll = rmx_credits_roll(arena, credits, &params);
    placed.sheets = RMX_NEW(arena, const char *, placed.roll.sheet_count);
    for (int i = 0; i < placed.roll.sheet_count; i++)
        placed.sheets[i] = rmx_path_join(arena, folder, placed.roll.sheets[i].name);
    return placed;
}

static bool roll_spares_inputs(const struct rmx_scene *scene, const struct placed_roll *placed)
{
    bool spares = rmx_spares_inputs(scene, placed->path);
    for (int i = 0; i < placed->roll.sheet_count && spares; i++)
        spares = rmx_spares_inputs(scene, placed->sheets[i]);
    return spares;
}

static bool write_roll(const struct rmx_options *options, const struct placed_roll *placed)
{
    const struct rmx_roll *roll = &placed->roll;
    bool written = true;
    for (int i = 0; i < roll->sheet_count && written; i++)
        written = write_file(placed->sheets[i], roll->sheets[i].svg);
    if (!written || !write_file(placed->path, roll->scene))
        return false;
    rmx_say(options, "wrote %s, a roll of %.0f seconds%s", placed->path, roll->seconds,
            placed->are_open ? "" : "; it shows pictures outside its folder: --allow lets it");
    return true;
}

// The output without its ending; of what has no name of its own, the scene's name.
static const char *base_of(const struct rmx_options *options, const struct rmx_scene *scene)
{
    struct rmx_arena *arena = options->arena;
    const char *output = options->output, *folder = rmx_path_folder(arena, output);
    bool is_stdout = strcmp(output, "-") == 0;
    if (is_stdout || rmx_sequence_is_pattern(output))
        output = strcmp(scene->path, "-") == 0 ? "scene" : scene->path;
    return rmx_path_join(arena, is_stdout ? "." : folder, rmx_path_stem(arena, output));
}

int rmx_write_credits(const struct rmx_options *options, const struct rmx_scene *scene)
{
    struct rmx_arena *arena = options->arena;
    struct rmx_errors warnings = {.arena = arena};
    struct rmx_credits credits = read_credits(options, scene, &warnings);
    const char *base = base_of(options, scene);
    const char *list = rmx_arena_printf(arena, "%s.credits.txt", base);
    const struct placed_roll placed =
        place_roll(options, scene, &credits, rmx_arena_printf(arena, "%s.credits.yaml", base));
    bool written = rmx_spares_inputs(scene, list) && roll_spares_inputs(scene, &placed) &&
                   write_list(options, &credits, &warnings, list) && write_roll(options, &placed);
    return written ? RMX_EXIT_OK : RMX_EXIT_WRITE;
}

static bool answer_file(const struct rmx_options *options, const struct rmx_scene *scene,
                        const struct rmx_credits *credits, const struct rmx_errors *warnings)
{
    const char *output = options->output;
    if (rmx_has_suffix(output, ".txt"))
        return rmx_spares_inputs(scene, output) && write_list(options, credits, warnings, output);
    const struct placed_roll placed = place_roll(options, scene, credits, output);
    return roll_spares_inputs(scene, &placed) && write_roll(options, &placed);
}

static int answer(const struct rmx_options *options, const struct rmx_scene *scene)
{
    struct rmx_errors warnings = {.arena = options->arena};
    struct rmx_credits credits = read_credits(options, scene, &warnings);
    if (options->output && strcmp(options->output, "-") != 0)
        return answer_file(options, scene, &credits, &warnings) ? RMX_EXIT_OK : RMX_EXIT_WRITE;
    struct rmx_text text = {0};
    rmx_credits_text(&text, &credits, &warnings);
    rmx_print_text(stdout, rmx_text_string(&text));
    rmx_text_finish(&text);
    return RMX_EXIT_OK;
}

int rmx_command_credits(const struct rmx_options *options)
{
    const char *output = options->output;
    if (output && strcmp(output, "-") != 0 && !rmx_has_suffix(output, ".txt") &&
        !rmx_has_suffix(output, ".yaml") && !rmx_has_suffix(output, ".yml")) {
        rmx_complain("'%s' ends like no credits: a list is .txt, a roll .yaml", output);
        return RMX_EXIT_USAGE;
    }
    struct rmx_generation *generation;
    const struct rmx_settings settings = rmx_settings_of(options, options->arguments.items[0]);
    int code = rmx_open(options, &settings, RMX_LOAD_SCENE, NULL, &generation);
    if (code == RMX_EXIT_OK)
        code = answer(options, generation->scene);
    rmx_generation_destroy(generation);
    return code;
}
