// SPDX-License-Identifier: GPL-3.0-or-later
// The names of the SPDX licence list (https://spdx.org/licenses), those that are deprecated too.
//
// Pure.
#pragma once

#include "base/arena.h"

// The name as the list spells it, in the arena; case aside, and blanks and underscores are hyphens:
// "apache 2.0" is Apache-2.0. NULL: there is none.
const char *rmx_spdx_name(struct rmx_arena *arena, const char *said);
