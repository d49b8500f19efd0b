// SPDX-License-Identifier: GPL-3.0-or-later
#include "share/exhibition.h"

#include "base/file.h"
#include "base/log.h"
#include "share/exhibition_file.h"
#include "share/waiting.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// So long updates are gathered before they are written, and so long until the next try.
enum { GATHER_MS = 200, RETRY_MS = 3000 };

// What was added in one call: its texts stand behind the showings.
struct batch {
    struct batch *next;
    int count;
    struct rmx_showing showings[];
};

struct rmx_exhibition {
    char *path; // of the database; NULL: no home is known
    pthread_t writer;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    // Under the lock:
    struct batch *first, **last;
    bool has_writer, closing, given_up;
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
    exhibition->last = &exhibition->first;
    exhibition->waiting = rmx_waiting_create(kind);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&exhibition->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&exhibition->lock, NULL);
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

static void gather(struct rmx_exhibition *exhibition, struct batch *batch)
{
    while (batch) {
        struct batch *next = batch->next;
        for (int i = 0; i < batch->count; i++)
            rmx_waiting_add(exhibition->waiting, &batch->showings[i]);
        free(batch);
        batch = next;
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
    while (!exhibition->closing &&
           pthread_cond_timedwait(&exhibition->changed, &exhibition->lock, &until) == 0)
        continue;
}

static struct batch *take(struct rmx_exhibition *exhibition)
{
    struct batch *batch = exhibition->first;
    exhibition->first = NULL;
    exhibition->last = &exhibition->first;
    return batch;
}

static void *write_on(void *data)
{
    struct rmx_exhibition *exhibition = data;
    pthread_mutex_lock(&exhibition->lock);
    for (bool closing = false; !closing && !exhibition->given_up;) {
        while (!exhibition->first && !exhibition->closing &&
               !rmx_waiting_count(exhibition->waiting))
            pthread_cond_wait(&exhibition->changed, &exhibition->lock);
        struct batch *batch = take(exhibition);
        closing = exhibition->closing;
        pthread_mutex_unlock(&exhibition->lock);
        gather(exhibition, batch);
        bool goes_on = write_waiting(exhibition, closing);
        pthread_mutex_lock(&exhibition->lock);
        exhibition->given_up = !goes_on;
        if (goes_on)
            pause_for(exhibition, rmx_waiting_count(exhibition->waiting) ? RETRY_MS : GATHER_MS);
    }
    gather(exhibition, take(exhibition));
    pthread_mutex_unlock(&exhibition->lock);
    rmx_exhibition_file_close(&exhibition->file);
    return NULL;
}

// It takes no signals: they are the program's, and a file that passes a limit is an error here.
static bool start_writer(struct rmx_exhibition *exhibition)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&exhibition->writer, NULL, write_on, exhibition) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
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
    struct batch *batch = exhibition ? copy_showings(showings, count) : NULL;
    if (!batch)
        return;
    pthread_mutex_lock(&exhibition->lock);
    if (!exhibition->has_writer && !exhibition->given_up) {
        exhibition->has_writer = start_writer(exhibition);
        exhibition->given_up = !exhibition->has_writer;
    }
    if (exhibition->given_up) {
        free(batch);
    } else {
        *exhibition->last = batch;
        exhibition->last = &batch->next;
        pthread_cond_signal(&exhibition->changed);
    }
    pthread_mutex_unlock(&exhibition->lock);
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
            .path = shown ? shown->path : NULL,
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
    pthread_mutex_lock(&exhibition->lock);
    exhibition->closing = true;
    pthread_cond_signal(&exhibition->changed);
    pthread_mutex_unlock(&exhibition->lock);
    if (exhibition->has_writer)
        pthread_join(exhibition->writer, NULL);
    rmx_waiting_destroy(exhibition->waiting);
    pthread_cond_destroy(&exhibition->changed);
    pthread_mutex_destroy(&exhibition->lock);
    free(exhibition->path);
    free(exhibition);
}
