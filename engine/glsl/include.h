// SPDX-License-Identifier: GPL-3.0-or-later
// #include lines of effects and libraries: which files they name, dependencies first, each once.
//
// In:  tokens, and a finder that knows the folders. Out: the libraries, errors at their lines.
// Pure but for what the finder does.
#pragma once

#include "base/error.h"
#include "glsl/lexer.h"

// A file in shaders/lib: functions and constants that effects share. Emitted once a shader,
// unprefixed.
struct rmx_library {
    const char *path; // "lib/hash.glsl" as in the #include line
    const struct rmx_source_text *source;
    const struct rmx_library *const *libraries; // what it includes itself
    int library_count;
    // Of a file of others: its loops are counted in `code`, which is what a shader gets; where that
    // cannot be, `trouble` says why. Of ours `code` is NULL: the source's text is.
    bool is_foreign, counts_rounds, stores; // stores: that is its trouble
    const char *code, *trouble;
    struct rmx_tokens tokens; // none: not kept
};

// The library's text as tokens, in the arena where it does not keep them.
struct rmx_tokens rmx_library_tokens(struct rmx_arena *arena, const struct rmx_library *library);

// Finds an included file: `path` as in the include line. NULL: not there.
// Pointer and result live as long as the effect's arena.
struct rmx_include_finder {
    const struct rmx_library *(*find)(void *data, const char *path);
    void *data;
    bool leaves_open; // for files of others: nothing is answered as open.h does
};

// Whether the preprocessor line that begins at token `hash` is an #include. Then *path is the text
// between its quotes (`length` bytes), NULL where the line has none, and *last the line's last
// token.
bool rmx_include_at(const struct rmx_tokens *tokens, int hash, const char **path, int *length,
                    int *last);

// The first file that the tokens include from `*i` on, found; NULL: no further one. Files that the
// finder does not know are passed over.
const struct rmx_library *rmx_include_next(struct rmx_arena *arena, const struct rmx_tokens *tokens,
                                           int *i, const struct rmx_include_finder *finder);

// All that the tokens of `source` include, directly or not.
void rmx_include_all(struct rmx_arena *arena, const struct rmx_source_text *source,
                     const struct rmx_tokens *tokens, const struct rmx_include_finder *finder,
                     struct rmx_errors *errors, const struct rmx_library *const **libraries,
                     int *count);
