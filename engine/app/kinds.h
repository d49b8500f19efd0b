// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of effects that `list` and `describe` speak of.
#pragma once

#include "isf/effect.h"

enum rmx_kind {
    RMX_KIND_GENERATOR,
    RMX_KIND_EFFECT,
    RMX_KIND_BLEND,
    RMX_KIND_TRANSITION,
    RMX_KIND_CUT,
    RMX_KIND_ARRANGE,
};
enum { RMX_KIND_COUNT = 6 };

extern const char *const rmx_kind_names[RMX_KIND_COUNT]; // plural: "generators"
enum rmx_kind rmx_kind_of(const struct rmx_effect *effect);
