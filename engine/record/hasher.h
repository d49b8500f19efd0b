// SPDX-License-Identifier: GPL-3.0-or-later
// Hashes files on a thread of its own.
//
// In:  paths as they are noted (base/texts.h), from any thread. Out: SHA-256, each file once, and
// again where it has changed since.
#pragma once

#include "record/evening.h"

struct rmx_hasher;

// `found` is called on the hasher's thread. NULL where no thread can be started.
struct rmx_hasher *
rmx_hasher_create(void (*found)(void *data, const struct rmx_evening_source *source), void *data);
// Waits until all is hashed. NULL is fine.
void rmx_hasher_destroy(struct rmx_hasher *hasher);
void rmx_hasher_put(struct rmx_hasher *hasher, const char *path);
