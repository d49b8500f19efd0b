// SPDX-License-Identifier: GPL-3.0-or-later
// A program of its own, for `cmake --install`: writes the built-in effects as plain ISF, what they
// include put in its place, so that every other ISF host can read the installed files.
#include "base/file.h"
#include "catalog/catalog.h"
#include "catalog/folders.h"
#include "isf/inline.h"

#include <stdio.h>
#include <string.h>

static bool write_plain(struct rmx_catalog *catalog, struct rmx_errors *errors, const char *from,
                        const char *to)
{
    const struct rmx_effect *effect = rmx_catalog_load(catalog, from, errors);
    if (!effect)
        return false;
    const char *text = rmx_effect_inline(errors->arena, effect);
    return rmx_make_folders(rmx_path_folder(errors->arena, to)) &&
           rmx_file_write(to, text, strlen(text));
}

// FROM TO: the effects below the one folder, to the same places below the other.
int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    const struct rmx_catalog_params params = {0};
    struct rmx_catalog *catalog = rmx_catalog_create(&params);
    struct rmx_found found = {0};
    int failed = 0;
    rmx_folders_find(arena, argv[1], true, NULL, &found);
    for (int i = 0; i < found.count; i++) {
        const char *from = found.files[i].path;
        const char *to = rmx_arena_printf(arena, "%s%s", argv[2], from + strlen(argv[1]));
        if (write_plain(catalog, &errors, from, to))
            continue;
        fprintf(stderr, "%s could not be written\n", to);
        failed++;
    }
    rmx_catalog_destroy(catalog);
    rmx_arena_destroy(arena);
    return failed || found.count == 0;
}
