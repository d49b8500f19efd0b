// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/hasher.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// A file as it was when it was hashed.
struct known {
    const char *path;
    struct stat status; // all zero: it could not be looked at
};

struct rmx_hasher {
    void (*found)(void *data, const struct rmx_evening_source *source);
    void *data;
    pthread_t thread;
    struct rmx_arena *arena; // of what follows but `known`, under the lock
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool is_stopping;
    const char **waiting;
    int waiting_count, taken;
    // The thread's own:
    struct rmx_arena *known_arena;
    struct known *known;
    int known_count;
};

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_ino == b->st_ino && a->st_dev == b->st_dev &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static struct known *find(struct rmx_hasher *hasher, const char *path)
{
    for (int i = 0; i < hasher->known_count; i++)
        if (strcmp(hasher->known[i].path, path) == 0)
            return &hasher->known[i];
    struct known *known = RMX_PUSH(hasher->known_arena, &hasher->known, &hasher->known_count);
    known->path = rmx_arena_copy(hasher->known_arena, path);
    return known;
}

static void hash(struct rmx_hasher *hasher, const char *path)
{
    struct stat status = {0};
    struct rmx_evening_source source = {.path = path};
    struct rmx_arena *scratch = rmx_arena_create();
    const char *found = rmx_texts_found(scratch, path);
    bool is_there = stat(found, &status) == 0;
    int before = hasher->known_count;
    struct known *known = find(hasher, path);
    if (hasher->known_count > before || !is_same(&known->status, &status)) {
        known->status = status;
        if (!is_there || !S_ISREG(status.st_mode) || !rmx_hash_file(found, source.sha256))
            source.sha256[0] = '\0';
        hasher->found(hasher->data, &source);
    }
    rmx_arena_destroy(scratch);
}

// NULL: the end.
static const char *next(struct rmx_hasher *hasher)
{
    pthread_mutex_lock(&hasher->lock);
    while (hasher->taken == hasher->waiting_count && !hasher->is_stopping)
        pthread_cond_wait(&hasher->wake, &hasher->lock);
    const char *path =
        hasher->taken < hasher->waiting_count ? hasher->waiting[hasher->taken++] : NULL;
    pthread_mutex_unlock(&hasher->lock);
    return path;
}

static void *work(void *data)
{
    struct rmx_hasher *hasher = data;
    for (const char *path; (path = next(hasher));)
        hash(hasher, path);
    return NULL;
}

struct rmx_hasher *
rmx_hasher_create(void (*found)(void *data, const struct rmx_evening_source *source), void *data)
{
    struct rmx_hasher *hasher = calloc(1, sizeof(*hasher));
    if (!hasher)
        abort();
    *hasher = (struct rmx_hasher){.found = found,
                                  .data = data,
                                  .arena = rmx_arena_create(),
                                  .known_arena = rmx_arena_create()};
    pthread_mutex_init(&hasher->lock, NULL);
    pthread_cond_init(&hasher->wake, NULL);
    if (pthread_create(&hasher->thread, NULL, work, hasher) == 0)
        return hasher;
    rmx_arena_destroy(hasher->arena);
    rmx_arena_destroy(hasher->known_arena);
    free(hasher);
    return NULL;
}

void rmx_hasher_destroy(struct rmx_hasher *hasher)
{
    if (!hasher)
        return;
    pthread_mutex_lock(&hasher->lock);
    hasher->is_stopping = true;
    pthread_cond_signal(&hasher->wake);
    pthread_mutex_unlock(&hasher->lock);
    pthread_join(hasher->thread, NULL);
    pthread_cond_destroy(&hasher->wake);
    pthread_mutex_destroy(&hasher->lock);
    rmx_arena_destroy(hasher->arena);
    rmx_arena_destroy(hasher->known_arena);
    free(hasher);
}

void rmx_hasher_put(struct rmx_hasher *hasher, const char *path)
{
    pthread_mutex_lock(&hasher->lock);
    *RMX_PUSH(hasher->arena, &hasher->waiting, &hasher->waiting_count) =
        rmx_arena_copy(hasher->arena, path);
    pthread_cond_signal(&hasher->wake);
    pthread_mutex_unlock(&hasher->lock);
}
