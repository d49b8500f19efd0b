// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/list_formats.h"

#include "app/command.h"
#include "base/formats.h"
#include "write/still.h"

#include <stdio.h>
#include <string.h>

// Some of the format's endings are written.
static bool is_written(struct rmx_arena *arena, const struct rmx_file_format *format)
{
    char *endings = rmx_arena_copy(arena, format->endings), *ending;
    while ((ending = strsep(&endings, " ")))
        if (*ending &&
            rmx_still_format_from_path(rmx_arena_printf(arena, "x%s", ending)) != RMX_STILL_UNKNOWN)
            return true;
    return false;
}

static void print_read(struct rmx_arena *arena, const struct rmx_file_format *format)
{
    rmx_print(stdout, "  %-10s %-28s %s\n", format->name, format->endings,
              is_written(arena, format) ? "read, written" : "read");
}

static void print_other(struct rmx_arena *arena, const struct rmx_file_format *format)
{
    char *ending = rmx_arena_copy(arena, format->endings);
    ending[strcspn(ending, " ")] = '\0';
    const char *path = rmx_arena_printf(arena, "in%s", ending);
    rmx_print(stdout, "  %-24s %s\n", format->name, rmx_format_command(arena, format, path));
}

int rmx_print_formats(void)
{
    struct rmx_arena *arena = rmx_arena_create();
    int count;
    const struct rmx_file_format *formats = rmx_formats(&count);
    rmx_print(stdout, "pictures\n");
    for (int i = 0; i < count; i++)
        if (formats[i].kind == RMX_FORMAT_READ)
            print_read(arena, &formats[i]);
    rmx_print(stdout, "not read; what makes a picture of them\n");
    for (int i = 0; i < count; i++)
        if (formats[i].convert)
            print_other(arena, &formats[i]);
    rmx_arena_destroy(arena);
    return RMX_EXIT_OK;
}
