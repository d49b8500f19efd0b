// SPDX-License-Identifier: GPL-3.0-or-later
// Whether long work is still wanted: asked now and then by whoever does it, on its thread.
//
// Once it is not, it never is again.
#pragma once

#include <stdbool.h>

struct rmx_wanted {
    bool (*ask)(void *data);
    void *data;
};

// NULL: always.
static inline bool rmx_is_wanted(const struct rmx_wanted *wanted)
{
    return !wanted || wanted->ask(wanted->data);
}
