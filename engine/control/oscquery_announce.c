// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/oscquery_announce.h"

#include "control/avahi.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RETRY_MS = 10000, PATIENCE_NS = 500000000, MOST_NAMES = 20 };

struct rmx_oscquery_announce {
    struct rmx_oscquery_announce_params params;
    const struct rmx_avahi *avahi;
    char name[64]; // as it is told: 63 bytes at most
    AvahiIfIndex interface;
    AvahiProtocol protocol;
    AvahiSimplePoll *poll;
    pthread_t thread;
    atomic_bool stops, is_out;
    atomic_int owners; // who made it and its thread; the last one frees it
    // The thread's own:
    AvahiEntryGroup *group; // the client's; NULL: there is none
    bool has_failed;
};

// --- What the daemon is asked for. What it does not take is not said: the show is there without.

static bool is_name_taken(int status)
{
    return status == AVAHI_ERR_COLLISION;
}

static int add_service(struct rmx_oscquery_announce *announce, const char *type, int port)
{
    return announce->avahi->avahi_entry_group_add_service_strlst(
        announce->group, announce->interface, announce->protocol, 0, announce->name, type, NULL,
        NULL, (uint16_t)port, NULL);
}

static int add_services(struct rmx_oscquery_announce *announce)
{
    int status = add_service(announce, "_oscjson._tcp", announce->params.port);
    return status ? status : add_service(announce, "_osc._udp", announce->params.osc_port);
}

static void take_other_name(struct rmx_oscquery_announce *announce)
{
    char *other = announce->avahi->avahi_alternative_service_name(announce->name);
    snprintf(announce->name, sizeof(announce->name), "%s", other ? other : "remontage");
    announce->avahi->avahi_free(other);
}

static void announce_services(struct rmx_oscquery_announce *announce)
{
    int status = AVAHI_ERR_COLLISION;
    for (int i = 0; i < MOST_NAMES && is_name_taken(status); i++) {
        if (i > 0)
            take_other_name(announce);
        announce->avahi->avahi_entry_group_reset(announce->group);
        status = add_services(announce);
    }
    if (!status)
        announce->avahi->avahi_entry_group_commit(announce->group);
}

static void on_group(AvahiEntryGroup *group, AvahiEntryGroupState state, void *data)
{
    struct rmx_oscquery_announce *announce = data;
    announce->group = group;
    announce->is_out = state == AVAHI_ENTRY_GROUP_ESTABLISHED;
    if (state != AVAHI_ENTRY_GROUP_COLLISION)
        return;
    take_other_name(announce);
    announce_services(announce);
}

static void on_client(AvahiClient *client, AvahiClientState state, void *data)
{
    struct rmx_oscquery_announce *announce = data;
    announce->is_out = false;
    announce->has_failed = state == AVAHI_CLIENT_FAILURE;
    if (state == AVAHI_CLIENT_S_RUNNING && !announce->group)
        announce->group = announce->avahi->avahi_entry_group_new(client, on_group, announce);
    if (state == AVAHI_CLIENT_S_RUNNING && announce->group)
        announce_services(announce);
    else if (announce->group && !announce->has_failed)
        announce->avahi->avahi_entry_group_reset(announce->group); // the machine's name changes
}

// --- The thread.

static void release(struct rmx_oscquery_announce *announce)
{
    if (--announce->owners)
        return;
    announce->avahi->avahi_simple_poll_free(announce->poll);
    free(announce);
}

// With one daemon, until it goes away.
static void follow_daemon(struct rmx_oscquery_announce *announce)
{
    const struct rmx_avahi *avahi = announce->avahi;
    int error;
    announce->has_failed = false;
    AvahiClient *client = avahi->avahi_client_new(
        avahi->avahi_simple_poll_get(announce->poll),
        AVAHI_CLIENT_NO_FAIL | AVAHI_CLIENT_IGNORE_USER_CONFIG, on_client, announce, &error);
    while (client && !announce->stops && !announce->has_failed)
        if (avahi->avahi_simple_poll_iterate(announce->poll, -1) != 0)
            break;
    announce->is_out = false;
    announce->group = NULL; // freed with the client
    if (client)
        avahi->avahi_client_free(client);
}

static void *work(void *data)
{
    struct rmx_oscquery_announce *announce = data;
    while (!announce->stops) {
        follow_daemon(announce);
        if (!announce->stops)
            announce->avahi->avahi_simple_poll_iterate(announce->poll, announce->params.retry_ms);
    }
    release(announce);
    return NULL;
}

// --- Where it can be reached.

static bool is_of(const struct sockaddr *address, int family, const void *wanted)
{
    if (!address || address->sa_family != family)
        return false;
    return family == AF_INET
               ? memcmp(&((const struct sockaddr_in *)address)->sin_addr, wanted, 4) == 0
               : memcmp(&((const struct sockaddr_in6 *)address)->sin6_addr, wanted, 16) == 0;
}

// The interface that has the address; AVAHI_IF_UNSPEC, all: none has it, or it means all.
static AvahiIfIndex find_interface(int family, const void *wanted)
{
    struct ifaddrs *all = NULL;
    AvahiIfIndex found = AVAHI_IF_UNSPEC;
    if (getifaddrs(&all) != 0)
        return found;
    for (const struct ifaddrs *one = all; one && found == AVAHI_IF_UNSPEC; one = one->ifa_next)
        if (is_of(one->ifa_addr, family, wanted))
            found = (AvahiIfIndex)if_nametoindex(one->ifa_name);
    freeifaddrs(all);
    return found;
}

static void find_way(struct rmx_oscquery_announce *announce, const char *where)
{
    struct in6_addr wanted;
    int family = where && strchr(where, ':') ? AF_INET6 : AF_INET;
    announce->protocol = AVAHI_PROTO_UNSPEC;
    announce->interface = AVAHI_IF_UNSPEC;
    if (inet_pton(family, where ? where : "127.0.0.1", &wanted) == 1)
        announce->interface = find_interface(family, &wanted);
    if (where && family == AF_INET) // the other one is not listened to
        announce->protocol = AVAHI_PROTO_INET;
}

// --- Made and ended from other threads.

static bool start(struct rmx_oscquery_announce *announce)
{
    sigset_t all, before;
    sigfillset(&all);
    announce->owners = 2;
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool is_there = pthread_create(&announce->thread, NULL, work, announce) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return is_there;
}

struct rmx_oscquery_announce *
rmx_oscquery_announce_create(const struct rmx_oscquery_announce_params *params)
{
    const struct rmx_avahi *avahi = rmx_avahi();
    if (!avahi)
        return NULL;
    struct rmx_oscquery_announce *announce = calloc(1, sizeof(*announce));
    if (!announce)
        abort();
    announce->params = *params;
    if (params->retry_ms <= 0)
        announce->params.retry_ms = RETRY_MS;
    announce->avahi = avahi;
    snprintf(announce->name, sizeof(announce->name), "%s", params->name);
    find_way(announce, params->listen);
    announce->poll = avahi->avahi_simple_poll_new();
    if (announce->poll && start(announce))
        return announce;
    if (announce->poll)
        avahi->avahi_simple_poll_free(announce->poll);
    free(announce);
    return NULL;
}

void rmx_oscquery_announce_destroy(struct rmx_oscquery_announce *announce)
{
    struct timespec until;
    if (!announce)
        return;
    announce->stops = true;
    announce->avahi->avahi_simple_poll_wakeup(announce->poll);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += PATIENCE_NS;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    if (pthread_timedjoin_np(announce->thread, NULL, &until) != 0)
        pthread_detach(announce->thread); // a daemon that does not answer keeps no one
    release(announce);
}

bool rmx_oscquery_announce_is_out(const struct rmx_oscquery_announce *announce)
{
    return announce->is_out;
}
