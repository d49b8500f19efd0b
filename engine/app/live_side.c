// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_side.h"

#include "app/live_side_job.h"
#include "base/clock.h"
#include "base/file.h"
#include "show/watch.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TAKE_MS = 100, LOOK_MS = 1000, QUIET_MS = 40, AGAIN_MS = 5000 };

struct rmx_live_side {
    struct rmx_live_side_params params;
    struct rmx_arena *own; // as long as this
    const char *path, *name;
    struct rmx_watch *watch;
    struct rmx_arena *arena; // of what it says
    struct rmx_side *side;
    int version;
    struct rmx_arena *edit_arena;
    struct rmx_side_edit *edits; // that are in no file yet
    int edit_count;
    struct rmx_side_job *job; // NULL: none is done
    bool wants_job;
    bool is_broken;                                   // the file has mistakes
    bool is_refused;                                  // it could not be written, and that was said
    double took_ms, looked_ms, changed_ms, failed_ms; // 0: never
    int warned_load, warned_version;                  // that it was last checked for
    struct rmx_text warned;
};

static void say(const struct rmx_live_side *live, const char *text)
{
    if (live->params.say)
        live->params.say(live->params.say_data, text);
}

static void say_line(const struct rmx_live_side *live, const char *words)
{
    struct rmx_text line = {0};
    rmx_text_printf(&line, "remontage: %s: %s\n", live->name, words);
    say(live, rmx_text_string(&line));
    rmx_text_finish(&line);
}

static bool differs(const struct rmx_side *one, const struct rmx_side *other)
{
    struct rmx_text a = {0}, b = {0};
    rmx_side_write(&a, one);
    rmx_side_write(&b, other);
    bool is = strcmp(rmx_text_string(&a), rmx_text_string(&b)) != 0;
    rmx_text_finish(&a);
    rmx_text_finish(&b);
    return is;
}

static void take_side(struct rmx_live_side *live, struct rmx_arena *arena, struct rmx_side *side)
{
    live->version += !live->side || differs(live->side, side);
    rmx_arena_destroy(live->arena);
    live->arena = arena;
    live->side = side;
}

static void say_failure(struct rmx_live_side *live, const struct rmx_side_job *job)
{
    live->failed_ms = rmx_clock_ms();
    if (live->is_refused)
        return;
    live->is_refused = true;
    if (job->is_broken)
        say_line(live, "it has mistakes: what is learned is written once they are mended");
    else
        say_line(live, rmx_arena_printf(job->arena,
                                        "%s: what is learned is kept, and written as "
                                        "soon as it can be",
                                        strerror(job->why)));
}

// What was learned while the job was done comes on top.
static void take_whole(struct rmx_live_side *live, struct rmx_side_job *job)
{
    struct rmx_arena *arena = job->arena;
    for (int i = job->edit_count; i < live->edit_count; i++)
        rmx_side_edit_apply(&live->edits[i], arena, job->side);
    job->arena = NULL;
    take_side(live, arena, job->side);
}

static void drop_edits(struct rmx_live_side *live, int count)
{
    live->is_refused = false;
    live->edit_count -= count;
    if (live->edit_count)
        memmove(live->edits, live->edits + count, sizeof(*live->edits) * (size_t)live->edit_count);
    if (live->edit_count || !live->edits)
        return;
    rmx_arena_clear(live->edit_arena);
    live->edits = NULL;
}

static void finish_job(struct rmx_live_side *live)
{
    struct rmx_side_job *job = live->job;
    live->job = NULL;
    if (job->is_broken && (job->is_changed || !live->is_broken))
        say(live, rmx_text_string(&job->errors));
    if (live->is_broken && !job->is_broken)
        say_line(live, "it is whole again");
    live->is_broken = job->is_broken;
    if (job->edit_count && !job->is_saved)
        say_failure(live, job);
    else
        drop_edits(live, job->edit_count);
    if (!job->is_broken || !live->side) // at first what is whole of it
        take_whole(live, job);
    rmx_side_job_destroy(job);
}

static void begin_job(struct rmx_live_side *live)
{
    live->wants_job = false;
    live->changed_ms = 0;
    live->job = rmx_side_job_create(live->path, live->watch, live->edits, live->edit_count);
    rmx_side_job_start(live->job);
}

static void edit(struct rmx_live_side *live, const struct rmx_side_edit *one)
{
    struct rmx_side_edit *kept = RMX_PUSH(live->edit_arena, &live->edits, &live->edit_count);
    rmx_side_edit_copy(live->edit_arena, one, kept);
    rmx_side_edit_apply(kept, live->arena, live->side);
    live->version++;
    live->wants_job = true;
}

void rmx_live_side_bind(struct rmx_live_side *live, const struct rmx_side_knob *knob)
{
    edit(live, &(struct rmx_side_edit){.kind = RMX_SIDE_BIND, .knob = *knob});
}

bool rmx_live_side_unbind(struct rmx_live_side *live, const char *name)
{
    if (!rmx_side_find_knob(live->side, name))
        return false;
    edit(live, &(struct rmx_side_edit){.kind = RMX_SIDE_UNBIND, .knob.name = name});
    return true;
}

void rmx_live_side_keep(struct rmx_live_side *live, const struct rmx_snapshot *snapshot)
{
    edit(live, &(struct rmx_side_edit){.kind = RMX_SIDE_KEEP, .snapshot = *snapshot});
}

const struct rmx_side *rmx_live_side_now(const struct rmx_live_side *live)
{
    return live->side;
}

int rmx_live_side_version(const struct rmx_live_side *live)
{
    return live->version;
}

const char *rmx_live_side_name(const struct rmx_live_side *live)
{
    return live->name;
}

// --- Following the file.

static void look_for_changes(struct rmx_live_side *live, double now_ms)
{
    if (now_ms - live->took_ms < TAKE_MS)
        return;
    bool is_changed = rmx_watch_take(live->watch);
    live->took_ms = now_ms;
    if (now_ms - live->looked_ms >= LOOK_MS) {
        is_changed |= rmx_watch_look(live->watch);
        live->looked_ms = now_ms;
    }
    if (is_changed)
        live->changed_ms = now_ms;
    bool is_quiet = live->changed_ms > 0 && now_ms - live->changed_ms >= QUIET_MS;
    bool is_again = live->edit_count && now_ms - live->failed_ms >= AGAIN_MS;
    live->wants_job |= is_quiet || is_again;
}

// Of knobs that the scene lacks, when either of them has changed.
static void warn(struct rmx_live_side *live, const struct rmx_scene *scene, int load)
{
    if (!scene || (load == live->warned_load && live->version == live->warned_version))
        return;
    live->warned_load = load;
    live->warned_version = live->version;
    struct rmx_arena *arena = rmx_arena_create();
    struct rmx_errors errors = {.arena = arena};
    struct rmx_text text = {0};
    rmx_side_check(live->side, scene, &errors);
    for (int i = 0; i < errors.count; i++)
        if (errors.items[i].severity == RMX_ERROR || !live->params.is_quiet)
            rmx_error_format(&text, &errors.items[i]);
    if (text.length && strcmp(rmx_text_string(&text), rmx_text_string(&live->warned)) != 0)
        say(live, rmx_text_string(&text));
    rmx_text_finish(&live->warned);
    live->warned = text;
    rmx_arena_destroy(arena);
}

void rmx_live_side_turn(struct rmx_live_side *live, const struct rmx_scene *scene, int load,
                        double now_ms)
{
    if (live->job && rmx_side_job_is_done(live->job))
        finish_job(live);
    if (!live->job) { // it has the watch
        look_for_changes(live, now_ms);
        if (live->wants_job)
            begin_job(live);
    }
    warn(live, scene, load);
}

// --- Its life.

struct rmx_live_side *rmx_live_side_create(const struct rmx_live_side_params *params)
{
    struct rmx_live_side *live = calloc(1, sizeof(*live));
    struct timespec now;
    if (!live)
        abort();
    clock_gettime(CLOCK_REALTIME, &now);
    live->params = *params;
    live->warned_load = -1;
    live->own = rmx_arena_create();
    live->edit_arena = rmx_arena_create();
    live->path = rmx_side_path(live->own, params->scene);
    live->name = rmx_path_file(live->path);
    live->watch = rmx_watch_create();
    rmx_watch_set(live->watch, &(struct rmx_watch_list){.files = &live->path, .file_count = 1},
                  (double)now.tv_sec + (double)now.tv_nsec / 1e9);
    live->job = rmx_side_job_create(live->path, NULL, NULL, 0);
    rmx_side_job_run(live->job);
    finish_job(live);
    return live;
}

void rmx_live_side_destroy(struct rmx_live_side *live)
{
    if (!live)
        return;
    if (live->job) {
        rmx_side_job_wait(live->job);
        finish_job(live);
    }
    if (live->edit_count) {
        begin_job(live);
        rmx_side_job_wait(live->job);
        finish_job(live);
    }
    rmx_watch_destroy(live->watch);
    rmx_text_finish(&live->warned);
    rmx_arena_destroy(live->arena);
    rmx_arena_destroy(live->edit_arena);
    rmx_arena_destroy(live->own);
    free(live);
}
