// SPDX-License-Identifier: GPL-3.0-or-later
// A picture's ingredients as a manifest definition for c2patool, which signs it into the picture.
//
// Each ingredient is a `componentOf` with a `c2pa.placed` action that points to it by instance_id;
// before them stands a `c2pa.created`. The assertion `remontage.ledger` keeps names, hashes,
// shares, credits and licences. Keys, certificates and signing are the user's.
// (C2PA Specification 2.2, 18.15 "Actions" and 18.17 "Ingredient"; c2patool's docs/manifest.md and
// schemas/manifest-definition.json; IPTC NewsCodes, Digital Source Type.)
// In:  ingredients. Out: JSON text. Pure: the same ingredients always give the same text.
#pragma once

#include "base/text.h"
#include "share/ingredients.h"

struct rmx_c2pa_params {
    const char *title;   // of the picture
    const char *format;  // its media type: "image/png"
    const char *version; // of this program
    const struct rmx_ingredients *ingredients;
};

// At the end of `out`.
void rmx_c2pa_manifest(struct rmx_text *out, const struct rmx_c2pa_params *params);
