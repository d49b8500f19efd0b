// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/reload.h"

#include "base/clock.h"
#include "base/log.h"
#include "render/blank.h"
#include "runtime/inner.h"
#include "show/watch.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { DEBOUNCE_MS = 40, MOST_DEBOUNCE_MS = 400, LOOK_MS = 1000, MOST_BACK = 8 };

struct rmx_reload {
    struct rmx_reload_params params;
    struct rmx_watch *watch;
    struct rmx_store *store;
    struct rmx_blank blank; // of the probe's context
    pthread_t thread;
    int wake; // an eventfd
    // Goes one on where work with GL begins and where it ends, so it is odd in between.
    atomic_uint works;
    unsigned works_seen; // the stage's own
    // The thread's own:
    double suspect_since_ms, suspect_last_ms; // 0: nothing
    double next_look_ms;
    int loaded_width, loaded_height;
    bool had_whole;
    // Under the lock:
    pthread_mutex_t lock;
    bool is_stopping;
    int width, height;
    struct rmx_frame_inputs frame_inputs;
    struct rmx_shown *ready; // nobody has taken it yet
    struct rmx_shown *back[MOST_BACK];
    int back_count;
    void (*job)(void *);
    void *job_data;
    struct rmx_reload_counts counts;
};

static double wall_clock_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void say(const struct rmx_reload *reload, const char *text)
{
    if (reload->params.say && *text)
        reload->params.say(reload->params.say_data, text);
}

static void unload(struct rmx_reload *reload, struct rmx_shown *shown)
{
    if (!shown)
        return;
    rmx_shown_finish(shown);
    reload->params.loader.unload(reload->params.loader.data, shown);
    free(shown);
}

static void watch_files(struct rmx_reload *reload, const struct rmx_shown *shown, double since_s)
{
    const struct rmx_watch_list list = {shown->files,        shown->file_count, shown->folders,
                                        shown->folder_count, shown->albums,     shown->album_count};
    rmx_watch_set(reload->watch, &list, since_s);
}

static struct rmx_load_ask ask_of(const struct rmx_reload *reload)
{
    return (struct rmx_load_ask){
        .width = reload->loaded_width,
        .height = reload->loaded_height,
        .store = reload->store,
        .context = rmx_window_loader_context(reload->params.window),
    };
}

// Mesa compiles for each context anew unless its disk cache has the code, and writes that a moment
// later. What could be drawn here can be drawn on the stage at once.
static void probe(struct rmx_reload *reload, struct rmx_shown *shown)
{
    struct rmx_renderer_counts counts;
    rmx_renderer_counts(shown->renderer, &counts);
    if (counts.programs_made == 0)
        return;
    rmx_window_enter_probe(reload->params.window);
    rmx_blank_draw(&reload->blank);
    rmx_renderer_enter(shown->renderer);
    rmx_inner_enter(shown->generation);
    rmx_shown_warm(shown);
    rmx_window_enter_loader(reload->params.window);
}

static struct rmx_shown *load(struct rmx_reload *reload,
                              void (*how)(void *, const struct rmx_load_ask *, struct rmx_shown *))
{
    struct rmx_shown *shown = calloc(1, sizeof(*shown));
    const struct rmx_load_ask ask = ask_of(reload);
    if (!shown)
        abort();
    pthread_mutex_lock(&reload->lock);
    struct rmx_frame_inputs frame_inputs = reload->frame_inputs;
    pthread_mutex_unlock(&reload->lock);
    how(reload->params.loader.data, &ask, shown);
    if (!shown->is_whole)
        return shown;
    double fps = rmx_shown_fps(shown, reload->params.fps, reload->params.output_fps);
    if (frame_inputs.fps > 0) // the same time at another rate
        frame_inputs.frame = (long long)((double)frame_inputs.frame * fps / frame_inputs.fps + 0.5);
    frame_inputs.fps = fps;
    rmx_shown_prepare(shown, &frame_inputs);
    probe(reload, shown);
    return shown;
}

// A whole generation takes the place of one that nobody took.
static void hand_over(struct rmx_reload *reload, struct rmx_shown *shown)
{
    pthread_mutex_lock(&reload->lock);
    struct rmx_shown *stale = reload->ready;
    reload->ready = shown;
    pthread_mutex_unlock(&reload->lock);
    unload(reload, stale);
}

// Whether the reading before was broken.
static bool count(struct rmx_reload *reload, const struct rmx_shown *shown, double load_ms)
{
    pthread_mutex_lock(&reload->lock);
    bool was_broken = reload->counts.is_broken;
    reload->counts.loads++;
    reload->counts.broken += !shown->is_whole;
    reload->counts.is_broken = !shown->is_whole;
    reload->counts.is_busy = false;
    reload->counts.compiled += shown->programs_compiled;
    reload->counts.decoded += shown->pictures_decoded;
    reload->counts.load_ms = load_ms;
    pthread_mutex_unlock(&reload->lock);
    return was_broken;
}

static void stand_in(struct rmx_reload *reload)
{
    struct rmx_shown *shown = load(reload, reload->params.loader.load_stand_in);
    if (shown->is_whole)
        hand_over(reload, shown);
    else
        unload(reload, shown);
}

static void turn_work(struct rmx_reload *reload)
{
    atomic_fetch_add(&reload->works, 1);
}

bool rmx_reload_was_at_work(struct rmx_reload *reload)
{
    unsigned works = atomic_load(&reload->works), before = reload->works_seen;
    reload->works_seen = works;
    return works != before || works % 2;
}

static void load_anew(struct rmx_reload *reload)
{
    double from_ms = rmx_clock_ms(), since_s = wall_clock_s() - 0.01;
    struct rmx_shown *shown = load(reload, reload->params.loader.load);
    watch_files(reload, shown, since_s);
    say(reload, shown->messages);
    bool was_broken = count(reload, shown, rmx_clock_ms() - from_ms);
    reload->had_whole |= shown->is_whole;
    if (shown->is_whole && was_broken)
        say(reload, "mended: the scene is whole again\n");
    if (shown->is_whole) {
        hand_over(reload, shown); // no longer ours
        return;
    }
    unload(reload, shown);
    if (!reload->had_whole)
        stand_in(reload);
}

static void rebuild(struct rmx_reload *reload, struct rmx_shown *lost)
{
    const struct rmx_load_ask ask = ask_of(reload);
    if (!reload->params.loader.rebuild(reload->params.loader.data, &ask, lost)) {
        unload(reload, lost);
        return;
    }
    rmx_shown_warm(lost);
    probe(reload, lost);
    reload->had_whole = true;
    hand_over(reload, lost);
}

static int wait_ms(const struct rmx_reload *reload)
{
    double now_ms = rmx_clock_ms(), until_ms = reload->next_look_ms;
    if (reload->suspect_since_ms > 0)
        until_ms = reload->suspect_last_ms + reload->params.debounce_ms;
    return until_ms > now_ms ? (int)(until_ms - now_ms) + 1 : 0;
}

static void suspect(struct rmx_reload *reload)
{
    reload->suspect_last_ms = rmx_clock_ms();
    if (reload->suspect_since_ms > 0)
        return;
    reload->suspect_since_ms = reload->suspect_last_ms;
    pthread_mutex_lock(&reload->lock);
    reload->counts.is_busy = true;
    pthread_mutex_unlock(&reload->lock);
}

// True where what may have changed has been left alone for long enough.
static bool is_quiet(const struct rmx_reload *reload)
{
    double now_ms = rmx_clock_ms();
    return reload->suspect_since_ms > 0 &&
           (now_ms - reload->suspect_last_ms >= reload->params.debounce_ms ||
            now_ms - reload->suspect_since_ms >= MOST_DEBOUNCE_MS);
}

static void listen(struct rmx_reload *reload)
{
    struct pollfd descriptors[2] = {{.fd = reload->wake, .events = POLLIN},
                                    {.fd = rmx_watch_descriptor(reload->watch), .events = POLLIN}};
    uint64_t count;
    if (poll(descriptors, 2, wait_ms(reload)) > 0 && descriptors[0].revents & POLLIN &&
        read(reload->wake, &count, sizeof(count)) < 0)
        rmx_log(RMX_LOG_DEBUG, "nothing to wake for");
    if (rmx_watch_take(reload->watch))
        suspect(reload);
    if (rmx_clock_ms() < reload->next_look_ms)
        return;
    reload->next_look_ms = rmx_clock_ms() + LOOK_MS;
    if (rmx_watch_look(reload->watch))
        suspect(reload);
}

// What the stage has given back, and what it wants done. False: the end.
static bool serve(struct rmx_reload *reload)
{
    struct rmx_shown *back[MOST_BACK];
    pthread_mutex_lock(&reload->lock);
    bool goes_on = !reload->is_stopping;
    int count = reload->back_count;
    memcpy(back, reload->back, sizeof(back));
    reload->back_count = 0;
    void (*job)(void *) = reload->job;
    void *data = reload->job_data;
    reload->job = NULL;
    pthread_mutex_unlock(&reload->lock);
    if (count == 0 && !job)
        return goes_on;
    turn_work(reload);
    for (int i = 0; i < count; i++)
        unload(reload, back[i]);
    if (job)
        job(data);
    turn_work(reload);
    return goes_on;
}

// True where the scene is to be read anew.
static bool is_due(struct rmx_reload *reload)
{
    bool due = false;
    if (is_quiet(reload)) {
        reload->suspect_since_ms = 0;
        due = rmx_watch_settle(reload->watch);
    }
    pthread_mutex_lock(&reload->lock);
    bool is_resized =
        reload->width != reload->loaded_width || reload->height != reload->loaded_height;
    reload->loaded_width = reload->width;
    reload->loaded_height = reload->height;
    reload->counts.is_busy = due || is_resized || reload->suspect_since_ms > 0;
    pthread_mutex_unlock(&reload->lock);
    return (due || is_resized) && reload->loaded_width > 0;
}

static void *work(void *data)
{
    struct rmx_reload *reload = data;
    const struct rmx_device *device =
        rmx_context_device(rmx_window_loader_context(reload->params.window));
    rmx_window_enter_probe(reload->params.window);
    rmx_blank_init(&reload->blank, device);
    rmx_window_enter_loader(reload->params.window);
    reload->store = rmx_store_create();
    rmx_store_keep_programs(reload->store);
    turn_work(reload);
    if (reload->params.lost)
        rebuild(reload, reload->params.lost);
    turn_work(reload);
    while (serve(reload)) {
        if (!is_due(reload)) {
            listen(reload);
            continue;
        }
        turn_work(reload);
        load_anew(reload);
        turn_work(reload);
    }
    unload(reload, reload->ready);
    rmx_store_destroy(reload->store);
    rmx_window_enter_probe(reload->params.window);
    rmx_blank_finish(&reload->blank);
    rmx_window_leave_loader(reload->params.window);
    return NULL;
}

static void wake(struct rmx_reload *reload)
{
    uint64_t one = 1;
    if (write(reload->wake, &one, sizeof(one)) < 0)
        rmx_log(RMX_LOG_DEBUG, "the loader is awake already");
}

struct rmx_reload *rmx_reload_create(const struct rmx_reload_params *params)
{
    struct rmx_reload *reload = calloc(1, sizeof(*reload));
    if (!reload)
        abort();
    reload->params = *params;
    if (!params->debounce_ms)
        reload->params.debounce_ms = DEBOUNCE_MS;
    reload->watch = rmx_watch_create();
    reload->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&reload->lock, NULL);
    if (reload->wake < 0 || pthread_create(&reload->thread, NULL, work, reload) != 0) {
        rmx_log(RMX_LOG_ERROR, "no thread can be started to load scenes");
        abort();
    }
    return reload;
}

void rmx_reload_destroy(struct rmx_reload *reload)
{
    if (!reload)
        return;
    pthread_mutex_lock(&reload->lock);
    reload->is_stopping = true;
    pthread_mutex_unlock(&reload->lock);
    wake(reload);
    pthread_join(reload->thread, NULL);
    rmx_watch_destroy(reload->watch);
    close(reload->wake);
    pthread_mutex_destroy(&reload->lock);
    free(reload);
}

void rmx_reload_resize(struct rmx_reload *reload, int width, int height)
{
    pthread_mutex_lock(&reload->lock);
    bool differs = reload->width != width || reload->height != height;
    reload->width = width;
    reload->height = height;
    pthread_mutex_unlock(&reload->lock);
    if (differs)
        wake(reload);
}

void rmx_reload_frame_inputs(struct rmx_reload *reload, const struct rmx_frame_inputs *frame_inputs)
{
    pthread_mutex_lock(&reload->lock);
    reload->frame_inputs = *frame_inputs;
    reload->frame_inputs.provided = NULL;
    pthread_mutex_unlock(&reload->lock);
}

struct rmx_shown *rmx_reload_take(struct rmx_reload *reload)
{
    pthread_mutex_lock(&reload->lock);
    struct rmx_shown *ready = reload->ready;
    reload->ready = NULL;
    pthread_mutex_unlock(&reload->lock);
    return ready;
}

void rmx_reload_give_back(struct rmx_reload *reload, struct rmx_shown *shown)
{
    pthread_mutex_lock(&reload->lock);
    bool kept = reload->back_count < MOST_BACK;
    if (kept)
        reload->back[reload->back_count++] = shown;
    pthread_mutex_unlock(&reload->lock);
    if (!kept)
        rmx_log(RMX_LOG_ERROR, "the loader does not take generations back");
    wake(reload);
}

void rmx_reload_counts(struct rmx_reload *reload, struct rmx_reload_counts *counts)
{
    pthread_mutex_lock(&reload->lock);
    *counts = reload->counts;
    pthread_mutex_unlock(&reload->lock);
}

struct drop {
    struct rmx_reload *reload;
    struct rmx_shown *shown;
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool is_done;
};

static void drop(void *data)
{
    struct drop *it = data;
    it->reload->params.loader.drop_renderer(it->reload->params.loader.data, it->shown);
    pthread_mutex_lock(&it->lock);
    it->is_done = true;
    pthread_cond_signal(&it->done);
    pthread_mutex_unlock(&it->lock);
}

void rmx_reload_drop(struct rmx_reload *reload, struct rmx_shown *shown)
{
    struct drop it = {.reload = reload,
                      .shown = shown,
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .done = PTHREAD_COND_INITIALIZER};
    rmx_reload_do(reload, drop, &it);
    pthread_mutex_lock(&it.lock);
    while (!it.is_done)
        pthread_cond_wait(&it.done, &it.lock);
    pthread_mutex_unlock(&it.lock);
}

void rmx_reload_do(struct rmx_reload *reload, void (*job)(void *data), void *data)
{
    pthread_mutex_lock(&reload->lock);
    reload->job = job;
    reload->job_data = data;
    pthread_mutex_unlock(&reload->lock);
    wake(reload);
}
