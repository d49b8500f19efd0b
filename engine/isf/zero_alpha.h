// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an effect's code alone says that nothing of its colours is seen.
#pragma once

#include "isf/effect.h"

// True only where it is certain: each mention of gl_FragColor in the file assigns a vec4 whose
// alpha is a literal 0, some colour is no literal 0, and nothing is included. Pure.
bool rmx_effect_has_zero_alpha(const struct rmx_effect *effect);
