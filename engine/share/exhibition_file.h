// SPDX-License-Identifier: GPL-3.0-or-later
// The exhibition's database: opened, checked, set aside where it is broken, added to.
//
// In:  a path, rows to add. Out: whether they stand there, all or none.
// Thread: a file is one thread's. Several programs may have the same database open; each waits for
// the others, WAIT_MS at most.
#pragma once

#include "base/arena.h"

#include <sqlite3.h>
#include <stdbool.h>

enum { RMX_EXHIBITION_VERSION = 1 }; // of its tables, as PRAGMA user_version

enum rmx_exhibition_status {
    RMX_EXHIBITION_FINE,
    RMX_EXHIBITION_ABSENT, // there is none yet; only where it is opened for reading
    RMX_EXHIBITION_LATER,  // locked or full: another try may do
    RMX_EXHIBITION_NEVER,  // read-only, out of reach, newer, or no exhibition: to be left alone
    RMX_EXHIBITION_BROKEN, // no database, or one whose pages are damaged
};

struct rmx_exhibition_file {
    sqlite3 *database; // NULL: closed
    char why[256];     // what SQLite or the system said last; for all but FINE
    char aside[256];   // where a broken one went; "": nowhere
};

// What is added to the row of one content.
struct rmx_exhibit_part {
    const char *hash;  // SHA-256 of the picture's file
    const char *name;  // of the source, as the scene calls it
    const char *path;  // of its file
    const char *title; // of the scene
    double surface_s;
    int stills, films, shows;
    long long at_s; // when, in seconds since 1970
};

// $XDG_STATE_HOME/remontage/exhibition.db; NULL where no home is known.
char *rmx_exhibition_path(struct rmx_arena *arena);

// Opens for writing; makes folder, file and tables where they lack. A broken one is renamed
// (PATH.broken, PATH.broken.2 ...) and a new one made. Programs do this one after the other.
enum rmx_exhibition_status rmx_exhibition_file_open(struct rmx_exhibition_file *file,
                                                    const char *path);
// Opens what is there, to read it or to delete from it; a read-only one is read.
enum rmx_exhibition_status rmx_exhibition_file_look(struct rmx_exhibition_file *file,
                                                    const char *path);
void rmx_exhibition_file_close(struct rmx_exhibition_file *file); // closed is fine

// Adds all in one transaction, or none.
enum rmx_exhibition_status rmx_exhibition_file_add(struct rmx_exhibition_file *file,
                                                   const struct rmx_exhibit_part *parts, int count);
// Runs SQL whose rows are not wanted.
enum rmx_exhibition_status rmx_exhibition_file_run(struct rmx_exhibition_file *file,
                                                   const char *sql);
// What SQLite's answer means for the file; keeps its words in `why`.
enum rmx_exhibition_status rmx_exhibition_file_answer(struct rmx_exhibition_file *file, int code);
