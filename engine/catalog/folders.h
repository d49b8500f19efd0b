// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the files below a folder, in an order that is the same every time.
//
// Bounded: 8 folders deep, 10,000 files; each folder is entered once, whatever links lead to it.
#pragma once

#include "base/arena.h"

#include <stdbool.h>

struct rmx_found_file {
    const char *path;
    const char *folder; // the name of the folder that it lies in
};

struct rmx_found {
    struct rmx_found_file *files;
    int count;
};

// Adds the effect files (.fs .isf .frag, and .glsl that declare one) of `folder`, its own
// first, by name; `deep`: then those of its sub-folders but `lib` and `engine`. A folder that is
// not there adds nothing; one that cannot be read is logged.
// `within`, a real path: links that lead out of it are not followed, and that is logged; NULL: they
// are.
void rmx_folders_find(struct rmx_arena *arena, const char *folder, bool deep, const char *within,
                      struct rmx_found *found);
// Whether the path leads out of `within`, which is logged.
bool rmx_folders_lead_out(struct rmx_arena *arena, const char *path, const char *within);
