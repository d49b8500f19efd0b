// SPDX-License-Identifier: GPL-3.0-or-later
// The reveal: how a picture is made, drawn over it.
//
// In:  a player whose last frame is meant, its shares where they are measured. Out: seams of its
// fragments, names and credits, bars of the ledger, the plan, knobs and signals, blended over a
// framebuffer. What it is drawn over is no picture that the scene reads again.
// A page is laid out when what it tells changes, not each frame; its texts are set once.
// Thread: the current context's; a reveal belongs to one context.
#pragma once

#include "media/typeset.h"
#include "runtime/player.h"
#include "share/shares.h"

struct rmx_reveal;

// For reveals in all contexts of a share group.
struct rmx_reveal_programs {
    unsigned overlay, seams;
};
struct rmx_reveal_programs rmx_reveal_programs_create(const struct rmx_device *device);
// Draws with each of them: a driver compiles for another context what it has not compiled here.
void rmx_reveal_programs_warm(const struct rmx_reveal_programs *programs,
                              const struct rmx_device *device);
void rmx_reveal_programs_destroy(const struct rmx_reveal_programs *programs);

// Several may have one typeset and the same programs, which outlive them; NULL: programs of its
// own.
struct rmx_reveal *rmx_reveal_create(const struct rmx_device *device,
                                     const struct rmx_reveal_programs *programs,
                                     struct rmx_typeset *typeset);
void rmx_reveal_destroy(struct rmx_reveal *reveal); // NULL is fine

struct rmx_reveal_shown {
    const struct rmx_player *player;
    const struct rmx_holders *holders; // both NULL: not measured yet
    const struct rmx_shares *shares;
    double scale;      // of the display: how many pixels are as large as a usual one; 0: 1
    int load, version; // other numbers: another player; other shares
};

// `on`: x, y, width and height of the picture on the framebuffer, in pixels. Where the typeset is
// deferred the player's page before stays, or nothing is drawn, until all texts are set.
void rmx_reveal_draw(struct rmx_reveal *reveal, const struct rmx_reveal_shown *shown,
                     unsigned framebuffer, const int on[4]);

// The same over a picture in memory: rows from the bottom to the top, as rmx_player_read gives it.
// False where GPU memory is short (logged).
bool rmx_reveal_draw_pixels(struct rmx_reveal *reveal, const struct rmx_reveal_shown *shown,
                            void *pixels);

struct rmx_reveal_counts {
    long long draws, pages; // pages: that were laid out
    int seams;              // layers of fragments whose seams were drawn last
};
struct rmx_reveal_counts rmx_reveal_counts(const struct rmx_reveal *reveal);
