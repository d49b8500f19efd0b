// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/midi_sends.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1024, PAUSE_MS = 10 };

struct send {
    struct rmx_midi_control control; // its device is ours
    double value;
    double due_ms; // not before
    bool waits;
};

struct rmx_midi_sends {
    pthread_mutex_t lock; // of what follows; what was added stays where it is
    struct send items[MOST];
    int count;
};

static bool is_same(const struct rmx_midi_control *one, const struct rmx_midi_control *two)
{
    return one->kind == two->kind && one->number == two->number && one->channel == two->channel &&
           one->is_wide == two->is_wide && !one->device == !two->device &&
           (!one->device || strcmp(one->device, two->device) == 0);
}

static struct send *find_or_add(struct rmx_midi_sends *sends,
                                const struct rmx_midi_control *control)
{
    for (int i = 0; i < sends->count; i++)
        if (is_same(&sends->items[i].control, control))
            return &sends->items[i];
    if (sends->count == MOST)
        return NULL;
    struct send *send = &sends->items[sends->count++];
    *send = (struct send){.control = *control, .value = NAN};
    if (control->device && !(send->control.device = strdup(control->device)))
        abort();
    return send;
}

bool rmx_midi_sends_put(struct rmx_midi_sends *sends, const struct rmx_midi_control *control,
                        double value)
{
    if (!isfinite(value))
        return false;
    pthread_mutex_lock(&sends->lock);
    struct send *send = find_or_add(sends, control);
    if (send) {
        send->value = value;
        send->waits = true; // the same value, too: a hand may have moved it meanwhile
    }
    pthread_mutex_unlock(&sends->lock);
    return send;
}

void rmx_midi_sends_again(struct rmx_midi_sends *sends)
{
    pthread_mutex_lock(&sends->lock);
    for (int i = 0; i < sends->count; i++)
        sends->items[i].waits = true;
    pthread_mutex_unlock(&sends->lock);
}

// False: none of this one is due.
static bool take_one(struct rmx_midi_sends *sends, int i, double now_ms, struct send *taken)
{
    struct send *send = &sends->items[i];
    pthread_mutex_lock(&sends->lock);
    bool is_due = send->waits && send->due_ms <= now_ms;
    if (is_due) {
        send->waits = false;
        send->due_ms = now_ms + PAUSE_MS;
        *taken = *send;
    }
    pthread_mutex_unlock(&sends->lock);
    return is_due;
}

static void put_back(struct rmx_midi_sends *sends, int i)
{
    pthread_mutex_lock(&sends->lock);
    sends->items[i].waits = true;
    pthread_mutex_unlock(&sends->lock);
}

static int next_wait(struct rmx_midi_sends *sends, double now_ms)
{
    double wait_ms = -1;
    pthread_mutex_lock(&sends->lock);
    for (int i = 0; i < sends->count; i++) {
        double left_ms = fmax(sends->items[i].due_ms - now_ms, 0);
        if (sends->items[i].waits && (wait_ms < 0 || left_ms < wait_ms))
            wait_ms = left_ms;
    }
    pthread_mutex_unlock(&sends->lock);
    return (int)ceil(wait_ms);
}

int rmx_midi_sends_take(struct rmx_midi_sends *sends, double now_ms,
                        bool (*send)(void *data, const struct rmx_midi_control *control,
                                     double value),
                        void *data)
{
    struct send taken;
    pthread_mutex_lock(&sends->lock);
    int count = sends->count;
    pthread_mutex_unlock(&sends->lock);
    for (int i = 0; i < count; i++)
        if (take_one(sends, i, now_ms, &taken) && !send(data, &taken.control, taken.value))
            put_back(sends, i);
    return next_wait(sends, now_ms);
}

struct rmx_midi_sends *rmx_midi_sends_create(void)
{
    struct rmx_midi_sends *sends = calloc(1, sizeof(*sends));
    if (!sends)
        abort();
    pthread_mutex_init(&sends->lock, NULL);
    return sends;
}

void rmx_midi_sends_destroy(struct rmx_midi_sends *sends)
{
    if (!sends)
        return;
    for (int i = 0; i < sends->count; i++)
        free((char *)sends->items[i].control.device);
    pthread_mutex_destroy(&sends->lock);
    free(sends);
}
