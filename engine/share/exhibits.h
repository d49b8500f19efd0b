// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the exhibition: read whole, found by name, forgotten; written as a table.
//
// In:  the database (share/exhibition.h). Out: rows, texts; the seeds of auras.
// Thread: any; waits for other programs, a few seconds at most. Not for the drawing thread.
#pragma once

#include "base/text.h"
#include "share/aura.h"
#include "share/contents.h"

struct rmx_exhibit {
    const char *hash; // SHA-256 of the picture's file
    const char *name; // of the source that showed it last
    const char *path; // of its file then
    double surface_s; // share times seconds, over all that was ever shown
    long long stills, films, shows;
    long long first_s, last_s; // when, in seconds since 1970
    const char **titles;       // of the scenes, by alphabet
    int title_count;
};

struct rmx_exhibits {
    struct rmx_exhibit *items; // the longest shown first
    int count;
    const char *path; // of the database
};

// `path`: of the database; NULL: the user's. All memory is the arena's. One that is not there is
// empty. False: it cannot be read, and `why` says so.
bool rmx_exhibits_read(struct rmx_arena *arena, const char *path, struct rmx_exhibits *exhibits,
                       char *why, size_t why_size);
// Takes these rows, some or all that were read, out of the database and overwrites their bytes.
// False: none is forgotten, and `why` says so.
bool rmx_exhibits_forget(const struct rmx_exhibits *exhibits, char *why, size_t why_size);

// Whether the row is what `word` means: a source's name, a file's name with or without its ending,
// a path, or a hash or its first 8 digits at least.
bool rmx_exhibit_is(const struct rmx_exhibit *exhibit, const char *word);

// Gives each source's aura what was shown of its picture's content, of a folder's pictures
// together. Reads those files that `contents` do not know yet.
void rmx_exhibits_seed(const struct rmx_exhibits *exhibits, struct rmx_contents *contents,
                       const struct rmx_holders *holders, struct rmx_auras *auras);

// A table for people; comma-separated values for programs (RFC 4180, times as ISO 8601 in UTC); a
// picture (SVG) of the longest shown.
void rmx_exhibits_print(const struct rmx_exhibits *exhibits, struct rmx_text *out);
void rmx_exhibits_csv(const struct rmx_exhibits *exhibits, struct rmx_text *out);
void rmx_exhibits_svg(const struct rmx_exhibits *exhibits, struct rmx_text *out);
