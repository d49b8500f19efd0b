// SPDX-License-Identifier: GPL-3.0-or-later
// A sender of OSC messages over a real socket.
#pragma once

// A UDP socket of AF_INET or AF_INET6 that sends to that numeric host; -1: there is none.
int osc_peer_connect(int family, const char *host, int port);
// A message of one number. Fails the running test where it cannot be sent.
void osc_peer_send(int file, const char *address, double number);
// A UDP socket on loopback at a port of its own.
int osc_peer_listen(int *port);
