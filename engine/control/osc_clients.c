// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/osc_clients.h"

#include "control/osc_later.h"
#include "control/osc_message.h"

#include <errno.h>
#include <math.h>

enum { REST_MS = 250, FULL_MS = 5, FIRST = 1 };

int rmx_osc_clients_count(const struct rmx_osc_clients *clients)
{
    int count = 0;
    for (int i = 0; i < RMX_OSC_CLIENTS; i++)
        count += clients->peers[i].length > 0;
    return count;
}

// Where it is, else a free place, else the oldest one's.
static int place_for(const struct rmx_osc_clients *clients, const struct rmx_osc_peer *peer)
{
    int oldest = FIRST;
    for (int i = FIRST; i < RMX_OSC_CLIENTS; i++) {
        if (rmx_osc_peer_is(&clients->peers[i], peer))
            return i;
        bool is_free = !clients->peers[i].length;
        bool was_free = !clients->peers[oldest].length;
        if (is_free > was_free || (is_free == was_free && clients->ages[i] < clients->ages[oldest]))
            oldest = i;
    }
    return oldest;
}

void rmx_osc_clients_add(struct rmx_osc_clients *clients, struct rmx_osc_tree *tree,
                         const struct rmx_osc_peer *peer)
{
    int place = place_for(clients, peer);
    clients->peers[place] = *peer;
    clients->ages[place] = ++clients->age;
    rmx_osc_tree_forget(tree, place);
}

void rmx_osc_clients_remove(struct rmx_osc_clients *clients, struct rmx_osc_tree *tree,
                            const struct rmx_osc_peer *peer)
{
    for (int i = FIRST; i < RMX_OSC_CLIENTS; i++) {
        if (!rmx_osc_peer_is(&clients->peers[i], peer))
            continue;
        clients->peers[i] = (struct rmx_osc_peer){0};
        rmx_osc_tree_forget(tree, i);
    }
}

void rmx_osc_clients_move(const struct rmx_osc_clients *clients, struct rmx_osc_entry *entry,
                          const struct rmx_osc_peer *peer, double now_ms)
{
    entry->movers = 0;
    for (int i = 0; i < RMX_OSC_CLIENTS; i++)
        if (rmx_osc_peer_is_near(&clients->peers[i], peer))
            entry->movers |= 1u << i;
    entry->moved_ms = now_ms;
}

bool rmx_osc_send(const struct rmx_osc_peer *peer, const char *address, double number)
{
    unsigned char bytes[RMX_OSC_ADDRESS + 16];
    size_t size = rmx_osc_write(bytes, sizeof(bytes), address, number);
    ssize_t sent =
        sendto(peer->file, bytes, size, 0, (const struct sockaddr *)&peer->address, peer->length);
    return sent >= 0 || (errno != EAGAIN && errno != ENOBUFS);
}

static int sooner(int one, int two)
{
    return one < 0 || (two >= 0 && two < one) ? two : one;
}

static int tell_one(const struct rmx_osc_peer *peer, int client, struct rmx_osc_tree *tree,
                    double now_ms)
{
    int wait_ms = -1;
    for (int i = 0; i < tree->count; i++) {
        struct rmx_osc_entry *entry = &tree->entries[i];
        double rest_ms = entry->moved_ms + REST_MS - now_ms;
        if (isnan(entry->stands) || entry->stands == entry->sent[client])
            continue;
        if (entry->movers >> client & 1 && rest_ms > 0) {
            wait_ms = sooner(wait_ms, (int)rest_ms + 1);
            continue;
        }
        if (!rmx_osc_send(peer, entry->target.address, entry->stands))
            return FULL_MS;
        entry->sent[client] = entry->stands;
    }
    return wait_ms;
}

int rmx_osc_clients_tell(const struct rmx_osc_clients *clients, struct rmx_osc_tree *tree,
                         double now_ms)
{
    int wait_ms = -1;
    for (int i = 0; i < RMX_OSC_CLIENTS; i++)
        if (clients->peers[i].length)
            wait_ms = sooner(wait_ms, tell_one(&clients->peers[i], i, tree, now_ms));
    return wait_ms;
}
