// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/jobs.h"

#include <pthread.h>
#include <stdlib.h>

struct rmx_jobs {
    pthread_mutex_t lock;
    struct rmx_job_list waiting;
    struct rmx_job before;
};

struct rmx_jobs *rmx_jobs_create(void)
{
    struct rmx_jobs *jobs = calloc(1, sizeof(*jobs));
    if (!jobs)
        abort();
    pthread_mutex_init(&jobs->lock, NULL);
    return jobs;
}

void rmx_jobs_destroy(struct rmx_jobs *jobs)
{
    if (!jobs)
        return;
    pthread_mutex_destroy(&jobs->lock);
    free(jobs->waiting.items);
    free(jobs);
}

void rmx_jobs_put(struct rmx_jobs *jobs, void (*run)(void *data), void *data)
{
    pthread_mutex_lock(&jobs->lock);
    struct rmx_job_list *list = &jobs->waiting;
    if (list->count == list->room) {
        list->room = 2 * list->room + 4;
        list->items = realloc(list->items, (size_t)list->room * sizeof(*list->items));
        if (!list->items)
            abort();
    }
    list->items[list->count++] = (struct rmx_job){run, data};
    pthread_mutex_unlock(&jobs->lock);
}

void rmx_jobs_set_before(struct rmx_jobs *jobs, struct rmx_job job)
{
    pthread_mutex_lock(&jobs->lock);
    jobs->before = job;
    pthread_mutex_unlock(&jobs->lock);
}

void rmx_jobs_run_before(struct rmx_jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    struct rmx_job job = jobs->before;
    pthread_mutex_unlock(&jobs->lock);
    if (job.run)
        job.run(job.data);
}

struct rmx_job_list rmx_jobs_take(struct rmx_jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    struct rmx_job_list taken = jobs->waiting;
    jobs->waiting = (struct rmx_job_list){0};
    pthread_mutex_unlock(&jobs->lock);
    return taken;
}

void rmx_job_list_run(struct rmx_job_list *list)
{
    for (int i = 0; i < list->count; i++)
        list->items[i].run(list->items[i].data);
    free(list->items);
    *list = (struct rmx_job_list){0};
}
