// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/reload_parts.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/process.h"
#include "runtime/loop_bounds.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { DEBOUNCE_MS = 40 };

static void say(const struct rmx_reload *reload, const char *text)
{
    const struct rmx_show_voice *voice = reload->params.voice;
    if (voice->say)
        voice->say(voice->data, text);
}

static struct rmx_settings settings_of(const struct rmx_reload *reload)
{
    return rmx_loading_settings(&reload->loading, reload->loaded_width, reload->loaded_height);
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
    const struct rmx_settings settings = settings_of(reload);
    struct rmx_generation *card = rmx_loading_card(&reload->loading, &settings);
    if (card->status == RMX_LOADED)
        hand_over(reload, play(reload, card));
    else
        rmx_generation_destroy(card);
}

static void turn_work(struct rmx_reload *reload)
{
    atomic_fetch_add(&reload->works, 1);
}

// What is known of the files, without waiting for more.
static void look(struct rmx_reload *reload)
{
    if (!rmx_followed_look(&reload->followed))
        return;
    pthread_mutex_lock(&reload->lock);
    reload->counts.is_busy = true;
    pthread_mutex_unlock(&reload->lock);
}

static bool settle(struct rmx_reload *reload)
{
    bool settles = rmx_followed_settle(&reload->followed);
    pthread_mutex_lock(&reload->lock);
    reload->counts.settled += settles;
    pthread_mutex_unlock(&reload->lock);
    return settles;
}

// Whether other bytes were saved since the load began. What it means is followed as soon as its
// scene was read, since only it may name the file that is mended.
static bool has_newer(struct rmx_reload *reload)
{
    if (!rmx_newer_may_end(&reload->newer, rmx_clock_ms()))
        return false;
    if (!reload->is_listed && reload->begun && reload->begun->scene) {
        rmx_followed_list(&reload->followed, reload->begun);
        reload->is_listed = true;
    }
    look(reload);
    return settle(reload) && rmx_watch_has_news(reload->followed.watch);
}

static bool is_wanted(void *data)
{
    struct rmx_reload *reload = data;
    pthread_mutex_lock(&reload->lock);
    bool ends = reload->is_stopping || reload->rests;
    pthread_mutex_unlock(&reload->lock);
    reload->is_unwanted = reload->is_unwanted || ends || has_newer(reload);
    return !reload->is_unwanted;
}

// Follows what was read. Whole, but for a picture that was being written, it is given up.
static void follow(struct rmx_reload *reload, struct rmx_generation *generation)
{
    if (generation->status == RMX_LOAD_GIVEN_UP)
        return;
    rmx_followed_list(&reload->followed, generation);
    if (generation->status == RMX_LOADED && rmx_newer_may_drop(&reload->newer) &&
        rmx_watch_is_torn(reload->followed.watch))
        generation->status = RMX_LOAD_GIVEN_UP;
}

// As it stands now.
static struct rmx_generation *load(struct rmx_reload *reload)
{
    const struct rmx_settings settings = settings_of(reload);
    const struct rmx_wanted wanted = {is_wanted, reload};
    reload->begun = NULL;
    reload->is_listed = reload->is_unwanted = false;
    rmx_followed_begin(&reload->followed);
    rmx_newer_begin(&reload->newer, rmx_clock_ms());
    struct rmx_generation *generation =
        rmx_loading_load(&reload->loading, &settings, &wanted, &reload->begun);
    follow(reload, generation);
    bool is_given_up = generation->status == RMX_LOAD_GIVEN_UP;
    rmx_newer_end(&reload->newer, is_given_up);
    pthread_mutex_lock(&reload->lock);
    reload->counts.given_up += is_given_up;
    pthread_mutex_unlock(&reload->lock);
    return generation;
}

static void load_anew(struct rmx_reload *reload)
{
    const struct rmx_show_voice *voice = reload->params.voice;
    double from_ms = rmx_clock_ms();
    struct rmx_generation *generation = load(reload);
    if (generation->status == RMX_LOAD_GIVEN_UP) {
        rmx_generation_destroy(generation);
        return;
    }
    struct rmx_player *player = generation->status == RMX_LOADED ? play(reload, generation) : NULL;
    if (player && rmx_player_take_short(player)) {
        rmx_log(RMX_LOG_ERROR, "the memory did not suffice for drawing the scene");
        generation->status = RMX_LOAD_FAILED;
    }
    bool is_whole = generation->status == RMX_LOADED;
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

static void listen(struct rmx_reload *reload)
{
    struct pollfd descriptors[2] = {
        {.fd = reload->wake, .events = POLLIN},
        {.fd = rmx_watch_descriptor(reload->followed.watch), .events = POLLIN}};
    uint64_t count;
    if (poll(descriptors, 2, rmx_followed_wait_ms(&reload->followed)) > 0 &&
        descriptors[0].revents & POLLIN && read(reload->wake, &count, sizeof(count)) < 0)
        rmx_log(RMX_LOG_DEBUG, "nothing to wake for");
    look(reload);
}

// What the stage has given back, and what it wants done. False: the end.
static bool serve(struct rmx_reload *reload)
{
    struct rmx_player *back[RMX_MOST_BACK];
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
    settle(reload);
    bool due = reload->followed.has_changed;
    reload->followed.has_changed = false;
    pthread_mutex_lock(&reload->lock);
    bool is_resized =
        reload->width != reload->loaded_width || reload->height != reload->loaded_height;
    reload->loaded_width = reload->width;
    reload->loaded_height = reload->height;
    reload->counts.is_busy = due || is_resized || reload->followed.quiet.since_ms > 0;
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
        rmx_jobs_run_before(reload->jobs);
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
    reload->followed.debounce_ms = reload->params.debounce_ms;
    reload->followed.watch = rmx_watch_create();
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
    rmx_reload_wake(reload);
    pthread_join(reload->thread, NULL);
    rmx_watch_destroy(reload->followed.watch);
    rmx_jobs_destroy(reload->jobs);
    close(reload->wake);
    pthread_mutex_destroy(&reload->lock);
    free(reload);
}
