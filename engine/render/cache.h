// SPDX-License-Identifier: GPL-3.0-or-later
// Linked programs on disk: a file each, named by its key, checked before the driver sees it.
//
// A file that is broken or another driver's is passed over and written anew. At most 512 files and
// 128 MiB are kept, those used last. A folder that cannot be written is no error: one log line. It
// becomes one that only its user can read and write (base/private.h); another user's is not used.
// Thread: a current context.
#pragma once

#include "render/context.h"

#include <GL/glew.h>
#include <stdbool.h>
#include <stdint.h>

struct rmx_program_cache;

// NULL where `folder` is NULL or cannot be written, or the driver gives no binaries: then nothing
// is cached, and the functions below take NULL.
struct rmx_program_cache *rmx_program_cache_create(const char *folder);
void rmx_program_cache_destroy(struct rmx_program_cache *cache);

uint64_t rmx_program_key(const struct rmx_device *device, const char *vertex, const char *fragment);
// Gives `program` the stored binary; false where there is none that links.
bool rmx_program_cache_load(const struct rmx_program_cache *cache, uint64_t key, GLuint program);
// Stores a linked program (its retrievable hint was set before it was linked).
void rmx_program_cache_store(const struct rmx_program_cache *cache, uint64_t key, GLuint program);
// Removes the files used longest ago, down to the bounds.
void rmx_program_cache_trim(const struct rmx_program_cache *cache);
