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

static bool write_file(const struct rmx_scene *scene, const char *path, const char *text)
{
    if (!rmx_spares_inputs(scene, path))
        return false;
    bool written = rmx_file_write(path, text, strlen(text));
    if (!written)
        rmx_complain("cannot write '%s': %s", path, strerror(errno));
    return written;
}

static bool write_list(const struct rmx_options *options, const struct rmx_scene *scene,
                       const struct rmx_credits *credits, const struct rmx_errors *warnings,
                       const char *path)
{
    struct rmx_text text = {0};
    rmx_credits_text(&text, credits, warnings);
    bool written = write_file(scene, path, rmx_text_string(&text));
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
static struct rmx_roll_picture *roll_pictures(struct rmx_arena *arena,
                                              const struct rmx_credits *credits, const char *folder,
                                              bool *are_open)
{
    struct rmx_roll_picture *pictures = RMX_NEW(arena, struct rmx_roll_picture, credits->count);
    *are_open = true;
    for (int i = 0; i < credits->count; i++) {
        const struct rmx_image_params params = {.path = credits->items[i].source->path};
        struct rmx_image image;
        if (!rmx_credits_is_plain(params.path) ||
            rmx_image_probe(&params, &image, NULL, NULL) != RMX_IMAGE_OK)
            continue;
        pictures[i] = (struct rmx_roll_picture){path_from(arena, folder, params.path),
                                                (double)image.width / image.height};
        *are_open &= !pictures[i].path || pictures[i].path[0] != '/';
    }
    return pictures;
}

static bool write_roll(const struct rmx_options *options, const struct rmx_scene *scene,
                       const struct rmx_credits *credits, const char *path)
{
    struct rmx_arena *arena = options->arena;
    const char *folder = rmx_path_folder(arena, path);
    bool are_open, written = true;
    const struct rmx_roll_params params = {
        .scene = scene,
        .name = rmx_path_stem(arena, path),
        .pictures = roll_pictures(arena, credits, folder, &are_open),
    };
    struct rmx_roll roll = rmx_credits_roll(arena, credits, &params);
    for (int i = 0; i < roll.sheet_count && written; i++)
        written = write_file(scene, rmx_path_join(arena, folder, roll.sheets[i].name),
                             roll.sheets[i].svg);
    if (!written || !write_file(scene, path, roll.scene))
        return false;
    rmx_say(options, "wrote %s, a roll of %.0f seconds%s", path, roll.seconds,
            are_open ? "" : "; it shows pictures outside its folder: --allow lets it");
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
    bool written =
        write_list(options, scene, &credits, &warnings,
                   rmx_arena_printf(arena, "%s.credits.txt", base)) &&
        write_roll(options, scene, &credits, rmx_arena_printf(arena, "%s.credits.yaml", base));
    return written ? RMX_EXIT_OK : RMX_EXIT_WRITE;
}

static int answer(const struct rmx_options *options, const struct rmx_scene *scene)
{
    struct rmx_errors warnings = {.arena = options->arena};
    struct rmx_credits credits = read_credits(options, scene, &warnings);
    const char *output = options->output;
    if (output && rmx_has_suffix(output, ".txt"))
        return write_list(options, scene, &credits, &warnings, output) ? RMX_EXIT_OK
                                                                       : RMX_EXIT_WRITE;
    if (output && strcmp(output, "-") != 0)
        return write_roll(options, scene, &credits, output) ? RMX_EXIT_OK : RMX_EXIT_WRITE;
    struct rmx_text text = {0};
    rmx_credits_text(&text, &credits, &warnings);
    fputs(rmx_text_string(&text), stdout);
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
