// SPDX-License-Identifier: GPL-3.0-or-later
// remontage sweep: every effect below some folders, drawn on a test picture, a line each.
#include "app/contact_sheet.h"
#include "app/sweep_report.h"
#include "base/file.h"
#include "base/roots.h"
#include "catalog/folders.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct sweep {
    const struct rmx_options *options;
    struct rmx_sheet *sheet; // NULL: none
    struct rmx_baseline *baseline;
    const char **files;
    const char **names; // without folder and ending
    const char **known; // below the folder, with its name
    int count;
    int width; // of the longest name
    bool has_swept;
};

// One that was found below a folder, whose real path that is.
static void add_file(struct sweep *sweep, const char *path, const char *folder)
{
    struct rmx_arena *arena = sweep->options->arena;
    int i = sweep->count++;
    const char *below = path + strlen(folder) + (strcmp(folder, "/") != 0);
    sweep->files[i] = path;
    sweep->names[i] = rmx_path_stem(arena, path);
    sweep->known[i] = rmx_path_join(arena, rmx_path_file(folder), below);
    int length = (int)strlen(sweep->names[i]);
    sweep->width = length > sweep->width ? length : sweep->width;
}

static int sweep_all(struct sweep *sweep, const struct rmx_list *allow, const char *folder)
{
    struct rmx_workers_usage usage;
    const struct rmx_sweeper_params params = {.options = sweep->options, .allow = allow};
    struct rmx_workers *pool = rmx_workers_create(&params, sweep->files, sweep->count, folder);
    if (!pool)
        return RMX_EXIT_FAILED;
    struct rmx_sweep_report *report =
        rmx_sweep_report_begin(sweep->options, sweep->baseline, sweep->width);
    int code = RMX_EXIT_FAILED, i = 0;
    for (; i < sweep->count && rmx_workers_wait(pool, i, &code); i++) {
        rmx_sweep_report_add(report, sweep->names[i], sweep->known[i], rmx_workers_swept(pool, i));
        sweep->has_swept = true;
        if (sweep->sheet)
            rmx_sheet_add(sweep->sheet, sweep->names[i], rmx_workers_pixels(pool, i));
    }
    rmx_workers_destroy(pool, &usage);
    return i < sweep->count ? code : rmx_sweep_report_end(report, &usage);
}

static int sweep_onto_sheet(struct sweep *sweep, const struct rmx_list *allow, const char *folder)
{
    char why[256];
    const char *file = sweep->options->sheet;
    if (file)
        sweep->sheet = rmx_sheet_create(sweep->count, RMX_SWEEP_WIDTH, RMX_SWEEP_HEIGHT);
    int code = sweep_all(sweep, allow, folder);
    if (sweep->sheet && sweep->has_swept &&
        !rmx_sheet_write(sweep->sheet, file, why, sizeof(why))) {
        rmx_complain("%s", why);
        code = RMX_EXIT_WRITE;
    }
    rmx_sheet_destroy(sweep->sheet);
    return code;
}

// Room for `count` more.
static void make_room(struct sweep *sweep, int count)
{
    struct rmx_arena *arena = sweep->options->arena;
    const char ***lists[] = {&sweep->files, &sweep->names, &sweep->known};
    for (int i = 0; i < 3; i++) {
        const char **list = RMX_NEW(arena, const char *, sweep->count + count);
        for (int k = 0; k < sweep->count; k++)
            list[k] = (*lists[i])[k];
        *lists[i] = list;
    }
}

// False: a folder that is not there, or holds nothing, which is said.
static bool find_files(struct sweep *sweep)
{
    const struct rmx_options *options = sweep->options;
    for (int i = 0; i < options->arguments.count; i++) {
        struct rmx_found found = {0};
        const char *folder = rmx_path_real(options->arena, options->arguments.items[i]);
        rmx_roots_add(folder);
        if (folder)
            rmx_folders_find(options->arena, folder, true, folder, &found);
        if (!found.count) {
            rmx_complain("no effects below '%s'", options->arguments.items[i]);
            return false;
        }
        make_room(sweep, found.count);
        for (int k = 0; k < found.count; k++)
            add_file(sweep, found.files[k].path, folder);
    }
    return true;
}

int rmx_command_sweep(const struct rmx_options *options)
{
    struct sweep sweep = {.options = options};
    if (!find_files(&sweep))
        return RMX_EXIT_INPUT;
    if (options->baseline) {
        sweep.baseline = rmx_baseline_read(options->arena, options->baseline);
        if (!sweep.baseline)
            return RMX_EXIT_INPUT;
    }
    const char *base = getenv("TMPDIR");
    char *folder =
        rmx_arena_printf(options->arena, "%s/remontage-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(folder)) {
        rmx_complain("cannot make a folder in %s", base && *base ? base : "/tmp");
        return RMX_EXIT_WRITE;
    }
    struct rmx_list allow = {0};
    for (int i = 0; i < options->arguments.count; i++)
        *RMX_PUSH(options->arena, &allow.items, &allow.count) = options->arguments.items[i];
    int code = sweep_onto_sheet(&sweep, &allow, folder);
    rmdir(folder);
    return code;
}
