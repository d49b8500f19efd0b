// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_aloud.h"

#include "base/clock.h"
#include "base/verbs.h"
#include "control/aloud.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FADE_MS = 200 }; // what is left is silent by then, or is not heard

// What would keep the show waiting, on a thread of its own: one is ended, another one opened.
struct job {
    pthread_t thread;
    atomic_bool is_done;
    struct rmx_aloud *old; // NULL: none
    bool opens, is_heard;
    char *path; // NULL: clicks alone
    struct rmx_aloud *made;
    char why[200]; // where there is none
};

struct rmx_live_aloud {
    const struct rmx_options *options;
    void (*say)(void *data, const char *text);
    void *say_data;
    struct rmx_show *show;
    int swaps;                 // of the load that is followed; -1: none
    struct rmx_aloud *aloud;   // NULL: there is nothing to be heard
    struct rmx_aloud *leaving; // fades out
    double left_ms;            // when it was told to
    struct job *job;           // NULL: none is at work
    bool is_wanted;            // and not there yet
    bool has_changed;          // the scene or the test, while a job was at work
    double offset_s, delay_s;  // the scene's
    bool clicks;               // the latency test is on
    bool is_missed;            // no server runs, which was said
};

struct rmx_live_aloud *rmx_live_aloud_create(const struct rmx_options *options,
                                             void (*say)(void *data, const char *text),
                                             void *say_data)
{
    struct rmx_live_aloud *live = calloc(1, sizeof(*live));
    if (!live)
        abort();
    *live =
        (struct rmx_live_aloud){.options = options, .say = say, .say_data = say_data, .swaps = -1};
    return live;
}

void rmx_live_aloud_begin(struct rmx_live_aloud *live, struct rmx_show *show)
{
    live->show = show;
}

// --- One goes, another one comes.

static void *work(void *data)
{
    struct job *job = data;
    rmx_aloud_destroy(job->old);
    if (job->opens)
        job->made = rmx_aloud_create(job->path, job->is_heard, job->why, sizeof(job->why));
    atomic_store(&job->is_done, true);
    return NULL;
}

// `scene`: whose sound is opened, where one is wanted.
static void start_job(struct rmx_live_aloud *live, const struct rmx_scene *scene)
{
    struct job *job = live->job = calloc(1, sizeof(*job));
    if (!job)
        abort();
    job->old = live->leaving;
    job->opens = live->is_wanted;
    job->is_heard = rmx_scene_listens(scene);
    job->path = scene->sound.file ? strdup(scene->sound.file) : NULL;
    live->leaving = NULL;
    live->is_wanted = false;
    if (pthread_create(&job->thread, NULL, work, job) != 0)
        abort();
}

static bool has_left(const struct rmx_live_aloud *live)
{
    return !live->leaving || rmx_aloud_is_silent(live->leaving) ||
           rmx_clock_ms() > live->left_ms + FADE_MS;
}

// Held, it fades out.
static void leave(struct rmx_live_aloud *live)
{
    live->leaving = live->aloud;
    live->aloud = NULL;
    live->left_ms = rmx_clock_ms();
    if (live->leaving)
        rmx_aloud_follow(live->leaving, 0, live->left_ms, false);
}

// `file` NULL: no file, the clicks.
static void say(struct rmx_live_aloud *live, const char *file, const char *how, const char *why)
{
    struct rmx_text text = {0};
    rmx_text_add(&text, "remontage: ");
    if (file)
        rmx_text_printf(&text, "'%s' is", file);
    else
        rmx_text_add(&text, "clicks are");
    rmx_text_printf(&text, " %s%s\n", how, why);
    live->say(live->say_data, rmx_text_string(&text));
    rmx_text_finish(&text);
}

static void complain(struct rmx_live_aloud *live, const char *file, const char *why)
{
    say(live, file, "not played aloud: ", why);
}

// The server, that is there or not when all begins, goes and comes back.
static void watch_server(struct rmx_live_aloud *live, const char *file)
{
    bool is_there = rmx_aloud_has_server(live->aloud);
    if (is_there && live->is_missed && !live->options->quiet)
        say(live, file, "played aloud now: PipeWire is here", "");
    else if (!is_there && !live->is_missed)
        complain(live, file, "PipeWire has gone");
    live->is_missed = !is_there;
}

static void end_job(struct rmx_live_aloud *live)
{
    struct job *job = live->job;
    pthread_join(job->thread, NULL);
    live->aloud = job->made;
    live->job = NULL;
    if (job->opens && !job->made) {
        complain(live, job->path, job->why);
    } else if (job->made && !rmx_aloud_has_server(job->made) && !live->is_missed) {
        live->is_missed = true;
        complain(live, job->path, RMX_ALOUD_ABSENT);
    }
    free(job->path);
    free(job);
}

void rmx_live_aloud_destroy(struct rmx_live_aloud *live)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    if (!live)
        return;
    if (live->job)
        end_job(live);
    if (live->aloud)
        leave(live);
    while (!has_left(live))
        nanosleep(&moment, NULL);
    rmx_aloud_destroy(live->leaving);
    free(live);
}

// --- Following the scene.

// What is there is left alone where it is what is wanted.
static void follow(struct rmx_live_aloud *live, const struct rmx_scene *scene)
{
    const char *file = scene->sound.file;
    bool is_wanted = file || live->clicks;
    live->offset_s = scene->sound.offset_s;
    live->delay_s = scene->sound.delay_s;
    if (live->aloud && !(is_wanted && rmx_aloud_is_of(live->aloud, file)))
        leave(live);
    live->is_wanted = is_wanted && !live->aloud;
}

// While one opens, its scene may have become another one: then that is followed.
static void turn_job(struct rmx_live_aloud *live, const struct rmx_scene *scene)
{
    if (live->job && atomic_load(&live->job->is_done)) {
        end_job(live);
        if (live->has_changed)
            follow(live, scene);
        live->has_changed = false;
    }
    if (!live->job && (live->leaving || live->is_wanted) && has_left(live))
        start_job(live, scene);
}

void rmx_live_aloud_frame(struct rmx_live_aloud *live, const struct rmx_show_frame *frame)
{
    if (frame->output != 0 || !live->show || !frame->player || live->options->mute)
        return;
    const struct rmx_scene *scene = frame->player->generation->scene;
    bool clicks = rmx_show_is_on(live->show, RMX_ACTION_LATENCY);
    bool is_new = frame->swaps != live->swaps || clicks != live->clicks;
    live->swaps = frame->swaps;
    live->clicks = clicks;
    if (is_new && live->job)
        live->has_changed = true;
    else if (is_new)
        follow(live, scene);
    turn_job(live, scene);
    if (!live->aloud)
        return;
    watch_server(live, scene->sound.file);
    struct rmx_show_time time = rmx_show_time(live->show);
    rmx_aloud_click(live->aloud, live->clicks, live->offset_s);
    rmx_aloud_follow(live->aloud, time.time_s + live->offset_s - live->delay_s, time.clock_ms,
                     time.runs);
}
