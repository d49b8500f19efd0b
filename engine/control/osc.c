// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/osc.h"

#include "base/clock.h"
#include "base/inbox.h"
#include "base/log.h"
#include "control/osc_clients.h"
#include "control/osc_finder.h"
#include "control/osc_later.h"
#include "control/osc_packets.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { BATCH = 16, PACKET = 1 << 16, TOLD = 4096, MOST_SAID = 20 };

static const char subscribe[] = "/remontage/subscribe";

struct rmx_osc {
    struct rmx_osc_params params; // its texts are not kept
    struct rmx_osc_sockets sockets;
    int wake; // an eventfd
    pthread_t thread;
    struct rmx_osc_finder *finder; // of `to`; NULL: there is none
    atomic_bool stops;
    struct rmx_inbox *told;
    struct rmx_osc_packets *handed; // of rmx_osc_take
    pthread_mutex_t lock;           // of the next three
    struct rmx_osc_tree next;       // of rmx_osc_set_targets
    bool has_next;
    struct rmx_osc_peer found; // of `to`; taken by the thread
    atomic_llong messages, broken, unknown, lost, refused;
    atomic_int listeners;
    // The thread's own:
    struct rmx_osc_tree tree;
    struct rmx_osc_clients clients;
    struct rmx_osc_later later;
    uint32_t lost_before[RMX_OSC_SOCKETS]; // as each socket told last
    struct rmx_osc_peer from;              // of the packet that is read
    bool has_news;                         // a listener may not know all
    int said;                              // of what was wrong, in the log
    unsigned char (*packets)[PACKET];
};

static void wake(struct rmx_osc *osc)
{
    const uint64_t one = 1;
    if (write(osc->wake, &one, sizeof(one)) < 0)
        return; // it is awake
}

// --- What a message does.

static void follow_listeners(struct rmx_osc *osc)
{
    osc->listeners = rmx_osc_clients_count(&osc->clients);
    osc->has_news = true;
}

static void take_subscription(struct rmx_osc *osc, const struct rmx_osc_delivery *delivery)
{
    struct rmx_osc_peer peer = delivery->from;
    double number = delivery->arguments ? delivery->number : 1;
    if (number > 1 && number <= 65535)
        rmx_osc_peer_set_port(&peer, (int)number);
    if (number >= 1 && number <= 65535)
        rmx_osc_clients_add(&osc->clients, &osc->tree, &peer);
    else if (number == 0)
        rmx_osc_clients_remove(&osc->clients, &osc->tree, &peer);
    follow_listeners(osc);
}

bool rmx_osc_takes(const struct rmx_osc_target *target, double number)
{
    bool is_within = number >= target->min && number <= target->max;
    return isfinite(number) && (is_within || target->kind != RMX_OSC_STRICT);
}

static bool may_say(struct rmx_osc *osc)
{
    return osc->said < MOST_SAID && ++osc->said;
}

static void say_refused(struct rmx_osc *osc, const struct rmx_osc_target *target, double number)
{
    if (!may_say(osc))
        return;
    if (isfinite(number))
        rmx_log(RMX_LOG_INFO, "OSC: %s takes %g to %g, not %g", target->address, target->min,
                target->max, number);
    else
        rmx_log(RMX_LOG_INFO, "OSC: %s takes a number", target->address);
}

static void take_value(struct rmx_osc *osc, struct rmx_osc_entry *entry,
                       const struct rmx_osc_delivery *delivery)
{
    double over_s = isnan(entry->target.glide_s) ? delivery->over_s : entry->target.glide_s;
    if (!delivery->arguments && !isnan(entry->stands) && delivery->from.length)
        rmx_osc_send(&delivery->from, entry->target.address, entry->stands);
    if (!delivery->arguments)
        return;
    if (!isfinite(over_s) || over_s < 0)
        over_s = 0;
    rmx_osc_clients_move(&osc->clients, entry, &delivery->from, rmx_clock_ms());
    if (osc->params.moved && delivery->from.length)
        osc->params.moved(osc->params.data, entry->target.name,
                          rmx_osc_host(&delivery->from.address));
    osc->params.set(osc->params.data, entry->target.name, delivery->number, over_s);
}

static void take_entry(struct rmx_osc *osc, struct rmx_osc_entry *entry,
                       const struct rmx_osc_delivery *delivery)
{
    double number = delivery->arguments ? delivery->number : 1;
    if (delivery->arguments && !rmx_osc_takes(&entry->target, number))
        say_refused(osc, &entry->target, number);
    else if (entry->target.verb < 0)
        take_value(osc, entry, delivery);
    else
        osc->params.press(osc->params.data, entry->target.verb, number);
}

// How many entries are meant.
static int take_entries(struct rmx_osc *osc, const struct rmx_osc_delivery *delivery)
{
    int count = 0;
    struct rmx_osc_entry *same = rmx_osc_tree_find(&osc->tree, delivery->address, &count);
    for (int i = 0; i < count; i++)
        take_entry(osc, &same[i], delivery);
    if (!rmx_osc_is_pattern(delivery->address))
        return count;
    for (int i = 0; i < osc->tree.count; i++) {
        struct rmx_osc_entry *entry = &osc->tree.entries[i];
        if (!rmx_osc_matches(delivery->address, entry->target.address))
            continue;
        take_entry(osc, entry, delivery);
        count++;
    }
    return count;
}

static void act(struct rmx_osc *osc, const struct rmx_osc_delivery *delivery)
{
    bool is_known = true;
    if (osc->params.heard)
        osc->params.heard(osc->params.data, delivery->address, delivery->arguments,
                          delivery->number);
    if (strcmp(delivery->address, subscribe) == 0 && delivery->from.length)
        take_subscription(osc, delivery);
    else
        is_known = take_entries(osc, delivery) > 0;
    osc->messages += is_known;
    osc->unknown += !is_known;
    if (!is_known && may_say(osc))
        rmx_log(RMX_LOG_INFO, "OSC: nothing listens to %s", delivery->address);
}

// --- From packets to messages.

static void take_message(void *data, const struct rmx_osc_message *message)
{
    struct rmx_osc *osc = data;
    if (osc->stops)
        return; // a packet's messages may take a while
    struct rmx_osc_delivery delivery = {
        .arguments = message->count,
        .number = rmx_osc_number(message, 0, NAN),
        .over_s = rmx_osc_number(message, 1, NAN),
        .from = osc->from,
    };
    size_t length = strlen(message->address);
    memcpy(delivery.address, message->address,
           length < RMX_OSC_ADDRESS ? length : RMX_OSC_ADDRESS - 1);
    double now_ms = rmx_clock_ms();
    if (message->due != RMX_OSC_AT_ONCE)
        delivery.due_ms = rmx_osc_due_ms(message->due, rmx_osc_now(), now_ms);
    if (length >= RMX_OSC_ADDRESS)
        osc->unknown++;
    else if (delivery.due_ms <= now_ms)
        act(osc, &delivery);
    else if (!rmx_osc_later_add(&osc->later, &delivery, now_ms))
        osc->refused++;
}

static void take_packet(struct rmx_osc *osc, const void *packet, size_t size)
{
    const char *why = rmx_osc_read(packet, size, take_message, osc);
    if (!why)
        return;
    if (osc->broken++ == 0)
        rmx_log(RMX_LOG_WARNING, "OSC: a packet of %zu bytes is dropped: %s", size, why);
}

// The system counts what a socket had no room for, and tells with the packets that follow.
static void note_lost(struct rmx_osc *osc, int socket, struct msghdr *header)
{
    uint32_t lost = 0;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(header); part; part = CMSG_NXTHDR(header, part))
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SO_RXQ_OVFL)
            memcpy(&lost, CMSG_DATA(part), sizeof(lost));
    if (lost == osc->lost_before[socket])
        return;
    if (osc->lost == 0)
        rmx_log(RMX_LOG_WARNING, "OSC: messages come faster than they are taken: some are lost");
    osc->lost += lost - osc->lost_before[socket];
    osc->lost_before[socket] = lost;
}

// A few packets of a socket; false: there are no more.
static bool receive(struct rmx_osc *osc, int socket)
{
    int file = osc->sockets.files[socket];
    struct mmsghdr headers[BATCH] = {0};
    struct iovec parts[BATCH];
    struct sockaddr_storage from[BATCH];
    _Alignas(struct cmsghdr) char controls[BATCH][CMSG_SPACE(sizeof(uint32_t))];
    for (int i = 0; i < BATCH; i++) {
        parts[i] = (struct iovec){osc->packets[i], PACKET};
        headers[i].msg_hdr = (struct msghdr){.msg_name = &from[i],
                                             .msg_namelen = sizeof(from[i]),
                                             .msg_iov = &parts[i],
                                             .msg_iovlen = 1,
                                             .msg_control = controls[i],
                                             .msg_controllen = sizeof(controls[i])};
    }
    int count = recvmmsg(file, headers, BATCH, MSG_DONTWAIT, NULL);
    for (int i = 0; i < count; i++) {
        osc->from = (struct rmx_osc_peer){from[i], headers[i].msg_hdr.msg_namelen, file};
        note_lost(osc, socket, &headers[i].msg_hdr);
        take_packet(osc, osc->packets[i], headers[i].msg_len);
    }
    return count == BATCH;
}

// Those of rmx_osc_take that wait by now come from no client.
static void take_handed(struct rmx_osc *osc)
{
    void *packet;
    size_t size;
    osc->from = (struct rmx_osc_peer){0};
    for (int i = 0; i < BATCH && (packet = rmx_osc_packets_take(osc->handed, &size)); i++) {
        take_packet(osc, packet, size);
        free(packet);
        if (i == BATCH - 1)
            wake(osc); // there may be more
    }
}

// --- The thread.

static void take_next(struct rmx_osc *osc)
{
    pthread_mutex_lock(&osc->lock);
    struct rmx_osc_tree next = osc->next;
    struct rmx_osc_peer found = osc->found;
    bool has_next = osc->has_next;
    osc->next = (struct rmx_osc_tree){0};
    osc->found.length = 0;
    osc->has_next = false;
    pthread_mutex_unlock(&osc->lock);
    if (has_next) {
        rmx_osc_tree_learn(&next, &osc->tree);
        rmx_osc_tree_finish(&osc->tree);
        osc->tree = next;
        osc->has_news = true;
    }
    if (found.length) {
        osc->clients.peers[0] = found;
        follow_listeners(osc);
    }
}

static void note_told(void *data, const char *name, double value, double over_s)
{
    struct rmx_osc *osc = data;
    (void)over_s;
    take_next(osc); // what has the name may have come with it
    osc->has_news |= rmx_osc_tree_stand(&osc->tree, name, value);
}

static int sooner(int one, int two)
{
    return one < 0 || (two >= 0 && two < one) ? two : one;
}

// Until something comes; `wait_ms` -1: for ever.
static void wait_for_more(struct rmx_osc *osc, int wait_ms)
{
    uint64_t woken;
    struct pollfd files[RMX_OSC_SOCKETS + 1];
    for (int i = 0; i < RMX_OSC_SOCKETS; i++)
        files[i] = (struct pollfd){osc->sockets.files[i], POLLIN, 0};
    files[RMX_OSC_SOCKETS] = (struct pollfd){osc->wake, POLLIN, 0};
    poll(files, RMX_OSC_SOCKETS + 1, wait_ms);
    if (files[RMX_OSC_SOCKETS].revents && read(osc->wake, &woken, sizeof(woken)) < 0)
        return;
}

static void *work(void *data)
{
    struct rmx_osc *osc = data;
    struct rmx_osc_delivery *due;
    bool has_more = false;
    int told_ms = -1;
    while (!osc->stops) {
        int due_ms = rmx_osc_later_wait_ms(&osc->later, rmx_clock_ms());
        wait_for_more(osc, has_more ? 0 : sooner(told_ms, due_ms));
        take_next(osc);
        rmx_inbox_take(osc->told, note_told, osc);
        has_more = false;
        for (int i = 0; i < RMX_OSC_SOCKETS; i++)
            has_more |= osc->sockets.files[i] >= 0 && receive(osc, i);
        take_handed(osc);
        while ((due = rmx_osc_later_take(&osc->later, rmx_clock_ms()))) {
            act(osc, due);
            free(due);
        }
        if (osc->has_news || told_ms >= 0)
            told_ms = rmx_osc_clients_tell(&osc->clients, &osc->tree, rmx_clock_ms());
        osc->has_news = false;
    }
    return NULL;
}

// --- `to`

static void take_found(void *data, struct rmx_osc_peer peer)
{
    struct rmx_osc *osc = data;
    pthread_mutex_lock(&osc->lock);
    osc->found = peer;
    pthread_mutex_unlock(&osc->lock);
    wake(osc);
}

// --- Made and used from other threads.

static bool start(struct rmx_osc *osc, const char *to)
{
    sigset_t all, before;
    sigfillset(&all);
    osc->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool is_there = osc->wake >= 0 && pthread_create(&osc->thread, NULL, work, osc) == 0;
    if (is_there && to)
        osc->finder = rmx_osc_finder_start(to, osc, take_found);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return is_there;
}

static void finish(struct rmx_osc *osc)
{
    rmx_osc_sockets_close(&osc->sockets);
    if (osc->wake >= 0)
        close(osc->wake);
    if (osc->clients.peers[0].length)
        close(osc->clients.peers[0].file);
    if (osc->found.length)
        close(osc->found.file);
    rmx_osc_tree_finish(&osc->tree);
    rmx_osc_tree_finish(&osc->next);
    rmx_osc_later_finish(&osc->later);
    rmx_inbox_destroy(osc->told);
    rmx_osc_packets_destroy(osc->handed);
    pthread_mutex_destroy(&osc->lock);
    free(osc->packets);
    free(osc);
}

struct rmx_osc *rmx_osc_create(const struct rmx_osc_params *params, char *why, int why_size)
{
    struct rmx_osc_sockets sockets;
    if (!rmx_osc_sockets_open(&sockets, SOCK_DGRAM, params->port, params->listen, why, why_size))
        return NULL;
    struct rmx_osc *osc = calloc(1, sizeof(*osc));
    unsigned char(*packets)[PACKET] = malloc(sizeof(*packets) * BATCH);
    if (!osc || !packets)
        abort();
    osc->params = *params;
    osc->sockets = sockets;
    osc->packets = packets;
    osc->told = rmx_inbox_create(TOLD);
    osc->handed = rmx_osc_packets_create();
    pthread_mutex_init(&osc->lock, NULL);
    if (start(osc, params->to))
        return osc;
    snprintf(why, (size_t)why_size, "OSC is off: no thread for it: %s", strerror(errno));
    finish(osc);
    return NULL;
}

void rmx_osc_destroy(struct rmx_osc *osc)
{
    if (!osc)
        return;
    rmx_osc_finder_leave(osc->finder);
    osc->stops = true;
    wake(osc);
    pthread_join(osc->thread, NULL);
    finish(osc);
}

int rmx_osc_port(const struct rmx_osc *osc)
{
    return osc->sockets.port;
}

void rmx_osc_set_targets(struct rmx_osc *osc, const struct rmx_osc_target *targets, int count)
{
    struct rmx_osc_tree next = rmx_osc_tree_create(targets, count);
    pthread_mutex_lock(&osc->lock);
    struct rmx_osc_tree unused = osc->next;
    osc->next = next;
    osc->has_next = true;
    pthread_mutex_unlock(&osc->lock);
    rmx_osc_tree_finish(&unused);
    wake(osc);
}

void rmx_osc_tell(struct rmx_osc *osc, const char *name, double value)
{
    rmx_inbox_put(osc->told, name, value, 0);
    if (osc->listeners > 0)
        wake(osc);
}

bool rmx_osc_take(struct rmx_osc *osc, const void *packet, size_t size)
{
    bool is_taken = rmx_osc_packets_put(osc->handed, packet, size);
    osc->refused += !is_taken;
    wake(osc);
    return is_taken;
}

struct rmx_osc_counts rmx_osc_counts(struct rmx_osc *osc)
{
    return (struct rmx_osc_counts){
        .messages = osc->messages,
        .broken = osc->broken,
        .unknown = osc->unknown,
        .lost = osc->lost,
        .refused = osc->refused,
        .listeners = osc->listeners,
    };
}
