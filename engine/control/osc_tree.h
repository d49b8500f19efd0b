// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses that OSC messages can reach, in order, with where their values stand and which
// listener knows of it.
//
// In:  targets, values. Out: which entries an address or pattern means.
// Not thread-safe: its owner holds a lock.
#pragma once

#include "control/osc.h"

#include <stdbool.h>

enum { RMX_OSC_CLIENTS = 16 };

struct rmx_osc_entry {
    struct rmx_osc_target target; // texts of the tree's
    double stands;                // NaN: not known
    double sent[RMX_OSC_CLIENTS]; // what each listener was told, or said itself; NaN: nothing
    unsigned movers;              // a bit for each listener that moved it last, perhaps
    double moved_ms;
};

struct rmx_osc_tree {
    struct rmx_osc_entry *entries; // by address, each before those below it
    int count;
};

struct rmx_osc_tree rmx_osc_tree_create(const struct rmx_osc_target *targets, int count);
// Entries that were in another tree know what they knew there.
void rmx_osc_tree_learn(struct rmx_osc_tree *tree, const struct rmx_osc_tree *before);
void rmx_osc_tree_finish(struct rmx_osc_tree *tree);
// The first entry with that address, of *count in a row; NULL: there is none.
struct rmx_osc_entry *rmx_osc_tree_find(const struct rmx_osc_tree *tree, const char *address,
                                        int *count);
// A value stands there; false: it did already.
bool rmx_osc_tree_stand(struct rmx_osc_tree *tree, const char *name, double value);
// A listener goes or comes: it was told nothing.
void rmx_osc_tree_forget(struct rmx_osc_tree *tree, int client);
