// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/exhibition.h"

#include "base/file.h"
#include "base/log.h"
#include "share/exhibition_file.h"
#include "share/waiting.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// So long updates are gathered before they are written, and so long until the next try.
enum { GATHER_MS = 200, RETRY_MS = 3000 };

// What was added in one call: its texts stand behind the showings.
struct batch {
    struct batch *before;
    int count;
    struct rmx_showing showings[];
};

// The one that adds pushes a batch and posts, and never takes a lock that the writer holds.
struct rmx_exhibition {
    char *path;                     // of the database; NULL: no home is known
    _Atomic(struct batch *) newest; // each with the one before
    sem_t changed;
    atomic_bool closing, given_up;
    atomic_bool has_writer;
    pthread_mutex_t starting; // the writer
    pthread_t writer;
    // The writer's own:
    struct rmx_exhibition_file file;
    struct rmx_waiting *waiting;
    bool said;
};

struct rmx_exhibition *rmx_exhibition_create(enum rmx_exhibition_kind kind, const char *path)
{
    struct rmx_exhibition *exhibition = calloc(1, sizeof(*exhibition));
    if (!exhibition)
        abort();
    struct rmx_arena *arena = rmx_arena_create();
    const char *chosen = path ? path : rmx_exhibition_path(arena);
    exhibition->path = chosen ? strdup(chosen) : NULL;
    rmx_arena_destroy(arena);
    exhibition->waiting = rmx_waiting_create(kind);
    sem_init(&exhibition->changed, 0, 0);
    pthread_mutex_init(&exhibition->starting, NULL);
    return exhibition;
}

// One sentence for a whole run.
static void say(struct rmx_exhibition *exhibition, const char *consequence)
{
    if (!exhibition->said)
        rmx_log(RMX_LOG_WARNING, "the exhibition %s: %s; %s",
                exhibition->path ? exhibition->path : "exhibition.db", exhibition->file.why,
                consequence);
    exhibition->said = true;
}

static enum rmx_exhibition_status open_file(struct rmx_exhibition *exhibition)
{
    if (!exhibition->path) {
        snprintf(exhibition->file.why, sizeof(exhibition->file.why), "no home is known");
        return RMX_EXHIBITION_NEVER;
    }
    enum rmx_exhibition_status status =
        rmx_exhibition_file_open(&exhibition->file, exhibition->path);
    if (!exhibition->file.aside[0])
        return status;
    rmx_log(RMX_LOG_WARNING,
            "the exhibition %s is broken: it is set aside as %s, and a new one begins",
            exhibition->path, rmx_path_file(exhibition->file.aside));
    return status;
}

// A database that breaks while it is open is opened anew, which sets it aside; once.
static enum rmx_exhibition_status try_to_write(struct rmx_exhibition *exhibition)
{
    enum rmx_exhibition_status status = RMX_EXHIBITION_BROKEN;
    int count;
    const struct rmx_exhibit_part *parts = rmx_waiting_parts(exhibition->waiting, &count);
    for (int i = 0; i < 2 && status == RMX_EXHIBITION_BROKEN; i++) {
        status = exhibition->file.database ? RMX_EXHIBITION_FINE : open_file(exhibition);
        if (status == RMX_EXHIBITION_FINE)
            status = rmx_exhibition_file_add(&exhibition->file, parts, count);
        if (status != RMX_EXHIBITION_FINE)
            rmx_exhibition_file_close(&exhibition->file);
    }
    return status;
}

// False: there is no use in trying again.
static bool write_waiting(struct rmx_exhibition *exhibition, bool closing)
{
    if (!rmx_waiting_count(exhibition->waiting))
        return true;
    enum rmx_exhibition_status status = try_to_write(exhibition);
    if (status == RMX_EXHIBITION_FINE)
        rmx_waiting_written(exhibition->waiting);
    else if (status == RMX_EXHIBITION_LATER)
        say(exhibition,
            closing ? "what was shown is not added" : "it is tried again until the show ends");
    else
        say(exhibition, "it is left alone, and nothing is added");
    return status == RMX_EXHIBITION_FINE || status == RMX_EXHIBITION_LATER;
}

// Takes what was added, the oldest first.
static struct batch *take(struct rmx_exhibition *exhibition)
{
    struct batch *oldest = NULL, *batch = atomic_exchange(&exhibition->newest, NULL);
    while (batch) {
        struct batch *before = batch->before;
        batch->before = oldest;
        oldest = batch;
        batch = before;
    }
    return oldest;
}

static void gather(struct rmx_exhibition *exhibition)
{
    for (struct batch *batch = take(exhibition), *later; batch; batch = later) {
        for (int i = 0; i < batch->count; i++)
            rmx_waiting_add(exhibition->waiting, &batch->showings[i]);
        later = batch->before;
        free(batch);
    }
}

// Until the program ends, or so long.
static void pause_for(struct rmx_exhibition *exhibition, long ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    while (!atomic_load(&exhibition->closing) &&
           (sem_clockwait(&exhibition->changed, CLOCK_MONOTONIC, &until) == 0 || errno == EINTR))
        continue;
}

// Until there is something to write, or the program ends.
static void wait_for_work(struct rmx_exhibition *exhibition)
{
    while (!atomic_load(&exhibition->newest) && !atomic_load(&exhibition->closing) &&
           !rmx_waiting_count(exhibition->waiting))
        sem_wait(&exhibition->changed);
}

static void *write_on(void *data)
{
    struct rmx_exhibition *exhibition = data;
    for (bool closing = false; !closing && !atomic_load(&exhibition->given_up);) {
        wait_for_work(exhibition);
        closing = atomic_load(&exhibition->closing); // before the last ones are taken
        gather(exhibition);
        if (!write_waiting(exhibition, closing))
            atomic_store(&exhibition->given_up, true);
        else
            pause_for(exhibition, rmx_waiting_count(exhibition->waiting) ? RETRY_MS : GATHER_MS);
    }
    rmx_exhibition_file_close(&exhibition->file);
    return NULL;
}

// It takes no signals: they are the program's, and a file that passes a limit is an error here.
static bool create_writer(struct rmx_exhibition *exhibition)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool created = pthread_create(&exhibition->writer, NULL, write_on, exhibition) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return created;
}

static void start_writer(struct rmx_exhibition *exhibition)
{
    pthread_mutex_lock(&exhibition->starting);
    if (!atomic_load(&exhibition->has_writer)) {
        bool created = create_writer(exhibition);
        atomic_store(created ? &exhibition->has_writer : &exhibition->given_up, true);
    }
    pthread_mutex_unlock(&exhibition->starting);
}

static size_t text_bytes(const struct rmx_showing *showing)
{
    return strlen(showing->path) + strlen(showing->name) + strlen(showing->title) + 3;
}

static const char *keep(char **at, const char *text)
{
    char *kept = *at;
    *at = stpcpy(kept, text) + 1;
    return kept;
}

static bool counts(const struct rmx_showing *showing)
{
    return showing->path && showing->surface_s > 0;
}

// What counts, in one block of memory; NULL: nothing does.
static struct batch *copy_showings(const struct rmx_showing *showings, int count)
{
    int kept = 0;
    size_t bytes = 0;
    for (int i = 0; i < count; i++) {
        if (!counts(&showings[i]))
            continue;
        kept++;
        bytes += text_bytes(&showings[i]);
    }
    if (!kept)
        return NULL;
    struct batch *batch =
        calloc(1, sizeof(*batch) + (size_t)kept * sizeof(batch->showings[0]) + bytes);
    if (!batch)
        abort();
    char *at = (char *)(batch->showings + kept);
    for (int i = 0; i < count; i++) {
        const struct rmx_showing *showing = &showings[i];
        if (counts(showing))
            batch->showings[batch->count++] = (struct rmx_showing){
                .path = keep(&at, showing->path),
                .name = keep(&at, showing->name),
                .surface_s = showing->surface_s,
                .title = keep(&at, showing->title),
            };
    }
    return batch;
}

void rmx_exhibition_add(struct rmx_exhibition *exhibition, const struct rmx_showing *showings,
                        int count)
{
    if (!exhibition || atomic_load(&exhibition->given_up))
        return;
    struct batch *batch = copy_showings(showings, count);
    if (!batch)
        return;
    batch->before = atomic_load(&exhibition->newest);
    while (!atomic_compare_exchange_weak(&exhibition->newest, &batch->before, batch))
        continue;
    if (!atomic_load(&exhibition->has_writer))
        start_writer(exhibition);
    sem_post(&exhibition->changed);
}

void rmx_exhibition_add_shares(struct rmx_exhibition *exhibition, const struct rmx_scene *scene,
                               const struct rmx_holders *holders, const struct rmx_shares *shares,
                               double seconds)
{
    const char *title = *scene->title ? scene->title : rmx_path_file(scene->path);
    struct rmx_showing *showings =
        exhibition && holders->count ? calloc((size_t)holders->count, sizeof(*showings)) : NULL;
    for (int i = 0; showings && i < holders->count; i++) {
        const struct rmx_source *shown =
            shares->shown ? shares->shown[i] : holders->items[i].source;
        showings[i] = (struct rmx_showing){
            .path = shown && shown->kind != RMX_SOURCE_SCENE ? shown->path : NULL,
            .name = holders->items[i].name,
            .surface_s = shares->total[i] * seconds,
            .title = title,
        };
    }
    if (showings)
        rmx_exhibition_add(exhibition, showings, holders->count);
    free(showings);
}

void rmx_exhibition_destroy(struct rmx_exhibition *exhibition)
{
    if (!exhibition)
        return;
    atomic_store(&exhibition->closing, true);
    sem_post(&exhibition->changed);
    if (exhibition->has_writer)
        pthread_join(exhibition->writer, NULL);
    for (struct batch *batch = take(exhibition), *later; batch; batch = later) {
        later = batch->before;
        free(batch);
    }
    rmx_waiting_destroy(exhibition->waiting);
    sem_destroy(&exhibition->changed);
    pthread_mutex_destroy(&exhibition->starting);
    free(exhibition->path);
    free(exhibition);
}
