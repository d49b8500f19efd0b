// SPDX-License-Identifier: GPL-3.0-or-later
// The stage's side of the loader: what it tells, asks, takes and gives back while the thread works.
#include "show/reload_parts.h"

#include "base/clock.h"
#include "base/log.h"

#include <semaphore.h>
#include <time.h>
#include <unistd.h>

void rmx_reload_wake(struct rmx_reload *reload)
{
    uint64_t one = 1;
    if (write(reload->wake, &one, sizeof(one)) < 0)
        rmx_log(RMX_LOG_DEBUG, "the loader is awake already");
}

bool rmx_reload_was_at_work(struct rmx_reload *reload)
{
    unsigned works = atomic_load(&reload->works), before = reload->works_seen;
    reload->works_seen = works;
    return works != before || works % 2;
}

bool rmx_reload_rest(struct rmx_reload *reload, double most_ms)
{
    double until_ms = rmx_clock_ms() + most_ms;
    bool goes_on = true;
    while (goes_on) {
        pthread_mutex_lock(&reload->lock);
        reload->rests = true;
        goes_on = reload->is_loading || atomic_load(&reload->works) % 2;
        pthread_mutex_unlock(&reload->lock);
        if (goes_on && rmx_clock_ms() >= until_ms)
            return false;
        if (goes_on)
            nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
    return true;
}

void rmx_reload_resize(struct rmx_reload *reload, int width, int height)
{
    pthread_mutex_lock(&reload->lock);
    bool differs = reload->width != width || reload->height != height;
    reload->width = width;
    reload->height = height;
    pthread_mutex_unlock(&reload->lock);
    if (differs)
        rmx_reload_wake(reload);
}

void rmx_reload_position(struct rmx_reload *reload, long long frame, double fps)
{
    pthread_mutex_lock(&reload->lock);
    reload->frame = frame;
    reload->fps = fps;
    pthread_mutex_unlock(&reload->lock);
}

struct rmx_player *rmx_reload_take(struct rmx_reload *reload)
{
    pthread_mutex_lock(&reload->lock);
    struct rmx_player *ready = reload->ready;
    reload->ready = NULL;
    pthread_mutex_unlock(&reload->lock);
    if (ready && ready == reload->params.lost)
        rmx_reload_wake(reload); // it waited for that
    return ready;
}

void rmx_reload_give_back(struct rmx_reload *reload, struct rmx_player *player)
{
    pthread_mutex_lock(&reload->lock);
    bool kept = reload->back_count < RMX_MOST_BACK;
    if (kept)
        reload->back[reload->back_count++] = player;
    pthread_mutex_unlock(&reload->lock);
    if (!kept)
        rmx_log(RMX_LOG_ERROR, "the loader does not take generations back");
    rmx_reload_wake(reload);
}

void rmx_reload_counts(struct rmx_reload *reload, struct rmx_reload_counts *counts)
{
    pthread_mutex_lock(&reload->lock);
    *counts = reload->counts;
    pthread_mutex_unlock(&reload->lock);
}

struct drop {
    struct rmx_player *player;
    sem_t done;
};

static void drop(void *data)
{
    struct drop *it = data;
    rmx_survey_drop(rmx_survey_of(it->player));
    rmx_generation_drop_renderer(it->player->generation);
    sem_post(&it->done);
}

void rmx_reload_drop(struct rmx_reload *reload, struct rmx_player *player)
{
    struct drop it = {.player = player};
    sem_init(&it.done, 0, 0);
    rmx_reload_do(reload, drop, &it);
    while (sem_wait(&it.done) != 0)
        continue; // a signal came in between
    sem_destroy(&it.done);
}

struct rmx_loading *rmx_reload_loading(struct rmx_reload *reload)
{
    return &reload->loading;
}

void rmx_reload_before(struct rmx_reload *reload, void (*job)(void *data), void *data)
{
    rmx_jobs_set_before(reload->jobs, (struct rmx_job){job, data});
}

void rmx_reload_do(struct rmx_reload *reload, void (*job)(void *data), void *data)
{
    rmx_jobs_put(reload->jobs, job, data);
    rmx_reload_wake(reload);
}
