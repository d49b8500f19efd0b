// SPDX-License-Identifier: GPL-3.0-or-later
// Whether long work is still wanted: asked now and then by whoever does it, on its thread.
//
// Once it is not, it never is again.
#pragma once

#include <stdbool.h>

struct rmx_arena;

enum { RMX_MOST_PATIENCE_S = 3600 };

struct rmx_wanted {
    bool (*ask)(void *data);
    void *data;
};

// NULL: always.
static inline bool rmx_is_wanted(const struct rmx_wanted *wanted)
{
    return !wanted || wanted->ask(wanted->data);
}

// The hint where work was given up after `patience_s`: twice as long. NULL: no more can be given.
const char *rmx_patience_hint(struct rmx_arena *arena, double patience_s);
