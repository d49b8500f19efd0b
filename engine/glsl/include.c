// SPDX-License-Identifier: GPL-3.0-or-later
#include "glsl/include.h"

#include "base/names.h"
#include "base/place.h"
#include "glsl/code.h"
#include "glsl/stores.h"

#include <string.h>

enum { DEEPEST_INCLUDE = 32, MOST_LINES = 256, OPEN = 0, DONE = 1 };

bool rmx_include_at(const struct rmx_tokens *tokens, int hash, const char **path, int *length,
                    int *last)
{
    int i = hash + 1;
    if (tokens->items[hash].kind != RMX_TOKEN_HASH)
        return false;
    const struct rmx_token *word = rmx_directive_next(tokens, &i);
    if (!word || !rmx_token_is(word, "include"))
        return false;
    for (*last = i - 1; *last + 1 < tokens->count && tokens->items[*last + 1].in_directive;)
        (*last)++;
    const struct rmx_token *end = &tokens->items[*last];
    const char *stop = end->text + end->length, *at = word->text + word->length;
    const char *open = memchr(at, '"', (size_t)(stop - at));
    const char *close = open ? memchr(open + 1, '"', (size_t)(stop - open - 1)) : NULL;
    *path = close && close > open + 1 ? open + 1 : NULL;
    *length = *path ? (int)(close - *path) : 0;
    return true;
}

const struct rmx_library *rmx_include_next(struct rmx_arena *arena, const struct rmx_tokens *tokens,
                                           int *i, const struct rmx_include_finder *finder)
{
    for (; *i < tokens->count; (*i)++) {
        const char *path;
        int length, last;
        if (!rmx_include_at(tokens, *i, &path, &length, &last) || !path || !finder)
            continue;
        const struct rmx_library *library =
            finder->find(finder->data, rmx_arena_copy_n(arena, path, (size_t)length));
        if (!library)
            continue;
        *i = last + 1;
        return library;
    }
    return NULL;
}

struct rmx_tokens rmx_library_tokens(struct rmx_arena *arena, const struct rmx_library *library)
{
    return library->tokens.count ? library->tokens
                                 : rmx_lex(arena, library->source->text, library->source->length);
}

struct walk {
    struct rmx_arena *arena;
    const struct rmx_include_finder *finder;
    struct rmx_errors *errors;
    struct rmx_names states; // path to OPEN or DONE
    const struct rmx_library **libraries;
    int count;
    int lines; // #include lines so far, all files together
};

static void walk_file(struct walk *walk, const struct rmx_source_text *source,
                      const struct rmx_tokens *tokens, int depth);

static void visit(struct walk *walk, struct rmx_span place, const char *path, int depth)
{
    size_t length = strlen(path);
    int state = rmx_names_get(&walk->states, path, length);
    if (state == DONE)
        return;
    if (state == OPEN || depth >= DEEPEST_INCLUDE) {
        rmx_errors_add(walk->errors, place, state == OPEN ? "isf-include-cycle" : "isf-limit",
                       state == OPEN ? "'%s' includes itself in a circle"
                                     : "too many files include each other before '%s'",
                       path);
        return;
    }
    const struct rmx_library *library =
        walk->finder ? walk->finder->find(walk->finder->data, path) : NULL;
    if (!library) {
        rmx_errors_add(walk->errors, place, "isf-include", "there is no file '%s' to include", path)
            ->hint = "looked for in the built-in shaders, beside the effect and one folder above";
        return;
    }
    if (library->trouble) {
        rmx_errors_add(walk->errors, place, library->stores ? "isf-stores" : "isf-loop", "'%s' %s",
                       path, library->trouble)
            ->hint =
            library->stores ? RMX_STORES_HINT : "write that part into the effect's own file";
        return;
    }
    rmx_names_put(&walk->states, path, length, OPEN);
    struct rmx_tokens tokens = rmx_library_tokens(walk->arena, library);
    walk_file(walk, library->source, &tokens, depth + 1);
    rmx_names_put(&walk->states, path, length, DONE);
    *RMX_PUSH(walk->arena, &walk->libraries, &walk->count) = library;
}

static void walk_file(struct walk *walk, const struct rmx_source_text *source,
                      const struct rmx_tokens *tokens, int depth)
{
    for (int i = 0; i < tokens->count && walk->lines <= MOST_LINES; i++) {
        const char *path;
        int length, last;
        if (!rmx_include_at(tokens, i, &path, &length, &last))
            continue;
        const char *from = tokens->items[i].text;
        const struct rmx_token *end = &tokens->items[last];
        struct rmx_span place =
            path ? rmx_place(source, path - 1, (size_t)length + 2)
                 : rmx_place(source, from, (size_t)(end->text + end->length - from));
        if (++walk->lines > MOST_LINES)
            rmx_errors_add(walk->errors, place, "isf-limit", "more than %d #include lines",
                           MOST_LINES);
        else if (path)
            visit(walk, place, rmx_arena_copy_n(walk->arena, path, (size_t)length), depth);
        else
            rmx_errors_add(walk->errors, place, "isf-include",
                           "an #include names a file in double quotes");
        i = last;
    }
}

void rmx_include_all(struct rmx_arena *arena, const struct rmx_source_text *source,
                     const struct rmx_tokens *tokens, const struct rmx_include_finder *finder,
                     struct rmx_errors *errors, const struct rmx_library *const **libraries,
                     int *count)
{
    struct walk walk = {
        .arena = arena, .finder = finder, .errors = errors, .states = {.arena = arena}};
    walk_file(&walk, source, tokens, 0);
    *libraries = walk.libraries;
    *count = walk.count;
}
