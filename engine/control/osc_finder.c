// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/osc_finder.h"

#include "base/log.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Of its caller and of its thread; the last one of the two frees it.
struct rmx_osc_finder {
    pthread_mutex_t lock;
    int holders;
    bool was_left;
    char *to;
    void *data;
    void (*found)(void *data, struct rmx_osc_peer peer);
};

static void let_go(struct rmx_osc_finder *finder)
{
    pthread_mutex_lock(&finder->lock);
    bool is_last = --finder->holders == 0;
    pthread_mutex_unlock(&finder->lock);
    if (!is_last)
        return;
    pthread_mutex_destroy(&finder->lock);
    free(finder->to);
    free(finder);
}

static void *find(void *data)
{
    struct rmx_osc_finder *finder = data;
    struct rmx_osc_peer peer;
    bool is_there = rmx_osc_peer_open(&peer, finder->to, false);
    pthread_mutex_lock(&finder->lock);
    if (is_there && !finder->was_left)
        finder->found(finder->data, peer);
    else if (is_there)
        close(peer.file);
    else
        rmx_log(RMX_LOG_WARNING, "OSC: there is no %s to send to", finder->to);
    pthread_mutex_unlock(&finder->lock);
    let_go(finder);
    return NULL;
}

struct rmx_osc_finder *rmx_osc_finder_start(const char *to, void *data,
                                            void (*found)(void *data, struct rmx_osc_peer peer))
{
    struct rmx_osc_peer peer;
    pthread_t thread;
    struct rmx_osc_finder *finder = calloc(1, sizeof(*finder));
    if (!finder)
        abort();
    *finder = (struct rmx_osc_finder){.holders = 2, .to = strdup(to), .data = data, .found = found};
    if (!finder->to)
        abort();
    pthread_mutex_init(&finder->lock, NULL);
    bool is_number = rmx_osc_peer_open(&peer, to, true);
    if (is_number)
        found(data, peer);
    if (!is_number && pthread_create(&thread, NULL, find, finder) == 0)
        pthread_detach(thread);
    else
        let_go(finder); // there is no thread
    return finder;
}

void rmx_osc_finder_leave(struct rmx_osc_finder *finder)
{
    if (!finder)
        return;
    pthread_mutex_lock(&finder->lock);
    finder->was_left = true;
    pthread_mutex_unlock(&finder->lock);
    let_go(finder);
}
