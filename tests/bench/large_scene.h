// SPDX-License-Identifier: GPL-3.0-or-later
// A large scene for measuring: 20 layers, 8 effects each, 500 expressions.
#pragma once

#include "base/text.h"

enum { LARGE_SCENE_LAYERS = 20 };

// Adds its text; variants differ in one number. How many expressions it has.
int large_scene_write(struct rmx_text *out, int variant);
