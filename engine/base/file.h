// SPDX-License-Identifier: GPL-3.0-or-later
// Files and paths: whole reads, whole writes, the user's folders.
#pragma once

#include "base/arena.h"

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum rmx_file_status {
    RMX_FILE_OK,
    RMX_FILE_MISSING,
    RMX_FILE_NOT_A_FILE, // a folder, FIFO or device: never opened
    RMX_FILE_TOO_LARGE,
    RMX_FILE_UNREADABLE, // errno says why
    RMX_FILE_OUTSIDE,    // of the folders that may be read (base/roots.h)
    RMX_FILE_TOO_MANY,   // files are open already
};

// Opens a regular file, as base/roots.h lets it be; the caller closes what is given. A status that
// is not RMX_FILE_OK gives none. `size`: in bytes.
enum rmx_file_status rmx_file_open(const char *path, int *fd, size_t *size);
FILE *rmx_file_stream(const char *path); // the same; NULL with errno set
DIR *rmx_folder_open(const char *path);  // a folder; NULL with errno set

// Reads a regular file whole into the arena, terminated with a zero byte that `length` does not
// count.
enum rmx_file_status rmx_file_read(struct rmx_arena *arena, const char *path, size_t most_bytes,
                                   char **bytes, size_t *length);
// The same for what the program itself keeps: its cache, its settings. No scene names that.
enum rmx_file_status rmx_file_read_own(struct rmx_arena *arena, const char *path, size_t most_bytes,
                                       char **bytes, size_t *length);
// RMX_FILE_OK where a regular file stands there and may be read; opens nothing but the file.
enum rmx_file_status rmx_file_check(const char *path);
// One phrase for a status: "no such file", "is not a regular file", ...
const char *rmx_file_status_text(enum rmx_file_status status);

// Writes beside (PATH.rmx.part), syncs and renames; a failure leaves the old file and removes the
// part; a symbolic link is written through, and a file that was there keeps its rights. Parts that
// killed writers of the same path left are removed (base/part.h). False with errno set; nothing is
// logged.
bool rmx_file_write(const char *path, const void *bytes, size_t length);
// For writers that want a path: a fresh name beside `path` (same folder), which rmx_file_commit
// renames over it after syncing, or rmx_file_abandon removes; one of both must follow. Created
// empty by rmx_file_begin; NULL with errno set.
char *rmx_file_begin(struct rmx_arena *arena, const char *path);
bool rmx_file_commit(const char *part, const char *path);
void rmx_file_abandon(const char *part);

bool rmx_make_folders(const char *path); // like mkdir -p; false with errno set

// Path arithmetic, into the arena; no symbolic links are followed but by rmx_path_real.
char *rmx_path_join(struct rmx_arena *arena, const char *folder,
                    const char *path);                            // absolute `path` wins
char *rmx_path_folder(struct rmx_arena *arena, const char *path); // "." where none
const char *rmx_path_file(const char *path);                      // after the last '/'
char *rmx_path_stem(struct rmx_arena *arena,
                    const char *path); // the file's name without its last ending
char *rmx_path_real(struct rmx_arena *arena,
                    const char *path); // realpath, NULL where it does not exist
// Both real paths: `path` is `folder` or below it.
bool rmx_path_is_below(const char *path, const char *folder);

// $XDG_CONFIG_HOME/remontage and so on (with the standard's defaults); NULL where no home is known.
char *rmx_folder_config(struct rmx_arena *arena);
char *rmx_folder_data(struct rmx_arena *arena);
char *rmx_folder_cache(struct rmx_arena *arena);
char *rmx_folder_state(struct rmx_arena *arena);
// Where shaders/ and assets/ stand: $REMONTAGE_DATA, else share/remontage beside the program's own
// bin/, else the build's source folder while it is there, else share/remontage as configured.
char *rmx_folder_builtin(struct rmx_arena *arena);
