// SPDX-License-Identifier: GPL-3.0-or-later
// The sockets of OSC (UDP) and OSCQuery (TCP), and the addresses at their other ends.
//
// In:  a port, an address to listen on. Out: sockets that do not block.
#pragma once

#include <stdbool.h>
#include <sys/socket.h>

enum { RMX_OSC_SOCKETS = 2 }; // loopback in IPv4 and in IPv6, or the one that is listened on

struct rmx_osc_sockets {
    int files[RMX_OSC_SOCKETS]; // -1: there is none
    int port;
};

struct rmx_osc_peer {
    struct sockaddr_storage address;
    socklen_t length; // 0: no one
    int file;         // the socket that reaches it
};

// `type` SOCK_DGRAM; or SOCK_STREAM, whose sockets listen. `port` 0: one that is free. `where`: a
// number, for which no name server is asked; NULL: loopback. False with one sentence in `why`.
bool rmx_osc_sockets_open(struct rmx_osc_sockets *sockets, int type, int port, const char *where,
                          char *why, int why_size);
void rmx_osc_sockets_close(struct rmx_osc_sockets *sockets);

// "tablet.local:9001", "[::1]:9001" into its two parts. False: it is neither.
bool rmx_osc_split(const char *written, char *host, int host_size, int *port);
// Opens a socket of its own that reaches the host; may wait for a name server unless
// `is_numeric_only`. False: there is no such host, or it cannot be reached.
bool rmx_osc_peer_open(struct rmx_osc_peer *peer, const char *written, bool is_numeric_only);
// The same host; the same port, too.
bool rmx_osc_peer_is_near(const struct rmx_osc_peer *a, const struct rmx_osc_peer *b);
bool rmx_osc_peer_is(const struct rmx_osc_peer *a, const struct rmx_osc_peer *b);
// A number that tells hosts apart.
double rmx_osc_host(const struct sockaddr_storage *address);
void rmx_osc_peer_set_port(struct rmx_osc_peer *peer, int port);
