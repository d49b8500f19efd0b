// SPDX-License-Identifier: GPL-3.0-or-later
// The file that is written beside the one it will be: PATH.rmx.part, locked while its writer lives.
//
// In:  a path without links at its end. Out: a locked descriptor. What killed writers of the same
// path left is removed on the way; a part whose writer lives is never touched, in whichever
// process. Thread: any.
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <sys/types.h>

struct rmx_part {
    char *path;
    int fd;      // for reading and writing; closing it lets the lock go
    mode_t mode; // of the finished file: that of the one it takes the place of, else the umask's
    uid_t owner; // and whose that is
    gid_t group;
    bool has_before; // there is one
};

// False with errno set.
bool rmx_part_open(struct rmx_arena *arena, const char *path, struct rmx_part *part);
// As the finished file will be: to be called once all is written, before it is renamed.
void rmx_part_finish(const struct rmx_part *part);
