// SPDX-License-Identifier: GPL-3.0-or-later
// remontage sweep: every effect below some folders, drawn on a test picture, a line each.
#include "app/contact_sheet.h"
#include "app/sweep_workers.h"
#include "base/file.h"
#include "catalog/folders.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const verdict_names[] = {"drawn", "unchanged", "not yet", "blank", "failed"};

struct sweep {
    const struct rmx_options *options;
    struct rmx_sheet *sheet; // NULL: none
    const char **files;
    const char **names; // without folder and ending
    int count;
    int counts[RMX_SWEPT_VERDICTS];
    int width; // of the longest name
};

static void print_line(const struct sweep *sweep, const char *name, const struct rmx_swept *it)
{
    printf("%-*s  %-9s  %2d  %3d  %6.0f  %s\n", sweep->width, name, verdict_names[it->verdict],
           it->passes, it->gl_errors, it->ms, it->why);
    fflush(stdout);
}

static void list_files(struct sweep *sweep, const struct rmx_found *found)
{
    struct rmx_arena *arena = sweep->options->arena;
    sweep->count = found->count;
    sweep->files = RMX_NEW(arena, const char *, found->count);
    sweep->names = RMX_NEW(arena, const char *, found->count);
    for (int i = 0; i < found->count; i++) {
        sweep->files[i] = found->files[i].path;
        sweep->names[i] = rmx_path_stem(arena, found->files[i].path);
        int length = (int)strlen(sweep->names[i]);
        sweep->width = length > sweep->width ? length : sweep->width;
    }
}

static void print_end(const struct sweep *sweep, const struct rmx_workers_usage *usage)
{
    printf("%d effects:", sweep->count);
    for (int i = 0; i < RMX_SWEPT_VERDICTS; i++)
        printf("%s %d %s", i ? "," : "", sweep->counts[i], verdict_names[i]);
    printf("\n%d process%s, after the first and the last: %ld and %ld MiB, GL objects %d and %d\n",
           usage->workers, usage->workers == 1 ? "" : "es", usage->first_mib, usage->last_mib,
           usage->first_objects, usage->last_objects);
}

static int sweep_all(struct sweep *sweep, const struct rmx_list *allow, const char *folder)
{
    struct rmx_workers_usage usage;
    const struct rmx_sweeper_params params = {.options = sweep->options, .allow = allow};
    struct rmx_workers *pool = rmx_workers_create(&params, sweep->files, sweep->count, folder);
    if (!pool)
        return RMX_EXIT_FAILED;
    printf("%-*s  %-9s  passes GL errors, ms\n", sweep->width, "effect", "");
    int code = RMX_EXIT_FAILED, i = 0;
    for (; i < sweep->count && rmx_workers_wait(pool, i, &code); i++) {
        const struct rmx_swept *swept = rmx_workers_swept(pool, i);
        print_line(sweep, sweep->names[i], swept);
        sweep->counts[swept->verdict]++;
        if (sweep->sheet)
            rmx_sheet_add(sweep->sheet, sweep->names[i], rmx_workers_pixels(pool, i));
    }
    rmx_workers_destroy(pool, &usage);
    if (i < sweep->count)
        return code;
    print_end(sweep, &usage);
    return sweep->counts[RMX_SWEPT_BLANK] + sweep->counts[RMX_SWEPT_FAILED] ? RMX_EXIT_FAILED
                                                                            : RMX_EXIT_OK;
}

static int sweep_onto_sheet(struct sweep *sweep, const struct rmx_list *allow, const char *folder)
{
    char why[256];
    const char *file = sweep->options->sheet;
    if (file)
        sweep->sheet = rmx_sheet_create(sweep->count, RMX_SWEEP_WIDTH, RMX_SWEEP_HEIGHT);
    int code = sweep_all(sweep, allow, folder);
    bool swept = sweep->counts[0] + sweep->counts[1] + sweep->counts[2] + sweep->counts[3] +
                 sweep->counts[4];
    if (sweep->sheet && swept && !rmx_sheet_write(sweep->sheet, file, why, sizeof(why))) {
        rmx_complain("%s", why);
        code = RMX_EXIT_WRITE;
    }
    rmx_sheet_destroy(sweep->sheet);
    return code;
}

// False: a folder that is not there, or holds nothing, which is said.
static bool find_files(const struct rmx_options *options, struct rmx_found *found)
{
    for (int i = 0; i < options->arguments.count; i++) {
        int before = found->count;
        const char *folder = rmx_path_real(options->arena, options->arguments.items[i]);
        if (folder)
            rmx_folders_find(options->arena, folder, true, found);
        if (found->count == before) {
            rmx_complain("no effects below '%s'", options->arguments.items[i]);
            return false;
        }
    }
    return true;
}

int rmx_command_sweep(const struct rmx_options *options)
{
    struct rmx_found found = {0};
    if (!find_files(options, &found))
        return RMX_EXIT_INPUT;
    const char *base = getenv("TMPDIR");
    char *folder =
        rmx_arena_printf(options->arena, "%s/remontage-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(folder)) {
        rmx_complain("cannot make a folder in %s", base && *base ? base : "/tmp");
        return RMX_EXIT_WRITE;
    }
    struct sweep sweep = {.options = options};
    struct rmx_list allow = {0};
    for (int i = 0; i < options->arguments.count; i++)
        *RMX_PUSH(options->arena, &allow.items, &allow.count) = options->arguments.items[i];
    list_files(&sweep, &found);
    int code = sweep_onto_sheet(&sweep, &allow, folder);
    rmdir(folder);
    return code;
}
