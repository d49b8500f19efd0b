// SPDX-License-Identifier: GPL-3.0-or-later
// Who listens to OSC, and telling them what changed.
//
// In:  subscriptions, a tree whose values stand somewhere. Out: a message for each value that a
// listener does not know of. Of a value that moves from a listener's own host the listener hears
// once it has rested: a fader is not pulled back to where it was.
// Not thread-safe.
#pragma once

#include "control/osc_sockets.h"
#include "control/osc_tree.h"

struct rmx_osc_clients {
    struct rmx_osc_peer peers[RMX_OSC_CLIENTS]; // the first one is kept for `to`
    long long ages[RMX_OSC_CLIENTS];            // the oldest one goes where there is no room
    long long age;
};

int rmx_osc_clients_count(const struct rmx_osc_clients *clients);
void rmx_osc_clients_add(struct rmx_osc_clients *clients, struct rmx_osc_tree *tree,
                         const struct rmx_osc_peer *peer);
void rmx_osc_clients_remove(struct rmx_osc_clients *clients, struct rmx_osc_tree *tree,
                            const struct rmx_osc_peer *peer);
// `peer` has moved the value.
void rmx_osc_clients_move(const struct rmx_osc_clients *clients, struct rmx_osc_entry *entry,
                          const struct rmx_osc_peer *peer, double now_ms);
// Milliseconds until there is more to tell; -1: all know all.
int rmx_osc_clients_tell(const struct rmx_osc_clients *clients, struct rmx_osc_tree *tree,
                         double now_ms);
// False: the socket is full.
bool rmx_osc_send(const struct rmx_osc_peer *peer, const char *address, double number);
