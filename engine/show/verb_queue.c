// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/verb_queue.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { MOST = 256 };

struct entry {
    int verb;
    double number;
};

struct rmx_verb_queue {
    pthread_mutex_t lock;
    atomic_int count; // written under the lock
    int first;        // in the ring
    struct entry ring[MOST];
};

struct rmx_verb_queue *rmx_verb_queue_create(void)
{
    struct rmx_verb_queue *queue = calloc(1, sizeof(*queue));
    if (!queue)
        abort();
    pthread_mutex_init(&queue->lock, NULL);
    return queue;
}

void rmx_verb_queue_destroy(struct rmx_verb_queue *queue)
{
    if (!queue)
        return;
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

static struct entry *at(struct rmx_verb_queue *queue, int place)
{
    return &queue->ring[(queue->first + place) % MOST];
}

void rmx_verb_queue_put(struct rmx_verb_queue *queue, int verb, double number, bool is_switch)
{
    pthread_mutex_lock(&queue->lock);
    int count = queue->count;
    if (is_switch && count && at(queue, count - 1)->verb == verb) {
        count--;
    } else if (count == MOST) {
        queue->first = (queue->first + 1) % MOST;
        count--;
    }
    *at(queue, count) = (struct entry){verb, number};
    queue->count = count + 1;
    pthread_mutex_unlock(&queue->lock);
}

bool rmx_verb_queue_take(struct rmx_verb_queue *queue, int *verb, double *number)
{
    if (!queue->count)
        return false;
    pthread_mutex_lock(&queue->lock);
    *verb = at(queue, 0)->verb;
    *number = at(queue, 0)->number;
    queue->first = (queue->first + 1) % MOST;
    queue->count = queue->count - 1;
    pthread_mutex_unlock(&queue->lock);
    return true;
}
