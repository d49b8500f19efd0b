// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/osc_sockets.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TRIES = 16, BUFFER = 8 << 20, BACKLOG = 64 };

// A burst waits here until the thread comes to it; without the right to the whole, as much as the
// system gives.
static void enlarge(int file)
{
    const int wished = BUFFER;
    if (setsockopt(file, SOL_SOCKET, SO_RCVBUFFORCE, &wished, sizeof(wished)) != 0)
        setsockopt(file, SOL_SOCKET, SO_RCVBUF, &wished, sizeof(wished));
}

static void prepare(int file, int type)
{
    const int on = true;
    if (type == SOCK_STREAM) { // a show that begins again has its port again
        setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
        return;
    }
    enlarge(file);
    setsockopt(file, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof(on)); // tells of what is lost
}

// A socket bound to the address; -1 with errno.
static int open_at(const struct sockaddr *address, socklen_t length, int type, bool is_v6_only)
{
    int file = socket(address->sa_family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int v6_only = is_v6_only;
    if (file < 0)
        return -1;
    if (address->sa_family == AF_INET6)
        setsockopt(file, IPPROTO_IPV6, IPV6_V6ONLY, &v6_only, sizeof(v6_only));
    prepare(file, type);
    if (bind(file, address, length) == 0 && (type != SOCK_STREAM || listen(file, BACKLOG) == 0))
        return file;
    int error = errno;
    close(file);
    errno = error;
    return -1;
}

static int port_of(int file)
{
    struct sockaddr_storage bound;
    socklen_t length = sizeof(bound);
    if (getsockname(file, (struct sockaddr *)&bound, &length) != 0)
        return 0;
    return ntohs(bound.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
                                             : ((struct sockaddr_in *)&bound)->sin_port);
}

// A machine without IPv6 does without it. False with errno.
static bool open_loopback(struct rmx_osc_sockets *sockets, int type, int port)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    sockets->files[0] = open_at((struct sockaddr *)&v4, sizeof(v4), type, false);
    if (sockets->files[0] < 0)
        return false;
    sockets->port = port_of(sockets->files[0]);
    v6.sin6_port = htons((uint16_t)sockets->port);
    sockets->files[1] = open_at((struct sockaddr *)&v6, sizeof(v6), type, true);
    if (sockets->files[1] >= 0 || errno != EADDRINUSE)
        return true;
    rmx_osc_sockets_close(sockets);
    errno = EADDRINUSE;
    return false;
}

static struct addrinfo *look_up(const char *host, int port, int flags)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_DGRAM, .ai_flags = flags | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    char service[16];
    snprintf(service, sizeof(service), "%d", port);
    return getaddrinfo(host, service, &hints, &found) == 0 ? found : NULL;
}

static bool open_address(struct rmx_osc_sockets *sockets, int type, int port, const char *where)
{
    struct addrinfo *found = look_up(where, port, AI_PASSIVE | AI_NUMERICHOST);
    if (!found) {
        errno = EADDRNOTAVAIL;
        return false;
    }
    sockets->files[0] = open_at(found->ai_addr, found->ai_addrlen, type, false);
    int error = errno;
    freeaddrinfo(found);
    errno = error;
    if (sockets->files[0] >= 0)
        sockets->port = port_of(sockets->files[0]);
    return sockets->files[0] >= 0;
}

bool rmx_osc_sockets_open(struct rmx_osc_sockets *sockets, int type, int port, const char *where,
                          char *why, int why_size)
{
    const char *what = type == SOCK_STREAM ? "OSCQuery" : "OSC";
    bool is_open = false, is_taken = true;
    for (int tries = port ? 1 : TRIES; !is_open && is_taken && tries > 0; tries--) {
        *sockets = (struct rmx_osc_sockets){{-1, -1}, 0};
        is_open =
            where ? open_address(sockets, type, port, where) : open_loopback(sockets, type, port);
        is_taken = errno == EADDRINUSE;
    }
    if (is_open)
        return true;
    if (is_taken)
        snprintf(why, (size_t)why_size, "%s is off: port %d is in use by another program", what,
                 port);
    else if (where && errno == EADDRNOTAVAIL)
        snprintf(why, (size_t)why_size, "%s is off: this machine has no address '%s'", what, where);
    else
        snprintf(why, (size_t)why_size, "%s is off: port %d: %s", what, port, strerror(errno));
    return false;
}

void rmx_osc_sockets_close(struct rmx_osc_sockets *sockets)
{
    for (int i = 0; i < RMX_OSC_SOCKETS; i++)
        if (sockets->files[i] >= 0)
            close(sockets->files[i]);
    *sockets = (struct rmx_osc_sockets){{-1, -1}, 0};
}

bool rmx_osc_split(const char *written, char *host, int host_size, int *port)
{
    const char *colon = strrchr(written, ':');
    size_t length = colon ? (size_t)(colon - written) : 0;
    bool is_bracketed = length > 2 && written[0] == '[' && written[length - 1] == ']';
    if (is_bracketed) {
        written++;
        length -= 2;
    }
    char *end = NULL;
    long number = colon ? strtol(colon + 1, &end, 10) : 0;
    bool is_number = colon && colon[1] >= '0' && colon[1] <= '9' && !*end;
    if (!is_number || number < 1 || number > 65535 || !length || length >= (size_t)host_size)
        return false;
    if (!is_bracketed && memchr(written, ':', length))
        return false; // half an IPv6 address
    memcpy(host, written, length);
    host[length] = '\0';
    *port = (int)number;
    return true;
}

bool rmx_osc_peer_open(struct rmx_osc_peer *peer, const char *written, bool is_numeric_only)
{
    char host[256];
    int port;
    *peer = (struct rmx_osc_peer){.file = -1};
    struct addrinfo *found = rmx_osc_split(written, host, sizeof(host), &port)
                                 ? look_up(host, port, is_numeric_only ? AI_NUMERICHOST : 0)
                                 : NULL;
    const struct addrinfo *best = found;
    while (best && best->ai_family != AF_INET) // what listens to OSC seldom knows another
        best = best->ai_next;
    best = best ? best : found;
    if (!best)
        return false;
    peer->file = socket(best->ai_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    peer->length = best->ai_addrlen;
    memcpy(&peer->address, best->ai_addr, best->ai_addrlen);
    freeaddrinfo(found);
    return peer->file >= 0;
}

static uint16_t *port_in(struct rmx_osc_peer *peer)
{
    return peer->address.ss_family == AF_INET6 ? &((struct sockaddr_in6 *)&peer->address)->sin6_port
                                               : &((struct sockaddr_in *)&peer->address)->sin_port;
}

bool rmx_osc_peer_is_near(const struct rmx_osc_peer *a, const struct rmx_osc_peer *b)
{
    if (!a->length || !b->length || a->address.ss_family != b->address.ss_family)
        return false;
    if (a->address.ss_family == AF_INET6)
        return memcmp(&((const struct sockaddr_in6 *)&a->address)->sin6_addr,
                      &((const struct sockaddr_in6 *)&b->address)->sin6_addr,
                      sizeof(struct in6_addr)) == 0;
    return ((const struct sockaddr_in *)&a->address)->sin_addr.s_addr ==
           ((const struct sockaddr_in *)&b->address)->sin_addr.s_addr;
}

// Of IPv6 addresses as much as a double holds.
double rmx_osc_host(const struct sockaddr_storage *address)
{
    uint64_t bits[2];
    const struct in6_addr *v6 = &((const struct sockaddr_in6 *)address)->sin6_addr;
    if (address->ss_family != AF_INET6)
        return ((const struct sockaddr_in *)address)->sin_addr.s_addr;
    memcpy(bits, v6, sizeof(bits));
    return -1 - (double)((bits[0] * 31 + bits[1]) >> 12);
}

bool rmx_osc_peer_is(const struct rmx_osc_peer *a, const struct rmx_osc_peer *b)
{
    struct rmx_osc_peer one = *a, two = *b;
    return rmx_osc_peer_is_near(a, b) && *port_in(&one) == *port_in(&two);
}

void rmx_osc_peer_set_port(struct rmx_osc_peer *peer, int port)
{
    *port_in(peer) = htons((uint16_t)port);
}
