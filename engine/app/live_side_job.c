// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_side_job.h"

#include <errno.h>
#include <stdlib.h>

void rmx_side_edit_copy(struct rmx_arena *arena, const struct rmx_side_edit *edit,
                        struct rmx_side_edit *copy)
{
    struct rmx_side side = {0};
    *copy = *edit;
    if (edit->kind == RMX_SIDE_KEEP) {
        rmx_side_keep(arena, &side, &edit->snapshot);
        copy->snapshot = side.snapshots[0];
    } else {
        rmx_side_bind(arena, &side, &edit->knob);
        copy->knob = side.knobs[0];
    }
}

void rmx_side_edit_apply(const struct rmx_side_edit *edit, struct rmx_arena *arena,
                         struct rmx_side *side)
{
    switch (edit->kind) {
    case RMX_SIDE_BIND: rmx_side_bind(arena, side, &edit->knob); break;
    case RMX_SIDE_UNBIND: rmx_side_unbind(side, edit->knob.name); break;
    case RMX_SIDE_KEEP: rmx_side_keep(arena, side, &edit->snapshot); break;
    }
}

struct rmx_side_job *rmx_side_job_create(const char *path, struct rmx_watch *watch,
                                         const struct rmx_side_edit *edits, int edit_count)
{
    struct rmx_side_job *job = calloc(1, sizeof(*job));
    if (!job)
        abort();
    job->path = path;
    job->watch = watch;
    job->edits = edits;
    job->edit_count = edit_count;
    job->arena = rmx_arena_create();
    return job;
}

void rmx_side_job_destroy(struct rmx_side_job *job)
{
    rmx_arena_destroy(job->arena);
    rmx_text_finish(&job->errors);
    free(job);
}

static void save(struct rmx_side_job *job)
{
    for (int i = 0; i < job->edit_count; i++)
        rmx_side_edit_apply(&job->edits[i], job->arena, job->side);
    job->is_saved = rmx_side_save(job->side, job->path);
    job->why = job->is_saved ? 0 : errno;
}

// Read anew before it is written: what an editor has saved meanwhile stays.
void rmx_side_job_run(struct rmx_side_job *job)
{
    struct rmx_errors errors = {.arena = job->arena};
    job->is_changed = !job->watch || rmx_watch_settle(job->watch);
    job->side = rmx_side_read(job->arena, job->path, &errors);
    job->is_broken = errors.error_count > 0;
    for (int i = 0; i < errors.count; i++)
        rmx_error_format(&job->errors, &errors.items[i]);
    if (job->edit_count && !job->is_broken)
        save(job);
    atomic_store(&job->is_done, true);
}

static void *run(void *data)
{
    rmx_side_job_run(data);
    return NULL;
}

void rmx_side_job_start(struct rmx_side_job *job)
{
    job->is_started = pthread_create(&job->thread, NULL, run, job) == 0;
    if (!job->is_started)
        rmx_side_job_run(job);
}

bool rmx_side_job_is_done(struct rmx_side_job *job)
{
    if (atomic_load(&job->is_done))
        rmx_side_job_wait(job);
    return atomic_load(&job->is_done);
}

void rmx_side_job_wait(struct rmx_side_job *job)
{
    if (job->is_started)
        pthread_join(job->thread, NULL);
    job->is_started = false;
}
