// SPDX-License-Identifier: GPL-3.0-or-later
// remontage render: one frame, or a run of frames, to files.
#include "app/credits.h"
#include "app/files.h"
#include "app/interrupt.h"
#include "app/ledger_measure.h"
#include "app/many.h"
#include "app/open.h"
#include "app/replay.h"
#include "app/set.h"
#include "app/timings.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/formats.h"
#include "share/survey.h"
#include "write/sequence.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static bool is_stdout(const char *path)
{
    return strcmp(path, "-") == 0;
}

// The scene's name with .png, in the current folder.
static const char *default_output(const struct rmx_options *options)
{
    const char *scene = options->replay ? options->replay : options->arguments.items[0];
    return is_stdout(scene)
               ? "scene.png"
               : rmx_arena_printf(options->arena, "%s.png", rmx_path_stem(options->arena, scene));
}

static bool makes_film(const char *output)
{
    const struct rmx_file_format *format = rmx_format_of_name(output);
    return format && format->kind == RMX_FORMAT_FILM;
}

// One file for a run of frames; a percent was meant for a number.
static bool plays(const char *output)
{
    return rmx_still_format_from_path(output) == RMX_STILL_PNG && !strchr(output, '%');
}

// What an output that cannot be written could be instead.
static void complain_ending(const char *output)
{
    if (makes_film(output))
        rmx_complain("films are ffmpeg's: --frames 0-299 -o - | ffmpeg -f image2pipe -framerate 30 "
                     "-i - -pix_fmt yuv420p '%s'",
                     output);
    else
        rmx_complain("'%s' ends like no format that is written here: %s", output,
                     rmx_still_endings());
}

// Fewer bits than were asked for are said.
static void tell_of_depth(const struct rmx_options *options)
{
    static const int bits[] = {
        [RMX_PIXELS_RGBA8] = 8, [RMX_PIXELS_RGBA16] = 16, [RMX_PIXELS_RGBA32F] = 32};
    int depth = options->depth.given ? (int)options->depth.value : 8;
    int held = bits[rmx_still_picture_format(rmx_still_format_from_path(options->output), depth)];
    if (held < depth)
        rmx_say(options,
                "'%s' holds %d bits a channel, fewer than --depth %d: png holds 16, tif 32",
                options->output, held, depth);
}

static int check_options(const struct rmx_options *options)
{
    if (options->frame.given + options->time.given + options->frames.given > 1) {
        rmx_complain("--frame, --time and --frames exclude each other");
        return RMX_EXIT_USAGE;
    }
    if (options->skip_existing && !options->frames.given) {
        rmx_complain("--skip-existing goes with --frames");
        return RMX_EXIT_USAGE;
    }
    if (options->commercial && !options->credits) {
        rmx_complain("--commercial goes with --credits");
        return RMX_EXIT_USAGE;
    }
    if (options->ledger_size.given && !options->ledger) {
        rmx_complain("--ledger-size goes with --ledger");
        return RMX_EXIT_USAGE;
    }
    double ground[4];
    if (options->ground && !rmx_color_read(options->ground, ground)) {
        rmx_complain("--ground wants a colour: a CSS name or '#rrggbb'; '%s' is none",
                     options->ground);
        return RMX_EXIT_USAGE;
    }
    if (options->ground && ground[3] < 1) {
        rmx_complain("--ground wants a colour that covers; '%s' lets light through",
                     options->ground);
        return RMX_EXIT_USAGE;
    }
    if (!rmx_provenance_check(options))
        return RMX_EXIT_USAGE;
    if (options->frames.given && !is_stdout(options->output) && !makes_film(options->output) &&
        !rmx_sequence_is_pattern(options->output) && !plays(options->output)) {
        rmx_complain("--frames wants the number's place in -o: frames/%%05d.png; a .png without it "
                     "plays them all, - is for a pipe");
        return RMX_EXIT_USAGE;
    }
    return RMX_EXIT_OK;
}

// All that can be known of the output before anything is drawn.
static int check_output(const struct rmx_options *options)
{
    const char *output = options->output;
    if (rmx_still_format_from_path(output) == RMX_STILL_UNKNOWN) {
        complain_ending(output);
        return RMX_EXIT_USAGE;
    }
    tell_of_depth(options);
    if (is_stdout(output) && isatty(STDOUT_FILENO)) {
        rmx_complain("a picture is nothing for a terminal; send -o - to a file or a program");
        return RMX_EXIT_USAGE;
    }
    const char *folder = rmx_path_folder(options->arena, output);
    if (is_stdout(output) || access(folder, W_OK | X_OK) == 0)
        return RMX_EXIT_OK;
    rmx_complain("cannot write '%s': %s: %s", output, folder, strerror(errno));
    return RMX_EXIT_WRITE;
}

static int draw(const struct rmx_options *options, struct rmx_player *player,
                struct rmx_render_meter *meter, double began_ms)
{
    const struct rmx_generation *generation = player->generation;
    const struct rmx_beside beside = {
        .reveal = rmx_render_reveal_create(options, generation, meter),
        .exhibit = rmx_exhibit_begin(options, generation, meter),
        .provenance = rmx_provenance_create(options, generation, meter),
    };
    double encode_ms = 0;
    int code = options->frames.given ? rmx_write_frames(options, player, &beside, &encode_ms)
                                     : rmx_write_still(options, player, &beside, &encode_ms);
    if (code == RMX_EXIT_OK)
        code = rmx_provenance_write(beside.provenance);
    if (code == RMX_EXIT_OK && options->timings)
        rmx_print_timings(player, meter, encode_ms, rmx_clock_ms() - began_ms);
    rmx_provenance_destroy(beside.provenance);
    rmx_exhibit_end(beside.exhibit);
    rmx_render_reveal_destroy(beside.reveal);
    return code;
}

// With the shares and auras that the scene reads.
static int play(const struct rmx_options *options, struct rmx_generation *generation,
                struct rmx_render_meter *meter, double began_ms)
{
    const struct rmx_survey_params params = {.generation = generation};
    bool failed;
    struct rmx_survey *survey = rmx_survey_create(&params, &failed);
    if (failed) {
        rmx_complain("the shares that '%s' reads cannot be measured", generation->settings.scene);
        return RMX_EXIT_FAILED;
    }
    struct rmx_player *player = rmx_player_create(generation);
    rmx_survey_feed(survey, player);
    int code = draw(options, player, meter, began_ms);
    rmx_survey_destroy(survey);
    rmx_tell_loops(options, generation);
    rmx_player_destroy(player);
    return code;
}

// Beside the output: print.ledger.json for print.png. Of a sequence by the scene's name.
static const char *ledger_name(const struct rmx_options *options)
{
    const char *scene = options->arguments.items[0], *output = options->output;
    const char *stem = is_stdout(scene) ? "scene" : rmx_path_stem(options->arena, scene);
    if (!is_stdout(output) && !options->frames.given)
        stem = rmx_path_stem(options->arena, output);
    return is_stdout(output)
               ? stem
               : rmx_path_join(options->arena, rmx_path_folder(options->arena, output), stem);
}

static int write_ledger(const struct rmx_options *options, const struct rmx_settings *settings,
                        struct rmx_render_meter *meter)
{
    struct rmx_ledger_job job = {
        .options = options, .settings = settings, .lent = rmx_render_meter_lend(meter)};
    int code = rmx_ledger_measure(&job);
    if (code == RMX_EXIT_OK)
        code = rmx_ledger_write_all(&job, ledger_name(options));
    rmx_ledger_finish(&job);
    return code;
}

// The picture, and the files that go with it.
static int write_files(const struct rmx_options *options, const struct rmx_settings *settings,
                       struct rmx_generation *generation, double began_ms)
{
    struct rmx_render_meter *meter = rmx_render_meter_create(options, generation);
    int code = play(options, generation, meter, began_ms);
    if (code == RMX_EXIT_OK && options->credits)
        code = rmx_write_credits(options, generation->scene);
    if (code == RMX_EXIT_OK && options->ledger)
        code = write_ledger(options, settings, meter);
    rmx_render_meter_destroy(meter);
    return code;
}

// No evening is heard here.
static void tell_of_silence(const struct rmx_options *options, const struct rmx_scene *scene)
{
    if (scene->sound.kind >= RMX_SOUND_INPUT && rmx_scene_listens(scene))
        rmx_say(
            options,
            "%s hears %s, which is silent in a file: live --record FILE keeps an evening, render "
            "--replay FILE draws it",
            scene->path, scene->sound.kind == RMX_SOUND_INPUT ? "an input" : "a monitor");
}

static int render(const struct rmx_options *options, double began_ms)
{
    struct rmx_settings settings = rmx_settings_of(options, options->arguments.items[0]);
    struct rmx_generation *generation;
    if (!rmx_set_read(options, &settings))
        return RMX_EXIT_USAGE;
    int code = rmx_open(options, &settings, RMX_LOAD_RENDERER, NULL, &generation);
    if (code == RMX_EXIT_OK && !(rmx_set_check(&settings, generation->scene) &&
                                 rmx_ledger_check_size(options, generation->scene) &&
                                 rmx_crop_fits(options, generation->width, generation->height)))
        code = RMX_EXIT_USAGE;
    if (code == RMX_EXIT_OK)
        tell_of_silence(options, generation->scene);
    if (code == RMX_EXIT_OK)
        code = write_files(options, &settings, generation, began_ms);
    rmx_generation_destroy(generation);
    return code;
}

static int draw_one(const struct rmx_options *given)
{
    double began_ms = rmx_clock_ms();
    struct rmx_options options = *given;
    if (!options.output)
        options.output = default_output(&options);
    int code = options.replay ? RMX_EXIT_OK : check_options(&options);
    if (code == RMX_EXIT_OK)
        code = check_output(&options);
    if (code != RMX_EXIT_OK)
        return code;
    rmx_interrupt_survive_writes();
    return options.replay ? rmx_render_replay(&options) : render(&options, began_ms);
}

int rmx_command_render(const struct rmx_options *options)
{
    if (options->from.given + options->to.given > 0 && !options->replay) {
        rmx_complain("--from and --to go with --replay; of a scene it is --frames");
        return RMX_EXIT_USAGE;
    }
    return options->replay ? draw_one(options) : rmx_render_many(options, draw_one);
}
