// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/reload.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/process.h"
#include "runtime/loop_bounds.h"
#include "runtime/watched.h"
#include "show/jobs.h"
#include "show/loading.h"
#include "show/quiet.h"
#include "show/watch.h"

#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { MOST_FRAME_MS = 2000, DEBOUNCE_MS = 40, LOOK_MS = 1000, MOST_BACK = 8 };

struct rmx_reload {
    struct rmx_reload_params params;
    struct rmx_watch *watch;
    struct rmx_loading loading;
    pthread_t thread;
    int wake;              // an eventfd
    struct rmx_jobs *jobs; // that the stage wants done
    // Goes one on where work with GL begins and where it ends, so it is odd in between.
    atomic_uint works;
    unsigned works_seen; // the stage's own
    // The thread's own:
    struct rmx_quiet quiet;
    double next_look_ms;
    int loaded_width, loaded_height;
    bool had_whole;
    // Under the lock:
    pthread_mutex_t lock;
    bool is_stopping;
    bool rests;      // no further load begins
    bool is_loading; // one goes on
    int width, height;
    long long frame; // where the show stands, at `fps`; 0: it does not yet
    double fps;
    struct rmx_player *ready; // not taken yet; NULL: none
    struct rmx_player *back[MOST_BACK];
    int back_count;
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
    const struct rmx_show_voice *voice = reload->params.voice;
    if (voice->say)
        voice->say(voice->data, text);
}

static void watch_files(struct rmx_reload *reload, struct rmx_generation *generation,
                        double since_s)
{
    const struct rmx_watched watched = rmx_generation_watched(generation);
    const struct rmx_watch_list list = {watched.files,   watched.file_count,
                                        watched.folders, watched.folder_count,
                                        watched.albums,  watched.album_count};
    rmx_watch_set(reload->watch, &list, since_s);
}

static struct rmx_settings settings_of(const struct rmx_reload *reload)
{
    struct rmx_settings settings = *reload->params.settings;
    settings.size = (struct rmx_size_wish){
        .width = reload->loaded_width, .height = reload->loaded_height, .within = true};
    settings.most_output_depth = 8; // of a window
    settings.read_pictures = settings.encoder_pixel_bytes = 0;
    settings.redraws = true;
    settings.most_frame_ms = MOST_FRAME_MS;
    return settings;
}

// For where the show stands. NULL where a frame would take too long: the generation is broken then.
static struct rmx_player *play(struct rmx_reload *reload, struct rmx_generation *generation)
{
    struct rmx_player *player = rmx_loading_player(&reload->loading, generation);
    pthread_mutex_lock(&reload->lock);
    long long frame = reload->frame;
    double fps = reload->fps;
    pthread_mutex_unlock(&reload->lock);
    if (rmx_loading_warm(&reload->loading, player, frame, fps))
        return player;
    rmx_loop_bounds_over(generation, &generation->errors);
    generation->status = RMX_LOAD_ERRORS;
    rmx_survey_destroy(rmx_survey_of(player));
    rmx_player_destroy(player);
    return NULL;
}

// A whole generation takes the place of one that was not taken.
static void hand_over(struct rmx_reload *reload, struct rmx_player *player)
{
    pthread_mutex_lock(&reload->lock);
    struct rmx_player *stale = reload->ready;
    reload->ready = player;
    pthread_mutex_unlock(&reload->lock);
    rmx_unload(stale);
}

// Whether the load before was broken.
static bool count(struct rmx_reload *reload, const struct rmx_generation *generation,
                  double load_ms)
{
    bool is_whole = generation->status == RMX_LOADED;
    struct rmx_renderer_counts counts = {0};
    if (generation->renderer)
        rmx_renderer_counts(generation->renderer, &counts);
    pthread_mutex_lock(&reload->lock);
    bool was_broken = reload->counts.is_broken;
    reload->counts.loads++;
    reload->counts.broken += !is_whole;
    reload->counts.is_broken = !is_whole;
    reload->counts.is_busy = false;
    reload->counts.compiled += counts.programs_compiled;
    reload->counts.decoded += generation->decoded;
    reload->counts.load_ms = load_ms;
    pthread_mutex_unlock(&reload->lock);
    return was_broken;
}

// The test card, until the scene is whole for the first time.
static void stand_in(struct rmx_reload *reload)
{
    struct rmx_settings settings = settings_of(reload);
    struct rmx_arena *arena = rmx_arena_create();
    const char *root = rmx_folder_builtin(arena);
    settings.scene = rmx_path_join(arena, root ? root : ".", "assets/test-card.yaml");
    settings.chain = NULL;
    struct rmx_generation *generation = rmx_loading_load(&reload->loading, &settings);
    generation->settings.scene = rmx_arena_copy(generation->arena, settings.scene);
    if (generation->status == RMX_LOADED)
        hand_over(reload, play(reload, generation));
    else
        rmx_generation_destroy(generation);
    rmx_arena_destroy(arena);
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
    const struct rmx_show_voice *voice = reload->params.voice;
    const struct rmx_settings settings = settings_of(reload);
    double from_ms = rmx_clock_ms(), since_s = wall_clock_s() - 0.01;
    struct rmx_generation *generation = rmx_loading_load(&reload->loading, &settings);
    struct rmx_player *player = generation->status == RMX_LOADED ? play(reload, generation) : NULL;
    if (player && rmx_player_take_short(player)) {
        rmx_log(RMX_LOG_ERROR, "the memory did not suffice for drawing the scene");
        generation->status = RMX_LOAD_FAILED;
    }
    bool is_whole = generation->status == RMX_LOADED;
    watch_files(reload, generation, since_s);
    if (voice->report)
        voice->report(voice->data, generation);
    bool was_broken = count(reload, generation, rmx_clock_ms() - from_ms);
    reload->had_whole |= is_whole;
    if (is_whole && was_broken)
        say(reload, "mended: the scene is whole again\n");
    if (is_whole) {
        hand_over(reload, player); // no longer ours
        return;
    }
    if (player)
        rmx_unload(player);
    else
        rmx_generation_destroy(generation);
    if (!reload->had_whole)
        stand_in(reload);
}

static void rebuild(struct rmx_reload *reload, struct rmx_player *lost)
{
    struct rmx_context *context = reload->params.context;
    if (!rmx_generation_rebuild(lost->generation, context, reload->loading.store)) {
        rmx_unload(lost);
        return;
    }
    rmx_player_warm(lost);
    rmx_survey_rebuild(rmx_survey_of(lost), reload->loading.store);
    rmx_survey_leave(rmx_survey_of(lost));
    rmx_loading_probe(&reload->loading, lost);
    reload->had_whole = true;
    hand_over(reload, lost);
}

static int wait_ms(const struct rmx_reload *reload)
{
    double now_ms = rmx_clock_ms(), until_ms = reload->next_look_ms;
    if (reload->quiet.since_ms > 0)
        until_ms = reload->quiet.last_ms + reload->params.debounce_ms;
    return until_ms > now_ms ? (int)(until_ms - now_ms) + 1 : 0;
}

static void suspect(struct rmx_reload *reload)
{
    if (!rmx_quiet_suspect(&reload->quiet, rmx_clock_ms()))
        return;
    pthread_mutex_lock(&reload->lock);
    reload->counts.is_busy = true;
    pthread_mutex_unlock(&reload->lock);
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
    struct rmx_player *back[MOST_BACK];
    pthread_mutex_lock(&reload->lock);
    bool goes_on = !reload->is_stopping;
    int count = reload->back_count;
    memcpy(back, reload->back, sizeof(back));
    reload->back_count = 0;
    pthread_mutex_unlock(&reload->lock);
    struct rmx_job_list jobs = rmx_jobs_take(reload->jobs);
    if (count == 0 && jobs.count == 0)
        return goes_on;
    turn_work(reload);
    rmx_job_list_run(&jobs); // what was asked before a player came back is done while it is there
    for (int i = 0; i < count; i++)
        rmx_unload(back[i]);
    turn_work(reload);
    return goes_on;
}

// True where the scene is to be read anew.
static bool is_due(struct rmx_reload *reload)
{
    pthread_mutex_lock(&reload->lock);
    bool lost_waits = reload->ready && reload->ready == reload->params.lost;
    pthread_mutex_unlock(&reload->lock);
    if (lost_waits)
        return false; // nothing takes its place before it was shown: knobs stand in its scene
    bool due = false,
         settles = rmx_quiet_is_over(&reload->quiet, rmx_clock_ms(), reload->params.debounce_ms);
    if (settles) {
        reload->quiet.since_ms = 0;
        due = rmx_watch_settle(reload->watch);
    }
    pthread_mutex_lock(&reload->lock);
    reload->counts.settled += settles;
    bool is_resized =
        reload->width != reload->loaded_width || reload->height != reload->loaded_height;
    reload->loaded_width = reload->width;
    reload->loaded_height = reload->height;
    reload->counts.is_busy = due || is_resized || reload->quiet.since_ms > 0;
    bool loads = (due || is_resized) && reload->loaded_width > 0 && !reload->rests;
    reload->is_loading = loads;
    pthread_mutex_unlock(&reload->lock);
    return loads;
}

static void *work(void *data)
{
    struct rmx_reload *reload = data;
    rmx_loading_begin(&reload->loading, &reload->params);
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
        pthread_mutex_lock(&reload->lock);
        reload->is_loading = false;
        pthread_mutex_unlock(&reload->lock);
    }
    rmx_unload(reload->ready);
    rmx_loading_end(&reload->loading);
    return NULL;
}

static void wake(struct rmx_reload *reload)
{
    uint64_t one = 1;
    if (write(reload->wake, &one, sizeof(one)) < 0)
        rmx_log(RMX_LOG_DEBUG, "the loader is awake already");
}

// It compiles, as deep as the main thread may (base/process.h).
static bool start_thread(struct rmx_reload *reload)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, RMX_STACK_BYTES);
    bool started = pthread_create(&reload->thread, &attributes, work, reload) == 0;
    pthread_attr_destroy(&attributes);
    return started;
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
    reload->jobs = rmx_jobs_create();
    reload->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&reload->lock, NULL);
    if (reload->wake < 0 || !start_thread(reload)) {
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
    rmx_jobs_destroy(reload->jobs);
    close(reload->wake);
    pthread_mutex_destroy(&reload->lock);
    free(reload);
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
        wake(reload);
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
        wake(reload); // it waited for that
    return ready;
}

void rmx_reload_give_back(struct rmx_reload *reload, struct rmx_player *player)
{
    pthread_mutex_lock(&reload->lock);
    bool kept = reload->back_count < MOST_BACK;
    if (kept)
        reload->back[reload->back_count++] = player;
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

struct rmx_context *rmx_reload_context(const struct rmx_reload *reload)
{
    return reload->params.context;
}

struct rmx_store *rmx_reload_store(const struct rmx_reload *reload)
{
    return reload->loading.store;
}

void rmx_reload_in_probe(struct rmx_reload *reload, void (*job)(void *data), void *data)
{
    rmx_context_enter(reload->params.probe);
    rmx_blank_draw(&reload->loading.blank);
    job(data);
    rmx_context_enter(reload->params.context);
}

void rmx_reload_do(struct rmx_reload *reload, void (*job)(void *data), void *data)
{
    rmx_jobs_put(reload->jobs, job, data);
    wake(reload);
}
