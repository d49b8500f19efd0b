// SPDX-License-Identifier: GPL-3.0-or-later
// The choices of a mosaic with rules: made by mosaic.c from what the GPU has measured, on another
// thread while the show goes on.
//
// In:  where the GPU keeps what places want and what fragments are. Out: the list of matches.
// Thread: a current context; buffers and fences are shared between contexts.
#pragma once

#include "render/fragments/mosaic.h"

#include <GL/glew.h>
#include <stdbool.h>
#include <stdint.h>

struct rmx_chooser;

// What is to be chosen. Sections of `lists` have `stride` numbers of 4 bytes each.
struct rmx_mosaic_request {
    GLuint live;        // a buffer: how many fragments there are
    GLuint rows, lists; // struct rmx_row (plan/fragments/row.h); numbers
    // RMX_FEATURES half numbers each: what places want; of the tiles, in the order of their list.
    GLuint wanted, tiles;
    int order, matches; // sections: which fragment each tile is, and the one to be written
    int stride, count;  // at most so many fragments
    int pictures;       // so many whole pictures are the tiles; 0: the fragments are
    struct rmx_mosaic_rules rules; // there are some
};

// `waits`: a request does not return before all is chosen. Else the former choice holds until the
// new one is there, and before the first one what stands in the list.
struct rmx_chooser *rmx_chooser_create(uint32_t seed, bool waits);
// The fragments or what is wanted are others. Writes the best choice that there is.
void rmx_chooser_request(struct rmx_chooser *chooser, const struct rmx_mosaic_request *choice);
// Fragments have other numbers, or there are no rules: former choices are worth nothing.
void rmx_chooser_forget(struct rmx_chooser *chooser);

// Those of a layer's arranges; NULL where one has no rules.
struct rmx_choosers {
    struct rmx_chooser **of;
    int count;
    bool has_choice; // another one stands in a list since this was last taken
};

void rmx_choosers_finish(struct rmx_choosers *choosers); // gives up what is under way
void rmx_choosers_forget(struct rmx_choosers *choosers);
// Takes the choices of others: for the first request they count as its former choice, where it has
// as many fragments.
void rmx_choosers_transfer(struct rmx_choosers *choosers, struct rmx_choosers *from);
// Goes on with what is under way, once a frame; has_choice.
bool rmx_choosers_turn(struct rmx_choosers *choosers);
bool rmx_choosers_take(struct rmx_choosers *choosers); // has_choice, which is false then
// Whether a better choice is to come.
bool rmx_choosers_is_busy(const struct rmx_choosers *choosers);
