// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the network by mDNS that OSCQuery and OSC are here: `_oscjson._tcp` and `_osc._udp`.
//
// In:  a name, ports, where they are listened on. Out: services of the Avahi daemon of this
// machine, from when it runs, again when it comes back; where none runs, nothing. What loopback
// alone reaches is told to this machine alone.
// Thread: one of its own, from create to destroy, for the daemon is asked over D-Bus, and each
// question waits for its answer. All functions may be called from any thread.
#pragma once

#include <stdbool.h>

struct rmx_oscquery_announce;

struct rmx_oscquery_announce_params {
    const char *name;   // made another one where the network has it already
    const char *listen; // as in struct rmx_oscquery_params
    int port, osc_port;
    int retry_ms; // until a daemon is looked for again where there is no D-Bus; 0: ten seconds
};

// NULL where there is no thread for it, or Avahi's libraries are not there (logged). Texts are
// copied.
struct rmx_oscquery_announce *
rmx_oscquery_announce_create(const struct rmx_oscquery_announce_params *params);
// The services are gone behind this; waits half a second for that at most. NULL is fine.
void rmx_oscquery_announce_destroy(struct rmx_oscquery_announce *announce);
// Whether the daemon has told the network.
bool rmx_oscquery_announce_is_out(const struct rmx_oscquery_announce *announce);
