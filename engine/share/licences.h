// SPDX-License-Identifier: GPL-3.0-or-later
// Licences as people write them: which one is meant, and what it asks of a remix.
//
// In:  a text, perhaps of a stranger: "CC BY-SA 4.0", "cc-by-4.0", an address of
// creativecommons.org, a name of the SPDX list, or any other words. Out: struct rmx_licence. Pure.
// Never fails: what is not known is kept as it is and asks for nothing.
#pragma once

#include "base/arena.h"

#include <stdbool.h>

struct rmx_licence {
    const char *name; // as it is usually written: "CC BY-SA 4.0"; not known: as it was said
    const char *spdx; // "CC-BY-SA-4.0"; "" where the list has no such name
    const char *url;  // where it can be read; "" where not known
    bool is_known;
    bool is_commons;     // one of Creative Commons, or the public domain
    bool no_derivatives; // what is changed must not be shared
    bool non_commercial;
    // The licences under which a remix may be shared, as bits: two sources go together where they
    // have one in common. 0: as one likes.
    unsigned share_alike;
};

// All texts are the arena's. "" and blanks give a licence without a name, which is not known.
struct rmx_licence rmx_licence_read(struct rmx_arena *arena, const char *said);

// Whether a remix of both can be shared at all, as far as ShareAlike goes: each of two kinds wants
// the remix under its own, and one that is NonCommercial under a kind that is not.
bool rmx_licences_go_together(const struct rmx_licence *a, const struct rmx_licence *b);
