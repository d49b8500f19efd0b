// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/oscquery.h"

#include "base/clock.h"
#include "control/oscquery_parts.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TOLD = 4096, REQUEST_S = 10, HEADER_BYTES = 4096, IDLE_S = 5, FILES = 128 };

static const char listener[] = "listener";

// --- What the library calls.

static int on_client(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                     size_t size);
static int on_listener(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                       size_t size);

static struct rmx_oscquery *query_of(struct lws *wsi)
{
    const struct rmx_lws *lws = rmx_lws();
    return lws->lws_context_user(lws->lws_get_context(wsi));
}

static int on_listener(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                       size_t size)
{
    (void)user;
    (void)in;
    (void)size;
    struct rmx_oscquery *query = query_of(wsi);
    if (reason != LWS_CALLBACK_RAW_RX_FILE)
        return 0;
    for (int i = 0; i < RMX_OSC_SOCKETS; i++)
        if (query->sockets.files[i] >= 0)
            rmx_oscquery_accept(query, query->sockets.files[i]);
    return 0;
}

// Of a connection that is known.
static int act(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection,
               enum lws_callback_reasons reason, void *in, size_t size)
{
    switch ((int)reason) {
    case LWS_CALLBACK_HTTP: return rmx_oscquery_http(query, connection, in);
    case LWS_CALLBACK_HTTP_WRITEABLE: return rmx_oscquery_http_write(query, connection);
    case LWS_CALLBACK_ESTABLISHED: rmx_oscquery_socket_begin(query, connection); return 0;
    case LWS_CALLBACK_RECEIVE: return rmx_oscquery_socket_read(query, connection, in, size);
    case LWS_CALLBACK_SERVER_WRITEABLE: return rmx_oscquery_socket_write(query, connection);
    case LWS_CALLBACK_TIMER: query->lws->lws_callback_on_writable(connection->wsi); return 0;
    default: return 0;
    }
}

static int on_client(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                     size_t size)
{
    (void)user;
    struct rmx_oscquery *query = query_of(wsi);
    struct rmx_oscquery_connection *connection = query ? rmx_oscquery_find(query, wsi) : NULL;
    if (reason == LWS_CALLBACK_EVENT_WAIT_CANCELLED)
        rmx_oscquery_catch_up(query);
    if (!connection)
        return 0;
    if (reason == LWS_CALLBACK_HTTP_CONFIRM_UPGRADE)
        return rmx_oscquery_upgrade(query, wsi, in);
    if (reason == LWS_CALLBACK_WSI_DESTROY)
        rmx_oscquery_forget(query, wsi);
    else
        return act(query, connection, reason, in, size);
    return 0;
}

// --- What comes from other threads.

static void take_next(struct rmx_oscquery *query)
{
    pthread_mutex_lock(&query->lock);
    struct rmx_osc_tree next = query->next;
    bool has_next = query->has_next;
    query->next = (struct rmx_osc_tree){0};
    query->has_next = false;
    pthread_mutex_unlock(&query->lock);
    if (!has_next)
        return;
    rmx_osc_tree_learn(&next, &query->tree);
    for (int i = 0; i < RMX_OSCQUERY_CONNECTIONS; i++)
        if (query->connections[i].is_socket)
            rmx_oscquery_views_follow(&query->connections[i].views, &query->tree, &next);
    rmx_osc_tree_finish(&query->tree);
    query->tree = next;
}

static void note_moved(void *data, const char *name, double host, double over_s)
{
    struct rmx_oscquery *query = data;
    (void)over_s;
    for (int i = 0; i < RMX_OSCQUERY_CONNECTIONS; i++) {
        struct rmx_oscquery_connection *connection = &query->connections[i];
        if (connection->is_socket && connection->host == host)
            rmx_oscquery_views_move_name(&connection->views, &query->tree, name, rmx_clock_ms());
    }
}

static void note_told(void *data, const char *name, double value, double over_s)
{
    struct rmx_oscquery *query = data;
    (void)over_s;
    take_next(query); // what has the name may have come with it
    rmx_osc_tree_stand(&query->tree, name, value);
}

void rmx_oscquery_catch_up(struct rmx_oscquery *query)
{
    query->is_woken = false;
    take_next(query);
    rmx_inbox_take(query->moved, note_moved, query);
    rmx_inbox_take(query->told, note_told, query);
    for (int i = 0; i < RMX_OSCQUERY_CONNECTIONS; i++)
        if (query->connections[i].is_socket)
            query->lws->lws_callback_on_writable(query->connections[i].wsi);
}

static void *work(void *data)
{
    struct rmx_oscquery *query = data;
    while (!query->stops && query->lws->lws_service(query->context, 0) >= 0)
        continue;
    return NULL;
}

// --- Made and used from other threads.

static bool listens(struct rmx_oscquery *query)
{
    for (int i = 0; i < RMX_OSC_SOCKETS; i++) {
        lws_sock_file_fd_type file = {.filefd = query->sockets.files[i]};
        if (query->sockets.files[i] < 0)
            continue;
        query->listeners[i] = query->lws->lws_adopt_descriptor_vhost(
            query->vhost, LWS_ADOPT_RAW_FILE_DESC, file, listener, NULL);
        if (!query->listeners[i]) {
            query->sockets.files[i] = -1; // it was closed
            return false;
        }
    }
    return true;
}

// The library ignores SIGPIPE for the whole program, which is for the program to say.
static struct lws_context *create_context(struct rmx_oscquery *query,
                                          const struct lws_context_creation_info *info)
{
    struct sigaction before;
    sigaction(SIGPIPE, NULL, &before);
    struct lws_context *context = query->lws->lws_create_context(info);
    sigaction(SIGPIPE, &before, NULL);
    return context;
}

static bool open_library(struct rmx_oscquery *query)
{
    query->protocols[0] = (struct lws_protocols){.name = "oscquery", .callback = on_client};
    query->protocols[1] = (struct lws_protocols){.name = listener, .callback = on_listener};
    const struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN_SERVER,
        .protocols = query->protocols,
        .options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
                   LWS_SERVER_OPTION_HTTP_HEADERS_SECURITY_BEST_PRACTICES_ENFORCE,
        .user = query,
        .gid = -1,
        .uid = -1,
        .max_http_header_data = HEADER_BYTES,
        .max_http_header_pool = RMX_OSCQUERY_CONNECTIONS,
        .fd_limit_per_thread = FILES,
        .timeout_secs = REQUEST_S,
        .keepalive_timeout = IDLE_S,
    };
    query->context = create_context(query, &info);
    query->vhost = query->context ? query->lws->lws_create_vhost(query->context, &info) : NULL;
    return query->vhost && listens(query);
}

static bool start_thread(struct rmx_oscquery *query)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool is_there = pthread_create(&query->thread, NULL, work, query) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return is_there;
}

static void finish(struct rmx_oscquery *query)
{
    if (query->context)
        query->lws->lws_context_destroy(query->context); // and what it has adopted
    else
        rmx_osc_sockets_close(&query->sockets);
    rmx_oscquery_close_all(query);
    rmx_osc_tree_finish(&query->tree);
    rmx_osc_tree_finish(&query->next);
    rmx_inbox_destroy(query->told);
    rmx_inbox_destroy(query->moved);
    pthread_mutex_destroy(&query->lock);
    free(query);
}

static struct rmx_oscquery *make(const struct rmx_oscquery_params *params,
                                 const struct rmx_osc_sockets *sockets, const struct rmx_lws *lws)
{
    struct rmx_oscquery *query = calloc(1, sizeof(*query));
    if (!query)
        abort();
    query->params = *params;
    if (!(params->request_s > 0))
        query->params.request_s = REQUEST_S;
    query->lws = lws;
    query->sockets = *sockets;
    snprintf(query->name, sizeof(query->name), "%s", params->name ? params->name : "remontage");
    if (gethostname(query->machine, sizeof(query->machine) - 1) != 0)
        query->machine[0] = '\0';
    query->host = (struct rmx_oscquery_host){query->name, params->osc_port, sockets->port};
    query->told = rmx_inbox_create(TOLD);
    query->moved = rmx_inbox_create(TOLD);
    query->tree = rmx_osc_tree_create(NULL, 0);
    pthread_mutex_init(&query->lock, NULL);
    return query;
}

struct rmx_oscquery *rmx_oscquery_create(const struct rmx_oscquery_params *params, char *why,
                                         int why_size)
{
    struct rmx_osc_sockets sockets;
    const struct rmx_lws *lws = rmx_lws();
    if (!lws) {
        snprintf(why, (size_t)why_size, "OSCQuery is off: libwebsockets is not there");
        return NULL;
    }
    if (!rmx_osc_sockets_open(&sockets, SOCK_STREAM, params->port, params->listen, why, why_size))
        return NULL;
    struct rmx_oscquery *query = make(params, &sockets, lws);
    if (open_library(query) && start_thread(query))
        return query;
    snprintf(why, (size_t)why_size, "OSCQuery is off: it cannot be started: %s", strerror(errno));
    finish(query);
    return NULL;
}

void rmx_oscquery_destroy(struct rmx_oscquery *query)
{
    if (!query)
        return;
    query->stops = true;
    query->lws->lws_cancel_service(query->context);
    pthread_join(query->thread, NULL);
    finish(query);
}

int rmx_oscquery_port(const struct rmx_oscquery *query)
{
    return query->sockets.port;
}

// Once until the thread has woken.
static void wake(struct rmx_oscquery *query)
{
    if (!atomic_exchange(&query->is_woken, true))
        query->lws->lws_cancel_service(query->context);
}

void rmx_oscquery_set_targets(struct rmx_oscquery *query, const struct rmx_osc_target *targets,
                              int count)
{
    struct rmx_osc_tree next = rmx_osc_tree_create(targets, count);
    pthread_mutex_lock(&query->lock);
    struct rmx_osc_tree unused = query->next;
    query->next = next;
    query->has_next = true;
    pthread_mutex_unlock(&query->lock);
    rmx_osc_tree_finish(&unused);
    wake(query);
}

void rmx_oscquery_tell(struct rmx_oscquery *query, const char *name, double value)
{
    rmx_inbox_put(query->told, name, value, 0);
    if (query->listener_count > 0)
        wake(query);
}

void rmx_oscquery_note_moved(struct rmx_oscquery *query, const char *name, double host)
{
    if (query->listener_count > 0)
        rmx_inbox_put(query->moved, name, host, 0);
}

struct rmx_oscquery_counts rmx_oscquery_counts(const struct rmx_oscquery *query)
{
    return (struct rmx_oscquery_counts){
        .connections = query->connection_count,
        .listeners = query->listener_count,
        .answers = query->answers,
        .refused = query->refused,
        .sent = query->sent,
    };
}
