// SPDX-License-Identifier: GPL-3.0-or-later
// Loads a scene and notes all that it is read from, for a recording.
//
// In:  as rmx_generation_create. Out: a generation with its texts. Thread: as there.
#pragma once

#include "runtime/generation.h"

struct rmx_generation *rmx_generation_create_noting(const struct rmx_load_params *params);
