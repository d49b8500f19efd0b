// SPDX-License-Identifier: GPL-3.0-or-later
// remontage ledger: which source holds which part of the picture, as a table and as files; and
// what was ever shown.
#include "app/interrupt.h"
#include "app/ledger_all.h"
#include "app/ledger_measure.h"
#include "app/ledger_table.h"
#include "app/open.h"
#include "app/set.h"
#include "base/file.h"
#include "write/sequence.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool is_stdout(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

static int check_options(const struct rmx_options *options)
{
    const char *output = options->output;
    if (options->frame.given + options->time.given + options->frames.given > 1) {
        rmx_complain("--frame, --time and --frames exclude each other");
        return RMX_EXIT_USAGE;
    }
    if (output && !is_stdout(output) && rmx_ledger_format_from_path(output) == RMX_LEDGER_UNKNOWN) {
        rmx_complain("'%s' ends like no file of a ledger: %s", output, rmx_ledger_endings());
        return RMX_EXIT_USAGE;
    }
    if (output && rmx_ledger_format_from_path(output) != RMX_LEDGER_EXR &&
        rmx_sequence_is_pattern(output)) {
        rmx_complain("'%s' has a number's place, which is for .exr alone: another file is of the "
                     "whole span",
                     output);
        return RMX_EXIT_USAGE;
    }
    if (options->frames.given && output && rmx_ledger_format_from_path(output) == RMX_LEDGER_EXR &&
        !rmx_sequence_is_pattern(output)) {
        rmx_complain("--frames wants the number's place in -o, a Cryptomatte being of one frame: "
                     "mattes/%%05d.exr");
        return RMX_EXIT_USAGE;
    }
    return RMX_EXIT_OK;
}

// All that can be known of the output before anything is measured.
static int check_folder(const struct rmx_options *options)
{
    const char *output = options->output ? options->output : "x";
    const char *folder = rmx_path_folder(options->arena, output);
    if (is_stdout(output) || access(folder, W_OK | X_OK) == 0)
        return RMX_EXIT_OK;
    rmx_complain("cannot write into %s: %s", folder, strerror(errno));
    return RMX_EXIT_WRITE;
}

// The scene's name, in the current folder.
static const char *default_name(const struct rmx_options *options)
{
    const char *scene = options->arguments.items[0];
    return is_stdout(scene) ? "scene" : rmx_path_stem(options->arena, scene);
}

static void print_json(const struct rmx_ledger_job *job)
{
    struct rmx_text text = {0};
    rmx_ledger_json(&text, &job->report);
    rmx_print_json(stdout, rmx_text_string(&text));
    rmx_text_finish(&text);
}

static int write_files(struct rmx_ledger_job *job)
{
    const char *output = job->options->output;
    if (is_stdout(output)) {
        print_json(job);
        return RMX_EXIT_OK;
    }
    if (!output || !job->options->quiet) // else the file is all of the answer
        rmx_ledger_print(&job->report);
    if (!output)
        return rmx_ledger_write_all(job, default_name(job->options));
    return rmx_ledger_write_one(job, output);
}

static int measure(const struct rmx_options *options)
{
    struct rmx_settings settings = rmx_settings_of(options, options->arguments.items[0]);
    struct rmx_ledger_job job = {.options = options, .settings = &settings};
    if (!rmx_set_read(options, &settings))
        return RMX_EXIT_USAGE;
    int code = rmx_ledger_measure(&job);
    if (code == RMX_EXIT_OK)
        code = write_files(&job);
    rmx_ledger_finish(&job);
    return code;
}

int rmx_command_ledger(const struct rmx_options *options)
{
    if (rmx_asks_exhibition(options))
        return rmx_app_exhibition(options);
    int code = check_options(options);
    if (code == RMX_EXIT_OK)
        code = check_folder(options);
    if (code != RMX_EXIT_OK)
        return code;
    rmx_interrupt_survive_writes();
    rmx_interrupt_watch();
    return measure(options);
}
