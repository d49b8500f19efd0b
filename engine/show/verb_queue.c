// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/verb_queue.h"

#include "base/clock.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { MOST = 256 };

struct entry {
    int verb;
    double number;
    bool is_switch;
    double sent_ms;
};

struct rmx_verb_queue {
    pthread_mutex_t lock;
    atomic_int count; // written under the lock
    int first;        // in the ring
    double taken_ms;  // when the one that was taken last was sent
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

static bool is_set_later(struct rmx_verb_queue *queue, int place, int count, int verb)
{
    bool is_later = at(queue, place)->verb == verb;
    for (int i = place + 1; i < count && !is_later; i++)
        is_later = at(queue, i)->verb == at(queue, place)->verb;
    return is_later;
}

// Makes room for the verb: the oldest press goes, else the oldest number of a switch that is set
// again behind it.
static void drop_one(struct rmx_verb_queue *queue, int count, int verb)
{
    int place = 0;
    while (place < count && at(queue, place)->is_switch)
        place++;
    for (int i = 0; place == count && i < count; i++)
        if (is_set_later(queue, i, count, verb))
            place = i;
    for (place %= count; place > 0; place--)
        *at(queue, place) = *at(queue, place - 1);
    queue->first = (queue->first + 1) % MOST;
}

void rmx_verb_queue_put(struct rmx_verb_queue *queue, int verb, double number, bool is_switch)
{
    pthread_mutex_lock(&queue->lock);
    int count = queue->count;
    if (is_switch && count && at(queue, count - 1)->verb == verb) {
        count--;
    } else if (count == MOST) {
        drop_one(queue, count--, verb);
    }
    *at(queue, count) = (struct entry){verb, number, is_switch, rmx_clock_ms()};
    queue->count = count + 1;
    pthread_mutex_unlock(&queue->lock);
}

int rmx_verb_queue_count(const struct rmx_verb_queue *queue)
{
    return queue->count;
}

bool rmx_verb_queue_take(struct rmx_verb_queue *queue, int *verb, double *number)
{
    if (!queue->count)
        return false;
    pthread_mutex_lock(&queue->lock);
    *verb = at(queue, 0)->verb;
    *number = at(queue, 0)->number;
    queue->taken_ms = at(queue, 0)->sent_ms;
    queue->first = (queue->first + 1) % MOST;
    queue->count = queue->count - 1;
    pthread_mutex_unlock(&queue->lock);
    return true;
}

double rmx_verb_queue_sent_ms(const struct rmx_verb_queue *queue)
{
    return queue->taken_ms;
}
