// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/library.h"

#include "base/names.h"
#include "base/texts.h"
#include "glsl/foreign.h"

#include <string.h>

enum { MOST_BYTES = 1024 * 1024, DEEPEST = 32 };

struct rmx_libraries {
    struct rmx_arena *arena;
    const char *builtin;
    struct rmx_names known; // real path and the path as written, to item
    const struct rmx_library **items;
    int count;
    int depth;
};

struct place {
    struct rmx_libraries *libraries;
    const char *folder, *above; // real paths; NULL: none
};

static bool leaves_folder(const char *path)
{
    const char *up = strstr(path, "..");
    return *path == '/' || (up && (up[2] == '/' || !up[2]) && (up == path || up[-1] == '/'));
}

// The real path of the file below `root`; NULL where there is none or a link leads out.
static const char *look_in(struct rmx_arena *arena, const char *root, const char *path)
{
    const char *real = root ? rmx_texts_real(arena, rmx_path_join(arena, root, path)) : NULL;
    bool there = real && rmx_path_is_below(real, root) && rmx_texts_check(real) == RMX_FILE_OK;
    return there ? real : NULL;
}

// What the library itself includes, for the planner's list; a circle ends at the file that is open.
static void read_includes(const struct rmx_include_finder *finder, struct rmx_library *library)
{
    struct place *place = finder->data;
    struct rmx_libraries *libraries = place->libraries;
    if (libraries->depth >= DEEPEST)
        return;
    libraries->depth++;
    const struct rmx_tokens tokens = library->tokens;
    const struct rmx_library **includes = NULL, *next;
    for (int i = 0; (next = rmx_include_next(libraries->arena, &tokens, &i, finder));)
        *RMX_PUSH(libraries->arena, &includes, &library->library_count) = next;
    library->libraries = includes;
    libraries->depth--;
}

static const struct rmx_library *read_library(const struct rmx_include_finder *finder,
                                              const char *key, const char *real, const char *path)
{
    struct rmx_libraries *libraries = ((struct place *)finder->data)->libraries;
    struct rmx_arena *arena = libraries->arena;
    struct rmx_source_text *source = RMX_NEW(arena, struct rmx_source_text, 1);
    char *text;
    if (rmx_texts_read(arena, real, MOST_BYTES, &text, &source->length) != RMX_FILE_OK)
        return NULL;
    source->name = real;
    source->text = text;
    struct rmx_library *library = RMX_NEW(arena, struct rmx_library, 1);
    library->path = rmx_arena_copy(arena, path);
    library->source = source;
    if (!libraries->builtin || !rmx_path_is_below(real, libraries->builtin))
        rmx_foreign_read(arena, library);
    library->tokens = rmx_lex(arena, text, source->length); // many effects include the same one
    rmx_names_put(&libraries->known, key, strlen(key), libraries->count);
    *RMX_PUSH(arena, &libraries->items, &libraries->count) = library;
    read_includes(finder, library);
    return library;
}

static const struct rmx_library *find(void *data, const char *path)
{
    struct place *place = data;
    struct rmx_libraries *libraries = place->libraries;
    if (leaves_folder(path))
        return NULL;
    const char *real = look_in(libraries->arena, libraries->builtin, path);
    if (!real)
        real = look_in(libraries->arena, place->folder, path);
    if (!real)
        real = look_in(libraries->arena, place->above, path);
    if (!real)
        return NULL;
    // The path as written is how lines and libraries are told together, so it makes a library its
    // own.
    const char *key = rmx_arena_printf(libraries->arena, "%s\n%s", real, path);
    int known = rmx_names_get(&libraries->known, key, strlen(key));
    struct rmx_include_finder finder = {.find = find, .data = place};
    return known >= 0 ? libraries->items[known] : read_library(&finder, key, real, path);
}

struct rmx_libraries *rmx_libraries_create(struct rmx_arena *arena, const char *builtin)
{
    struct rmx_libraries *libraries = RMX_NEW(arena, struct rmx_libraries, 1);
    *libraries =
        (struct rmx_libraries){.arena = arena, .builtin = builtin, .known = {.arena = arena}};
    return libraries;
}

struct rmx_include_finder rmx_libraries_finder(struct rmx_libraries *libraries, const char *folder,
                                               const char *above)
{
    struct place *place = RMX_NEW(libraries->arena, struct place, 1);
    place->libraries = libraries;
    place->folder = rmx_texts_real(libraries->arena, folder);
    place->above = above;
    return (struct rmx_include_finder){.find = find, .data = place};
}
