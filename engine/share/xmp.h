// SPDX-License-Identifier: GPL-3.0-or-later
// Whom a picture is owed to and what it is made of, as an XMP packet for the picture's own file.
//
// dc:creator and dc:rights say the credits; xmpMM:Ingredients has a struct for each ingredient:
// stRef:filePath (the file's name alone), stRef:documentID ("sha256:" and the file's hash), and
// name, share, credit, licence and url in a namespace of our own, `remontage:`.
// (XMP Specification, Parts 1 and 2: Dublin Core, Media Management, ResourceRef.)
// In:  ingredients. Out: a packet in UTF-8. The same ingredients always give the same bytes.
// Thread: any, one at a time.
#pragma once

#include "base/arena.h"
#include "share/ingredients.h"

#include <stddef.h>

#define RMX_XMP_NAMESPACE "http://ns.remontage/ledger/1.0/"

struct rmx_xmp_params {
    const struct rmx_ingredients *owed;     // for creators and rights, in this order
    const struct rmx_ingredients *measured; // for the ingredients; NULL: not measured
    size_t most_bytes;                      // 0: no limit
};

struct rmx_xmp {
    const char *packet; // in the arena; NULL where there is nothing to say, or no room for it
    int left_out;       // ingredients for which there is no room: the last ones
};

struct rmx_xmp rmx_xmp_packet(struct rmx_arena *arena, const struct rmx_xmp_params *params);
