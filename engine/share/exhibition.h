// SPDX-License-Identifier: GPL-3.0-or-later
// The exhibition: how much of which picture was ever shown, kept for all programs and all scenes.
//
// A row a content (SHA-256 of a picture's file): surface-seconds, stills, films and shows, first
// and last time, the titles of the scenes. It is $XDG_STATE_HOME/remontage/exhibition.db.
// In:  what is shown, from any thread; adding copies it and waits for no file. Out: the database.
// Thread: its own, which hashes files and writes; it starts with the first addition, and nothing is
// made on disk before.
// What cannot be written is logged once, in one sentence, and the show goes on: a broken database
// is set aside, a newer or read-only one left alone, one that is locked or full tried again.
#pragma once

#include "share/shares.h"

struct rmx_exhibition;

enum rmx_exhibition_kind { RMX_EXHIBIT_SHOW, RMX_EXHIBIT_FILM, RMX_EXHIBIT_STILL };

// A picture on the surface for a while.
struct rmx_showing {
    const char *path;  // of its file; NULL: none, and it is passed over
    const char *name;  // of the source
    double surface_s;  // share times seconds; nothing where not above 0
    const char *title; // of the scene
};

// `kind`: what the program shows. Each picture counts as one more of those, once in its run.
// `path`: of the database; NULL: the user's. Never NULL.
struct rmx_exhibition *rmx_exhibition_create(enum rmx_exhibition_kind kind, const char *path);
// Writes what was added, or says that it cannot; then ends the thread. That takes 4 seconds at
// most where another program holds the database. NULL is fine.
void rmx_exhibition_destroy(struct rmx_exhibition *exhibition);

// Texts are copied. NULL will do for an exhibition: nothing is added.
void rmx_exhibition_add(struct rmx_exhibition *exhibition, const struct rmx_showing *showings,
                        int count);
// The same from a measurement that holds for so many seconds: of each holder the picture that it
// shows. `scene` is the one that was measured.
void rmx_exhibition_add_shares(struct rmx_exhibition *exhibition, const struct rmx_scene *scene,
                               const struct rmx_holders *holders, const struct rmx_shares *shares,
                               double seconds);
