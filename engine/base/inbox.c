// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/inbox.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    char name[RMX_INBOX_NAME];
    double value, over_s;
};

struct rmx_inbox {
    int most;
    atomic_int count; // of those that wait; written under the lock
    pthread_mutex_t lock;
    struct entry *waiting; // under the lock
    struct entry *taken;   // the taker's own
};

static struct entry *allocate(int count)
{
    struct entry *entries = calloc((size_t)count, sizeof(*entries));
    if (!entries)
        abort();
    return entries;
}

struct rmx_inbox *rmx_inbox_create(int most_names)
{
    struct rmx_inbox *inbox = calloc(1, sizeof(*inbox));
    if (!inbox)
        abort();
    inbox->most = most_names;
    inbox->waiting = allocate(most_names);
    inbox->taken = allocate(most_names);
    pthread_mutex_init(&inbox->lock, NULL);
    return inbox;
}

void rmx_inbox_destroy(struct rmx_inbox *inbox)
{
    if (!inbox)
        return;
    pthread_mutex_destroy(&inbox->lock);
    free(inbox->waiting);
    free(inbox->taken);
    free(inbox);
}

// The entry of that name, a new one where there is none; NULL: there is no room.
static struct entry *find_or_add(struct rmx_inbox *inbox, const char *name)
{
    int count = atomic_load(&inbox->count);
    for (int i = 0; i < count; i++)
        if (strcmp(inbox->waiting[i].name, name) == 0)
            return &inbox->waiting[i];
    if (count == inbox->most)
        return NULL;
    strcpy(inbox->waiting[count].name, name);
    atomic_store(&inbox->count, count + 1);
    return &inbox->waiting[count];
}

bool rmx_inbox_put(struct rmx_inbox *inbox, const char *name, double value, double over_s)
{
    if (strlen(name) >= RMX_INBOX_NAME)
        return false;
    pthread_mutex_lock(&inbox->lock);
    struct entry *entry = find_or_add(inbox, name);
    if (entry) {
        entry->value = value;
        entry->over_s = over_s;
    }
    pthread_mutex_unlock(&inbox->lock);
    return entry;
}

bool rmx_inbox_waits(const struct rmx_inbox *inbox)
{
    return atomic_load(&inbox->count) > 0;
}

void rmx_inbox_take(struct rmx_inbox *inbox,
                    void (*take)(void *data, const char *name, double value, double over_s),
                    void *data)
{
    if (!rmx_inbox_waits(inbox))
        return;
    pthread_mutex_lock(&inbox->lock);
    struct entry *taken = inbox->waiting;
    int count = atomic_load(&inbox->count);
    inbox->waiting = inbox->taken;
    inbox->taken = taken;
    atomic_store(&inbox->count, 0);
    pthread_mutex_unlock(&inbox->lock);
    for (int i = 0; i < count; i++)
        take(data, taken[i].name, taken[i].value, taken[i].over_s);
}
