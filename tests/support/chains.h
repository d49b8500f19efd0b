// SPDX-License-Identifier: GPL-3.0-or-later
// Random chains of our own effects, for comparing a plan with another plan of the same scene.
//
// In:  a number. Out: the text of a chain, always the same for that number.
// Pure but for reading effect files.
#pragma once

#include "catalog/catalog.h"

#include <stdint.h>

// What --chain takes: three to eight filters and transitions, each with all its parameters at
// random within their ranges. Further pictures are photographs of the assets folder.
char *chains_random(struct rmx_arena *arena, struct rmx_catalog *catalog, uint32_t number);

// "NAME: {...}": the picture `second` for each that it wants beside its own, and what `add` gives
// for its other inputs; NULL: their defaults.
char *chains_step(struct rmx_arena *arena, const struct rmx_effect *effect,
                  void (*add)(struct rmx_text *text, const struct rmx_input *input));
