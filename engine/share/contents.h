// SPDX-License-Identifier: GPL-3.0-or-later
// What files hold, by its hash: each is read once, and again once it changes.
//
// Thread: one at a time.
#pragma once

#include "base/hash.h"

struct rmx_content {
    const char *real; // path; lives as long as the contents
    char hash[RMX_SHA256_TEXT];
    bool is_known; // false: it cannot be read
    bool warned;   // that it cannot; the caller says so
};

struct rmx_contents;

struct rmx_contents *rmx_contents_create(void);
void rmx_contents_destroy(struct rmx_contents *contents); // NULL is fine
// Of that path as it is now, until the next call. Never NULL; where it is not known errno says why.
struct rmx_content *rmx_contents_find(struct rmx_contents *contents, const char *path);
