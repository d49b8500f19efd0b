// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/hearing.h"

#include "media/sound.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// Hops behind the end that are still analysed: by then all has died away.
enum { TAIL = 60 * RMX_HEARING_RATE / RMX_HOP };
// A millisecond's work, and a sixth of a second.
enum { ALMOST_THERE = 16 };

struct rmx_hearing {
    struct rmx_hearing *next; // of all that are open
    int takers;
    char *path;
    struct stat status;
    struct rmx_analysis_params params;
    pthread_mutex_t lock; // of the tickets
    pthread_cond_t turn;
    unsigned long long next_ticket, served; // who holds `served` has what follows
    struct rmx_sound_file *file;
    struct rmx_analysis *analysis;
    struct rmx_heard *rows;
    long long count, room, last; // `last`: the last hop that is analysed; -1: not known yet
    atomic_llong known;          // the rows up to this one are there, or are the last one
    // Of the thread that goes far:
    pthread_mutex_t going; // of its start and end
    pthread_t thread;
    bool has_thread;
    atomic_llong goal;
    atomic_bool goes, stops;
};

static pthread_mutex_t all_lock = PTHREAD_MUTEX_INITIALIZER;
static struct rmx_hearing *all;

static bool is_unchanged(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static struct rmx_hearing *find(const char *path, const struct stat *status,
                                const struct rmx_analysis_params *params)
{
    for (struct rmx_hearing *it = all; it; it = it->next)
        if (strcmp(it->path, path) == 0 && is_unchanged(&it->status, status) &&
            it->params.gain == params->gain && it->params.attack_s == params->attack_s &&
            it->params.release_s == params->release_s)
            return it;
    return NULL;
}

static struct rmx_hearing *create(const char *path, const struct stat *status,
                                  const struct rmx_analysis_params *params, char *why,
                                  size_t why_size)
{
    struct rmx_sound_file *file = rmx_sound_open(path, RMX_HEARING_RATE, why, why_size);
    if (!file)
        return NULL;
    struct rmx_hearing *hearing = calloc(1, sizeof(*hearing));
    if (!hearing || !(hearing->path = strdup(path)))
        abort();
    hearing->status = *status;
    hearing->params = *params;
    hearing->file = file;
    hearing->analysis = rmx_analysis_create(params);
    hearing->last = -1;
    hearing->known = -1;
    pthread_mutex_init(&hearing->going, NULL);
    pthread_mutex_init(&hearing->lock, NULL);
    pthread_cond_init(&hearing->turn, NULL);
    return hearing;
}

static void destroy(struct rmx_hearing *hearing)
{
    hearing->stops = true;
    if (hearing->has_thread)
        pthread_join(hearing->thread, NULL);
    pthread_mutex_destroy(&hearing->going);
    rmx_analysis_destroy(hearing->analysis);
    rmx_sound_close(hearing->file);
    pthread_cond_destroy(&hearing->turn);
    pthread_mutex_destroy(&hearing->lock);
    free(hearing->rows);
    free(hearing->path);
    free(hearing);
}

// One that is open on it already, else `made` (NULL: none).
static struct rmx_hearing *take(const char *path, const struct stat *status,
                                const struct rmx_analysis_params *params, struct rmx_hearing *made)
{
    pthread_mutex_lock(&all_lock);
    struct rmx_hearing *hearing = find(path, status, params);
    if (!hearing && made) {
        hearing = made;
        hearing->next = all;
        all = hearing;
    }
    if (hearing)
        hearing->takers++;
    pthread_mutex_unlock(&all_lock);
    return hearing;
}

// A file is opened without the lock: a slow disk keeps no one waiting who hears another one.
struct rmx_hearing *rmx_hearing_take(const char *path, const struct rmx_analysis_params *params,
                                     char *why, size_t why_size)
{
    struct stat status = {0};
    struct rmx_hearing *hearing =
        stat(path, &status) == 0 ? take(path, &status, params, NULL) : NULL;
    if (hearing)
        return hearing;
    struct rmx_hearing *made = create(path, &status, params, why, why_size);
    if (!made)
        return NULL;
    hearing = take(path, &status, params, made);
    if (hearing != made)
        destroy(made);
    return hearing;
}

static void unlink_hearing(const struct rmx_hearing *hearing)
{
    struct rmx_hearing **at = &all;
    while (*at != hearing)
        at = &(*at)->next;
    *at = hearing->next;
}

void rmx_hearing_give_back(struct rmx_hearing *hearing)
{
    pthread_mutex_lock(&all_lock);
    bool is_last = --hearing->takers == 0;
    if (is_last)
        unlink_hearing(hearing);
    pthread_mutex_unlock(&all_lock);
    if (is_last)
        destroy(hearing);
}

int rmx_hearing_channels(const struct rmx_hearing *hearing)
{
    return rmx_sound_channels(hearing->file);
}

// In the order of coming: a mutex alone lets who releases it take it again before those that wait.
static void enter(struct rmx_hearing *hearing)
{
    pthread_mutex_lock(&hearing->lock);
    unsigned long long ticket = hearing->next_ticket++;
    while (hearing->served != ticket)
        pthread_cond_wait(&hearing->turn, &hearing->lock);
    pthread_mutex_unlock(&hearing->lock);
}

static void leave(struct rmx_hearing *hearing)
{
    pthread_mutex_lock(&hearing->lock);
    hearing->served++;
    pthread_cond_broadcast(&hearing->turn);
    pthread_mutex_unlock(&hearing->lock);
}

static void analyse_one(struct rmx_hearing *hearing)
{
    float samples[RMX_HOP];
    if (hearing->count == hearing->room) {
        hearing->room = 2 * hearing->room + 1024;
        hearing->rows = realloc(hearing->rows, (size_t)hearing->room * sizeof(*hearing->rows));
        if (!hearing->rows)
            abort();
    }
    long long first = hearing->count * RMX_HOP;
    rmx_sound_read(hearing->file, RMX_SOUND_MIX, first, RMX_HOP, samples);
    rmx_analysis_hop(hearing->analysis, samples, &hearing->rows[hearing->count++]);
    if (hearing->last < 0 && rmx_sound_is_over(hearing->file))
        hearing->last = rmx_sound_reach(hearing->file, first + RMX_HOP) / RMX_HOP + TAIL;
    bool is_all = hearing->last >= 0 && hearing->count > hearing->last;
    hearing->known = is_all ? LLONG_MAX : hearing->count - 1;
}

static bool is_missing(const struct rmx_hearing *hearing, long long hop)
{
    return hearing->count <= hop && (hearing->last < 0 || hearing->count <= hearing->last);
}

// The hop itself, or the last one that there is. After each hop on the way the others have a turn:
// who is far ahead keeps no one waiting.
static long long reach(struct rmx_hearing *hearing, long long hop)
{
    while (is_missing(hearing, hop)) {
        analyse_one(hearing);
        leave(hearing);
        enter(hearing);
    }
    return hop < hearing->count ? hop : hearing->count - 1;
}

// --- Far away.

static void *go(void *data)
{
    struct rmx_hearing *hearing = data;
    while (!hearing->stops && hearing->known < hearing->goal) {
        enter(hearing);
        if (hearing->known < hearing->goal) // no one else was quicker
            analyse_one(hearing);
        leave(hearing);
    }
    hearing->goes = false;
    return NULL;
}

// False: there can be no thread.
static bool start(struct rmx_hearing *hearing)
{
    sigset_t blocked, before;
    if (hearing->has_thread)
        pthread_join(hearing->thread, NULL); // it has ended
    hearing->goes = true;
    sigfillset(&blocked);
    pthread_sigmask(SIG_SETMASK, &blocked, &before);
    hearing->has_thread = pthread_create(&hearing->thread, NULL, go, hearing) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!hearing->has_thread)
        hearing->goes = false;
    return hearing->has_thread;
}

// One that is just ending overlooks its new goal: the next one that asks starts another one.
bool rmx_hearing_is_near(struct rmx_hearing *hearing, long long hop, long long most)
{
    if (hop <= hearing->known)
        return true;
    pthread_mutex_lock(&hearing->going);
    bool goes = hearing->goes;
    bool is_near = hop - hearing->known <= (goes && most > ALMOST_THERE ? ALMOST_THERE : most);
    if (!is_near) {
        hearing->goal = hop;
        is_near = !goes && !start(hearing);
    }
    pthread_mutex_unlock(&hearing->going);
    return is_near;
}

struct rmx_heard rmx_hearing_row(struct rmx_hearing *hearing, long long hop)
{
    enter(hearing);
    long long there = reach(hearing, hop);
    struct rmx_heard row = hearing->rows[there];
    float behind_s = (float)((double)(hop - there) * RMX_HOP_S);
    row.numbers[RMX_HEARD_SILENCE] += behind_s;
    row.numbers[RMX_HEARD_SMOOTH + RMX_HEARD_SILENCE] += behind_s;
    leave(hearing);
    return row;
}

void rmx_hearing_events(struct rmx_hearing *hearing, long long first, long long last,
                        float numbers[RMX_HEARD])
{
    enter(hearing);
    bool goes_on = reach(hearing, last) == last;
    for (int i = RMX_HEARD_ONSET; i < RMX_HEARD; i++) {
        numbers[i] = 0;
        for (long long hop = first < 0 ? 0 : first; goes_on && hop <= last; hop++)
            if (hearing->rows[hop].numbers[i] > 0)
                numbers[i] = 1;
    }
    leave(hearing);
}

void rmx_hearing_window(struct rmx_hearing *hearing, long long hop, int channel, float *samples)
{
    enter(hearing);
    rmx_sound_read(hearing->file, channel, (hop + 1) * RMX_HOP - RMX_WINDOW, RMX_WINDOW, samples);
    leave(hearing);
}
