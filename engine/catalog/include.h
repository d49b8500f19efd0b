// SPDX-License-Identifier: GPL-3.0-or-later
// #include lines of effects and libraries: which files they name, dependencies first, each once.
//
// In:  tokens, and a finder that knows the folders. Out: the libraries, mistakes at their lines.
// Pure but for what the finder does.
#pragma once

#include "catalog/effect.h"

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
