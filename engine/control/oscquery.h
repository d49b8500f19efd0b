// SPDX-License-Identifier: GPL-3.0-or-later
// OSCQuery: what OSC can reach, told over HTTP and WebSocket (the proposal of Vidvox).
//
// In:  the addresses, where their values stand. Out: answers to all who ask; calls of `take` with
// the OSC packets that come by WebSocket.
// Thread: one of its own, from create to destroy, on which the library polls for itself: it knows
// its own timeouts, and there is nothing else to wait for. `take` is called on it. All else may be
// called from any thread.
//
// Strangers: a page of another host gets nothing, nor does one whose name was turned to point
// here; 64 connections are open at most, 32 of them WebSockets; a request has ten seconds and
// 4 KB, a command 4 KB, a packet what UDP carries.
#pragma once

#include "control/osc.h"

struct rmx_oscquery;

struct rmx_oscquery_params {
    int port;           // TCP; 0: one that is free
    const char *listen; // an address of this machine, a number; NULL: loopback alone
    const char *name;   // what people choose it by
    int osc_port;       // where OSC is received
    void *data;
    void (*take)(void *data, const void *packet, size_t size);
    double request_s; // that a request may take; 0: ten
};

enum { RMX_OSCQUERY_CONNECTIONS = 64, RMX_OSCQUERY_LISTENERS = 32 };

// NULL with one sentence in `why`. Texts are copied.
struct rmx_oscquery *rmx_oscquery_create(const struct rmx_oscquery_params *params, char *why,
                                         int why_size);
void rmx_oscquery_destroy(struct rmx_oscquery *query); // NULL is fine
int rmx_oscquery_port(const struct rmx_oscquery *query);

// What can be reached from now on; copied. Listeners hear what came and went.
void rmx_oscquery_set_targets(struct rmx_oscquery *query, const struct rmx_osc_target *targets,
                              int count);
// Where a value stands.
void rmx_oscquery_tell(struct rmx_oscquery *query, const char *name, double value);

// A host moves a value by another way than a WebSocket: those that listen on it hear where that
// stands once it rests.
void rmx_oscquery_note_moved(struct rmx_oscquery *query, const char *name, double host);

struct rmx_oscquery_counts {
    int connections, listeners; // open; of them WebSockets
    long long answers;          // to requests
    long long refused;          // requests of strangers, and connections for which there is no room
    long long sent;             // OSC messages
};
struct rmx_oscquery_counts rmx_oscquery_counts(const struct rmx_oscquery *query);
