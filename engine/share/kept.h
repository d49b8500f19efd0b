// SPDX-License-Identifier: GPL-3.0-or-later
// A measurement to keep: shares and holders by themselves, without the meter and the scene that
// they are from.
//
// Thread: any, one at a time.
#pragma once

#include "share/shares.h"

struct rmx_kept_shares {
    struct rmx_arena *arena; // this struct too
    struct rmx_holders holders;
    struct rmx_shares shares;
};

// Of sources only the kind and the words are kept: name, credit, licence, url.
struct rmx_kept_shares *rmx_kept_shares_create(const struct rmx_holders *holders,
                                               const struct rmx_shares *shares);
void rmx_kept_shares_destroy(struct rmx_kept_shares *measured); // NULL is fine
