// SPDX-License-Identifier: GPL-3.0-or-later
// What the renderers of one scene share from reload to reload: linked programs and uploaded
// pictures, each kept as long as one of them uses it. A show keeps unused programs as well, so many
// bytes of them (rmx_store_keep_programs): an edit taken back compiles nothing. They are deleted in
// the context that made them, by the thread that drops them; another context that has drawn with
// them begins its next frame with a blank draw (render/blank.h).
//
// In:  keys: hashes of a shader, or of a picture's file and its place. Out: GL names.
// Thread: one at a time, with a current context of one share group.
#pragma once

#include "render/texture.h"

#include <stddef.h>
#include <stdint.h>

struct rmx_store;

struct rmx_store *rmx_store_create(void);
// From now on programs without users stay that take no more than so many bytes together; those
// used longest ago leave first.
void rmx_store_keep_programs(struct rmx_store *store, size_t most_bytes);

struct rmx_store_counts {
    int programs, unused;       // all of them; those without users among them
    size_t bytes, unused_bytes; // that they take: binaries, and 2 MiB each for what drivers hold
};
struct rmx_store_counts rmx_store_counts(const struct rmx_store *store);
// Every renderer that used it is gone; NULL is fine.
void rmx_store_destroy(struct rmx_store *store);

// The program of that key, one use more; 0 where it is not there. NULL will do for a store.
GLuint rmx_store_program(struct rmx_store *store, uint64_t key);
// A new program, with its first use.
void rmx_store_add_program(struct rmx_store *store, uint64_t key, GLuint program);
// One use less. A name that the store does not know is deleted; 0 is fine.
void rmx_store_drop_program(struct rmx_store *store, GLuint program);

// What was known of a picture's file when it was decoded.
struct rmx_kept_picture {
    int width, height; // as uploaded
    bool has_alpha, shrunk;
    int file_width, file_height;
};

// As with programs. A kept texture has all its levels, made, and never changes.
const struct rmx_kept_picture *rmx_store_find_picture(const struct rmx_store *store, uint64_t key);
bool rmx_store_picture(struct rmx_store *store, uint64_t key, struct rmx_texture *texture);
void rmx_store_add_picture(struct rmx_store *store, uint64_t key,
                           const struct rmx_kept_picture *about, const struct rmx_texture *texture);
// What its pictures take, and what those that draw beside them say that they hold (less than
// nothing: they hold no longer).
long long rmx_store_bytes(const struct rmx_store *store);
void rmx_store_hold(struct rmx_store *store, long long bytes);
void rmx_store_drop_picture(struct rmx_store *store, struct rmx_texture *texture);
