// SPDX-License-Identifier: GPL-3.0-or-later
// Files that effects include, found below the built-in shaders or beside the effect.
//
// The same file under the same path is one library for all effects, read once.
#pragma once

#include "isf/effect.h"

struct rmx_libraries;

// `builtin`: the real path of the built-in shaders' folder. All memory is the arena's.
struct rmx_libraries *rmx_libraries_create(struct rmx_arena *arena, const char *builtin);
// Looks in the built-in shaders, then in `folder` (the effect's), then in the one `above` it (a
// real path; NULL: none that may be read); never outside of them.
struct rmx_include_finder rmx_libraries_finder(struct rmx_libraries *libraries, const char *folder,
                                               const char *above);
