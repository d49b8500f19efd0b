// SPDX-License-Identifier: GPL-3.0-or-later
// remontage render: one frame, or a run of frames, to files.
#include "app/frames.h"
#include "app/interrupt.h"
#include "app/open.h"
#include "app/sequence.h"
#include "app/timings.h"
#include "base/clock.h"
#include "base/file.h"
#include "write/sequence.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_stdout(const char *path)
{
    return strcmp(path, "-") == 0;
}

// The scene's name with .png, in the current folder.
static const char *default_output(const struct rmx_options *options)
{
    const char *scene = options->arguments.items[0];
    return is_stdout(scene)
               ? "scene.png"
               : rmx_arena_printf(options->arena, "%s.png", rmx_path_stem(options->arena, scene));
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
    if (options->frames.given && !rmx_sequence_is_pattern(options->output)) {
        rmx_complain("--frames wants the number's place in -o: frames/%%05d.png");
        return RMX_EXIT_USAGE;
    }
    return RMX_EXIT_OK;
}

// All that can be known of the output before anything is drawn.
static int check_output(const struct rmx_options *options)
{
    const char *output = options->output;
    if (rmx_still_format_from_path(output) == RMX_STILL_UNKNOWN) {
        rmx_complain("'%s' ends like no format that is written here: %s", output,
                     rmx_still_endings());
        return RMX_EXIT_USAGE;
    }
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

static bool is_same_file(const struct rmx_options *options, const char *a, const char *b)
{
    const char *real_a = rmx_path_real(options->arena, a);
    const char *real_b = rmx_path_real(options->arena, b);
    return real_a && real_b && strcmp(real_a, real_b) == 0;
}

// A picture is never written over one of those that it is made of.
static bool spares_inputs(const struct rmx_options *options, const struct rmx_scene *scene)
{
    const char *output = options->output;
    bool spares = true;
    for (int i = 0; spares && i < scene->file_count; i++)
        spares = !is_same_file(options, output, scene->files[i]);
    for (int i = 0; spares && i < scene->source_count; i++)
        spares = !scene->sources[i].path || !is_same_file(options, output, scene->sources[i].path);
    if (!spares)
        rmx_complain("'%s' is an input of this picture; say another name with -o", output);
    return spares;
}

static int write_still(const struct rmx_options *options, struct rmx_frames *frames,
                       double *encode_ms)
{
    const char *output = options->output;
    const struct rmx_still_params params = rmx_still_params_of(options);
    long long frame = options->time.given ? llround(options->time.value * frames->moment.fps)
                                          : (long long)options->frame.value;
    void *pixels = malloc(rmx_frames_bytes(frames));
    char why[256] = "not enough memory";
    int code = RMX_EXIT_FAILED;
    if (pixels && rmx_frames_draw(frames, frame, pixels) && !rmx_interrupt_asked()) {
        struct rmx_picture picture = rmx_frames_picture(frames, pixels);
        double from_ms = rmx_clock_ms();
        bool written = rmx_still_write(output, &picture, &params, why, sizeof(why));
        *encode_ms = rmx_clock_ms() - from_ms;
        code = written ? RMX_EXIT_OK : RMX_EXIT_WRITE;
    }
    free(pixels);
    if (rmx_interrupt_asked() && code != RMX_EXIT_OK)
        return RMX_EXIT_SIGNAL + rmx_interrupt_asked();
    if (code == RMX_EXIT_OK && !is_stdout(output))
        rmx_say(options, "wrote %s, %d x %d", output, frames->moment.width, frames->moment.height);
    else if (code == RMX_EXIT_WRITE)
        rmx_complain("%s", why);
    else if (code == RMX_EXIT_FAILED)
        rmx_complain("the picture could not be drawn");
    return code;
}

static int render(const struct rmx_options *options, struct rmx_generation *generation,
                  double began_ms)
{
    struct rmx_frames frames;
    double encode_ms = 0;
    if (!spares_inputs(options, generation->scene))
        return RMX_EXIT_WRITE;
    int code = RMX_EXIT_USAGE;
    if (rmx_frames_init(&frames, generation, options))
        code = options->frames.given ? rmx_write_frames(options, &frames, &encode_ms)
                                     : write_still(options, &frames, &encode_ms);
    if (code == RMX_EXIT_OK && options->timings)
        rmx_print_timings(&frames, encode_ms, rmx_clock_ms() - began_ms);
    rmx_frames_finish(&frames);
    return code;
}

int rmx_command_render(const struct rmx_options *given)
{
    double began_ms = rmx_clock_ms();
    struct rmx_options options = *given;
    if (!options.output)
        options.output = default_output(&options);
    int code = check_options(&options);
    if (code == RMX_EXIT_OK)
        code = check_output(&options);
    if (code != RMX_EXIT_OK)
        return code;
    rmx_interrupt_watch();
    struct rmx_generation *generation;
    code = rmx_open(&options, options.arguments.items[0], RMX_LOAD_RENDERER, NULL, &generation);
    if (code == RMX_EXIT_OK)
        code = render(&options, generation, began_ms);
    rmx_generation_destroy(generation);
    return code;
}
