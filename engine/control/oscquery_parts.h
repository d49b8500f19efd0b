// SPDX-License-Identifier: GPL-3.0-or-later
// The server of OSCQuery from within: shared by its files alone.
//
// Thread: the server's own, but for what is said to be others'.
#pragma once

#include "base/inbox.h"
#include "control/lws.h"
#include "control/osc_sockets.h"
#include "control/oscquery.h"
#include "control/oscquery_views.h"

#include <pthread.h>
#include <stdatomic.h>

struct rmx_oscquery_connection {
    struct lws *wsi; // NULL: the place is free
    double host;     // as rmx_osc_host says it
    double until_ms; // when it is closed, unless it is a WebSocket
    bool is_socket;  // a WebSocket
    bool is_doomed;  // it is being closed
    struct rmx_oscquery_views views;
    struct rmx_text received; // of a frame that has not ended
    struct rmx_text body;     // of the answer
    size_t sent;              // of it
};

struct rmx_oscquery {
    struct rmx_oscquery_params params; // its texts are not kept
    const struct rmx_lws *lws;
    struct rmx_oscquery_host host;
    char name[256], machine[256];
    struct rmx_osc_sockets sockets;
    struct lws_protocols protocols[3];
    struct lws_context *context;
    struct lws_vhost *vhost;
    pthread_t thread;
    atomic_bool stops, is_woken;
    struct rmx_inbox *told, *moved; // others' and the thread's
    pthread_mutex_t lock;           // of the next two
    struct rmx_osc_tree next;
    bool has_next;
    atomic_int connection_count, listener_count;
    atomic_llong answers, refused, sent;
    // The thread's own:
    struct rmx_osc_tree tree;
    struct rmx_oscquery_connection connections[RMX_OSCQUERY_CONNECTIONS];
    struct lws *listeners[RMX_OSC_SOCKETS]; // NULL: there is none
    lws_sorted_usec_list_t sweep, listen;
};

// What was told and set by other threads is known from now on.
void rmx_oscquery_catch_up(struct rmx_oscquery *query);
// NULL: it is none of a client.
struct rmx_oscquery_connection *rmx_oscquery_find(struct rmx_oscquery *query,
                                                  const struct lws *wsi);
void rmx_oscquery_accept(struct rmx_oscquery *query, int listener);
void rmx_oscquery_forget(struct rmx_oscquery *query, const struct lws *wsi);
void rmx_oscquery_close_all(struct rmx_oscquery *query); // its memory

// Of one connection; -1 closes it.
int rmx_oscquery_http(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection,
                      const char *path);
int rmx_oscquery_http_write(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection);
// Whether one that asks for a WebSocket may have it; 1: it was answered that it may not.
int rmx_oscquery_upgrade(struct rmx_oscquery *query, struct lws *wsi, const char *protocol);
void rmx_oscquery_socket_begin(struct rmx_oscquery *query,
                               struct rmx_oscquery_connection *connection);
int rmx_oscquery_socket_read(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection,
                             const void *bytes, size_t size);
int rmx_oscquery_socket_write(struct rmx_oscquery *query,
                              struct rmx_oscquery_connection *connection);
