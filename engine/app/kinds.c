// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kinds.h"

#include <string.h>

const char *const rmx_kind_names[RMX_KIND_COUNT] = {"generators",  "effects", "blends",
                                                    "transitions", "cuts",    "arranges"};

enum rmx_kind rmx_kind_of(const struct rmx_effect *effect)
{
    if (strcmp(effect->folder, "blend") == 0)
        return RMX_KIND_BLEND;
    switch (effect->role) {
    case RMX_ROLE_GENERATOR: return RMX_KIND_GENERATOR;
    case RMX_ROLE_TRANSITION: return RMX_KIND_TRANSITION;
    case RMX_ROLE_CUT: return RMX_KIND_CUT;
    case RMX_ROLE_ARRANGE: return RMX_KIND_ARRANGE;
    case RMX_ROLE_FILTER: break;
    }
    return RMX_KIND_EFFECT;
}
