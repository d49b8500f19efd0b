// SPDX-License-Identifier: GPL-3.0-or-later
// What an earlier sweep found: so that only what is new fails.
//
// In:  the output of `remontage sweep --json`. Out: which files failed then.
#pragma once

#include "base/arena.h"

#include <stdbool.h>

struct rmx_baseline;

// NULL where the file cannot be read or a line of it is none of `sweep --json`, which is said.
struct rmx_baseline *rmx_baseline_read(struct rmx_arena *arena, const char *path);
// Whether the file of that name was swept; *failed: in vain. It is ticked off.
bool rmx_baseline_find(struct rmx_baseline *baseline, const char *file, bool *failed);
// How many were never asked for: they are gone.
int rmx_baseline_left(const struct rmx_baseline *baseline);
