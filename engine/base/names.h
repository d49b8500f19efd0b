// SPDX-License-Identifier: GPL-3.0-or-later
// Names to numbers: a hash table, so that a long file is read in the time of its length.
//
// Memory is the arena's. Names are not copied: they must live as long as the table.
#pragma once

#include "base/arena.h"

struct rmx_name_slot {
    const char *text; // NULL: free
    size_t length;
    int value;
};

struct rmx_names {
    struct rmx_arena *arena;
    struct rmx_name_slot *slots;
    size_t capacity; // a power of two, or 0
    size_t count;
};

// The name's value; -1 where it is not there.
int rmx_names_get(const struct rmx_names *names, const char *text, size_t length);
// Enters the name or gives it a new value (0 or more).
void rmx_names_put(struct rmx_names *names, const char *text, size_t length, int value);
