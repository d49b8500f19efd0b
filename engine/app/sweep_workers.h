// SPDX-License-Identifier: GPL-3.0-or-later
// Processes that sweep files side by side.
//
// In:  the files. Out: what became of each, in order, as soon as it is known.
// A process that dies or hangs over a file costs that file alone: another one goes on. Nothing of
// OpenGL may have been touched before.
#pragma once

#include "app/sweep_file.h"

struct rmx_workers_usage { // of all processes together
    int workers;
    long first_mib, last_mib;        // of their own, after the first file of each and the last
    int first_objects, last_objects; // GL
};

struct rmx_workers;

// `files` live as long as the pool. NULL: no memory, said.
struct rmx_workers *rmx_workers_create(const struct rmx_sweeper_params *params,
                                       const char *const *files, int count, const char *folder);
// Waits for file `index`; false with an exit code where nothing can be swept here (said).
bool rmx_workers_wait(struct rmx_workers *pool, int index, int *code);
const struct rmx_swept *rmx_workers_swept(const struct rmx_workers *pool, int index);
// With a sheet alone.
const unsigned char *rmx_workers_pixels(const struct rmx_workers *pool, int index);
// Ends the processes and says what they used; NULL is fine.
void rmx_workers_destroy(struct rmx_workers *pool, struct rmx_workers_usage *usage);
