// SPDX-License-Identifier: GPL-3.0-or-later
// The connections of OSCQuery: so many at most, each for so long at most until it has asked.
#include "base/clock.h"
#include "control/oscquery_parts.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

struct rmx_oscquery_connection *rmx_oscquery_find(struct rmx_oscquery *query, const struct lws *wsi)
{
    for (int i = 0; wsi && i < RMX_OSCQUERY_CONNECTIONS; i++)
        if (query->connections[i].wsi == wsi)
            return &query->connections[i];
    return NULL;
}

static void sweep(lws_sorted_usec_list_t *list);

static void sweep_soon(struct rmx_oscquery *query)
{
    query->lws->lws_sul_schedule(query->context, 0, &query->sweep, sweep,
                                 (lws_usec_t)(query->params.request_s * LWS_US_PER_SEC / 16));
}

// The library's own timeouts begin anew with what comes, a byte at a time if need be. Here a
// request has its time, and then no more.
static void sweep(lws_sorted_usec_list_t *list)
{
    struct rmx_oscquery *query = lws_container_of(list, struct rmx_oscquery, sweep);
    double now_ms = rmx_clock_ms();
    bool is_needed = false;
    for (int i = 0; i < RMX_OSCQUERY_CONNECTIONS; i++) {
        struct rmx_oscquery_connection *connection = &query->connections[i];
        if (!connection->wsi || connection->is_socket || connection->is_doomed)
            continue;
        connection->is_doomed = now_ms > connection->until_ms;
        if (connection->is_doomed)
            query->lws->lws_set_timeout(connection->wsi, PENDING_TIMEOUT_USER_OK,
                                        LWS_TO_KILL_ASYNC);
        else
            is_needed = true;
    }
    if (is_needed)
        sweep_soon(query);
}

// What dead peers leave is found out by the system; small frames are not held back.
static void prepare(int file)
{
    static const struct {
        int level, name, value;
    } options[] = {
        {SOL_SOCKET, SO_KEEPALIVE, 1},   {IPPROTO_TCP, TCP_NODELAY, 1},
        {IPPROTO_TCP, TCP_KEEPIDLE, 30}, {IPPROTO_TCP, TCP_KEEPINTVL, 10},
        {IPPROTO_TCP, TCP_KEEPCNT, 3},
    };
    for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
        setsockopt(file, options[i].level, options[i].name, &options[i].value,
                   sizeof(options[i].value));
}

// A place that is free; NULL: there is none.
static struct rmx_oscquery_connection *free_place(struct rmx_oscquery *query)
{
    for (int i = 0; i < RMX_OSCQUERY_CONNECTIONS; i++)
        if (!query->connections[i].wsi)
            return &query->connections[i];
    return NULL;
}

static double host_of(int file)
{
    struct sockaddr_storage address = {0};
    socklen_t length = sizeof(address);
    if (getpeername(file, (struct sockaddr *)&address, &length) != 0)
        return 0;
    return rmx_osc_host(&address);
}

static void take(struct rmx_oscquery *query, int file)
{
    struct rmx_oscquery_connection *place = free_place(query);
    if (!place) {
        query->refused++;
        close(file);
        return;
    }
    prepare(file);
    double host = host_of(file);
    lws_sock_file_fd_type adopted = {.sockfd = file};
    struct lws *wsi = query->lws->lws_adopt_descriptor_vhost(
        query->vhost, LWS_ADOPT_HTTP | LWS_ADOPT_SOCKET, adopted, NULL, NULL);
    if (!wsi)
        return; // it was closed
    *place = (struct rmx_oscquery_connection){
        .wsi = wsi, .host = host, .until_ms = rmx_clock_ms() + query->params.request_s * 1000};
    query->connection_count++;
    sweep_soon(query);
}

static void let_in(struct rmx_oscquery *query, bool lets)
{
    for (int i = 0; i < RMX_OSC_SOCKETS; i++)
        if (query->listeners[i])
            query->lws->lws_rx_flow_control(query->listeners[i], lets);
}

static void listen_again(lws_sorted_usec_list_t *list)
{
    let_in(lws_container_of(list, struct rmx_oscquery, listen), true);
}

// Who knocks stays at the door, which would wake this thread at once, again and again.
static void hold_for_a_moment(struct rmx_oscquery *query)
{
    let_in(query, false);
    query->lws->lws_sul_schedule(query->context, 0, &query->listen, listen_again,
                                 LWS_US_PER_SEC / 4);
}

void rmx_oscquery_accept(struct rmx_oscquery *query, int listener)
{
    int file;
    while ((file = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0)
        take(query, file);
    if (errno != EAGAIN && errno != ECONNABORTED && errno != EINTR)
        hold_for_a_moment(query); // this program or this machine has no more files or memory
}

static void release(struct rmx_oscquery_connection *connection)
{
    rmx_oscquery_views_finish(&connection->views);
    rmx_text_finish(&connection->received);
    rmx_text_finish(&connection->body);
    *connection = (struct rmx_oscquery_connection){0};
}

void rmx_oscquery_forget(struct rmx_oscquery *query, const struct lws *wsi)
{
    struct rmx_oscquery_connection *connection = rmx_oscquery_find(query, wsi);
    query->listener_count -= connection->is_socket;
    query->connection_count--;
    release(connection);
}

void rmx_oscquery_close_all(struct rmx_oscquery *query)
{
    for (int i = 0; i < RMX_OSCQUERY_CONNECTIONS; i++)
        release(&query->connections[i]);
}
