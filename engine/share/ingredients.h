// SPDX-License-Identifier: GPL-3.0-or-later
// What a finished picture is made of: files, with their hashes, their shares and what is owed.
//
// In:  credits (share/credits.h), holders and a frame's shares (share/shares.h).
// Out: struct rmx_ingredients, for the picture's own metadata (share/xmp.h) and its manifest
//      (share/c2pa.h). Measured ones: the files are read whole, for their hashes.
// Thread: any.
#pragma once

#include "base/arena.h"
#include "share/credits.h"
#include "share/shares.h"

struct rmx_ingredient {
    const char *name;                   // as the ledger calls it: "plant", "evening/plant"
    const char *path;                   // of the file; what is written has its last part alone
    const char *hash;                   // SHA-256 in hexadecimal; "" where it cannot be read
    const char *credit, *licence, *url; // "" where unsaid
    double share;                       // of the surface, 0..1; 0 unmeasured
};

struct rmx_ingredients {
    struct rmx_ingredient *items;
    int count;
};

// What the scene's picture is owed to, whatever a frame shows of it: in the credits' order, without
// hashes and shares. In the arena, as far as it is not the credits'.
struct rmx_ingredients rmx_ingredients_owed(struct rmx_arena *arena,
                                            const struct rmx_credits *credits);

// Every holder with a file that holds a part of the frame, the largest share first and those of
// the same share in the holders' order. Generators, the background and the effects have no file.
// In the arena, as far as it is not the holders' or the credits'.
struct rmx_ingredients rmx_ingredients_measured(struct rmx_arena *arena,
                                                const struct rmx_credits *credits,
                                                const struct rmx_holders *holders,
                                                const struct rmx_shares *shares);
