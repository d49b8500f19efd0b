// SPDX-License-Identifier: GPL-3.0-or-later
// Why effects fail, by kind: a word that scripts and baselines compare, and what it means.
#pragma once

#include "base/error.h"

// The error's id; of a compiler's message by what it complains of: "glsl-name", "glsl-call" ...
const char *rmx_sweep_kind(const struct rmx_error *error);
// "reads a name that nothing declares"; "" for one that needs no words.
const char *rmx_sweep_kind_words(const char *kind);
