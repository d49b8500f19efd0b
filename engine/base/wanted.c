// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/wanted.h"

#include "base/arena.h"

#include <math.h>
#include <stddef.h>

const char *rmx_patience_hint(struct rmx_arena *arena, double patience_s)
{
    return patience_s < RMX_MOST_PATIENCE_S
               ? rmx_arena_printf(arena, "--patience %g waits longer",
                                  fmin(2 * patience_s, RMX_MOST_PATIENCE_S))
               : NULL;
}
