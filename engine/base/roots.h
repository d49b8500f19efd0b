// SPDX-License-Identifier: GPL-3.0-or-later
// The folders that may be read, and the one function that opens what lies below them.
//
// In:  folders and files that the user or the program named; paths that a scene names. Out:
// descriptors. What a descriptor was given for is what is read through it: a link that is changed
// in between leads nowhere. Any thread.
//
// Links are followed as long as they stay below a root. A program has one scene in hand at a time;
// what may be read for that one is not read for the next. Until rmx_roots_guard every path may be
// opened: what embeds the engine has its own rules.
#pragma once

#include <stdbool.h>
#include <sys/stat.h>

// From now on only what was added is opened. Once, before threads start.
void rmx_roots_guard(void);

// What is added from now on belongs to that scene, and what was added for another one is opened no
// more. The same scene again (a save, a second drawing): nothing changes. What was added before the
// first call belongs to all. While no other thread opens anything for the scene before.
void rmx_roots_begin(const char *scene);

// What lies below that folder may be read; of a file, that path alone. The path itself may be a
// link, or come later. NULL and what was added before are fine.
void rmx_roots_add(const char *path);
// The same for a folder of the user's own, in which links may lead anywhere.
void rmx_roots_add_own(const char *folder);

// From now on that path stands for what the descriptor was given for, which stays the caller's. One
// at a time, before threads start.
void rmx_roots_give(const char *path, int fd);

// A descriptor, O_CLOEXEC and O_NONBLOCK (a FIFO without a writer must not wait), for the caller to
// close; `flags`: O_RDONLY, O_DIRECTORY, O_PATH. -1 with errno set: EXDEV where the path lies
// outside of all roots.
int rmx_roots_open(const char *path, int flags);
// As stat, of what may be opened. False with errno set as above.
bool rmx_roots_stat(const char *path, struct stat *status);

// Another name of what a descriptor was given for, for libraries that want a path.
enum { RMX_DESCRIPTOR_PATH = 32 };
const char *rmx_roots_path(int fd, char path[RMX_DESCRIPTOR_PATH]);
