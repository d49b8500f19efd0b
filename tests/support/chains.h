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

// Who takes chains, each a text for --chain that begins with a scroll, since a still picture hides
// what moves; and generators, by name, which begin one.
struct chains_taker {
    void *data;
    void (*chain)(void *data, const char *chain);
    void (*generator)(void *data, const char *name);
};
// All effects of the catalog but blends, so many in a chain: what is compiled takes longer than
// what is drawn. How many effects there are.
int chains_of_catalog(struct rmx_arena *arena, struct rmx_catalog *catalog, int together,
                      const struct chains_taker *taker);
// The effect files that a pattern of glob names. How many there are.
int chains_of_files(struct rmx_arena *arena, const char *pattern, int together,
                    const struct chains_taker *taker);
