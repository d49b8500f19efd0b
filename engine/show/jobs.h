// SPDX-License-Identifier: GPL-3.0-or-later
// What the loader's thread is to do for others, in the order in which they ask.
//
// Thread: any.
#pragma once

struct rmx_jobs;

struct rmx_jobs *rmx_jobs_create(void);
void rmx_jobs_destroy(struct rmx_jobs *jobs); // NULL is fine; those that wait are not done
void rmx_jobs_put(struct rmx_jobs *jobs, void (*run)(void *data), void *data);

struct rmx_job {
    void (*run)(void *data);
    void *data;
};
// The one that is done before each load; of NULL: none is.
void rmx_jobs_set_before(struct rmx_jobs *jobs, struct rmx_job job);
void rmx_jobs_run_before(struct rmx_jobs *jobs);

// Those that wait, taken out of the queue.
struct rmx_job_list {
    struct rmx_job *items;
    int count, room;
};
struct rmx_job_list rmx_jobs_take(struct rmx_jobs *jobs);
void rmx_job_list_run(struct rmx_job_list *list); // and frees it
