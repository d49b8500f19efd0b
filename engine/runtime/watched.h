// SPDX-License-Identifier: GPL-3.0-or-later
// What a show is to watch, so that it can load the scene again when it changes.
//
// In:  a generation, whole or broken. Out: paths, there or not.
#pragma once

#include "runtime/generation.h"

struct rmx_watched {
    const char *const *files;   // what the scene was made of, or would be
    const char *const *folders; // in which every effect file counts
    const char *const *albums;  // in which every file does
    int file_count, folder_count, album_count;
};

// The lists are the generation's.
struct rmx_watched rmx_generation_watched(struct rmx_generation *generation);
