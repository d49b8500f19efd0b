// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/metering.h"

#include "base/clock.h"
#include "share/meter.h"
#include "share/survey.h"
#include "show/loading.h"
#include "show/provided.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

// A step of the meter is followed by a pause that is so many times as long.
enum {
    PAUSES = 19,
    LEAST_PAUSE_MS = 15,
    MOST_PAUSE_MS = 4000,
    BETWEEN_MS = 250,
    SURVEY_MS = 3000, // so old what a survey measured may become
    MOST_CATCH_UP = 60
};

// A frame that is to be measured, with what is provided in it.
struct request {
    long long frame;
    double fps;
    int load;
    const struct rmx_generation *generation; // of that load
    struct rmx_provided *provided;
};

struct rmx_metering {
    struct rmx_reload *reload;
    struct rmx_typeset *typeset;
    // The stage's own:
    struct rmx_kept_shares *newest;
    int load, newest_load, version;
    double surveyed_ms; // when that load was named first
    long long surveyed; // how many of its samples were measured by then
    bool was_waiting;   // for texts or programs
    // The loader's own:
    struct rmx_meter *meter;
    int meter_load, measured_load; // -1: none
    bool is_begun;
    struct rmx_provided *provided; // in the frame that was begun last
    struct rmx_reveal_programs made;
    bool is_made;
    // Under the lock:
    pthread_mutex_t lock;
    bool is_busy; // a job is on its way
    double pause_until_ms;
    struct request *request; // of the job
    struct rmx_kept_shares *ready;
    int ready_load;
    struct rmx_reveal_programs programs;
    bool has_programs;
    struct rmx_metering_counts counts;
};

struct rmx_metering *rmx_metering_create(struct rmx_reload *reload)
{
    struct rmx_metering *m = calloc(1, sizeof(*m));
    if (!m)
        abort();
    m->reload = reload;
    m->typeset = rmx_typeset_create(true);
    m->meter_load = m->measured_load = m->load = m->newest_load = -1;
    pthread_mutex_init(&m->lock, NULL);
    return m;
}

static void request_destroy(struct request *request)
{
    if (request)
        rmx_provided_destroy(request->provided);
    free(request);
}

// On the loader's thread, as all that follows up to `work`.
static void drop_meter(void *data)
{
    struct rmx_metering *m = data;
    rmx_meter_destroy(m->meter);
    rmx_provided_destroy(m->provided);
    m->meter = NULL;
    m->provided = NULL;
    m->meter_load = -1;
    m->is_begun = false;
}

static void finish(void *data)
{
    struct rmx_metering *m = data;
    drop_meter(m);
    if (m->is_made)
        rmx_reveal_programs_destroy(&m->made);
    request_destroy(m->request);
    rmx_kept_shares_destroy(m->ready);
    rmx_kept_shares_destroy(m->newest);
    rmx_typeset_destroy(m->typeset);
    pthread_mutex_destroy(&m->lock);
    free(m);
}

void rmx_metering_destroy(struct rmx_metering *metering)
{
    if (metering)
        rmx_reload_do(metering->reload, finish, metering);
}

void rmx_metering_let_go(struct rmx_metering *metering)
{
    if (metering)
        rmx_reload_do(metering->reload, drop_meter, metering);
}

static struct rmx_context *context_of(const struct rmx_metering *m)
{
    return rmx_reload_loading(m->reload)->params->context;
}

static void make_programs(struct rmx_metering *m)
{
    if (m->is_made)
        return;
    m->made = rmx_reveal_programs_create(rmx_context_device(context_of(m)));
    m->is_made = true;
    rmx_reveal_programs_warm(&m->made, rmx_context_device(context_of(m)));
    pthread_mutex_lock(&m->lock);
    m->programs = m->made;
    m->has_programs = true;
    pthread_mutex_unlock(&m->lock);
}

// Of the scene that is shown, whatever became of its file.
static void follow_load(struct rmx_metering *m, const struct request *request)
{
    if (m->meter_load == request->load)
        return;
    const struct rmx_meter_params params = {.settings = &request->generation->settings,
                                            .context = context_of(m),
                                            .like = request->generation,
                                            .is_fed = true};
    drop_meter(m);
    m->meter = rmx_meter_create(&params);
    m->meter_load = request->load;
    pthread_mutex_lock(&m->lock);
    m->counts.meters++;
    pthread_mutex_unlock(&m->lock);
}

// A scene with a past would have to catch up with all its frames: it begins a little before this
// one. Where only numbers follow from frame to frame, those of the request do.
static void come_near(struct rmx_player *player, long long frame)
{
    long long from = player->frame >= 0 && player->frame <= frame ? player->frame : 0;
    if (rmx_player_has_state(player) && frame - from > MOST_CATCH_UP)
        rmx_player_join(player, rmx_player_has_past(player) ? frame - MOST_CATCH_UP : frame);
}

static void begin(struct rmx_metering *m, struct request *request)
{
    struct rmx_player *player = rmx_meter_player(m->meter);
    come_near(player, request->frame);
    rmx_provided_give(request->provided, player);
    rmx_provided_destroy(m->provided);
    m->provided = request->provided;
    request->provided = NULL;
    rmx_meter_begin(m->meter, request->frame, request->fps);
}

static void hand_over(struct rmx_metering *m, const struct rmx_shares *shares)
{
    struct rmx_kept_shares *measured = rmx_kept_shares_create(rmx_meter_holders(m->meter), shares);
    pthread_mutex_lock(&m->lock);
    struct rmx_kept_shares *stale = m->ready;
    m->ready = measured;
    m->ready_load = m->measured_load = m->meter_load;
    m->counts.measured++;
    pthread_mutex_unlock(&m->lock);
    rmx_kept_shares_destroy(stale);
}

// A frame's beginning, or one move of it. False: nothing can be measured.
static bool measure(struct rmx_metering *m, struct request *request)
{
    if (rmx_meter_generation(m->meter)->status != RMX_LOADED)
        return false;
    if (!m->is_begun) {
        begin(m, request);
        m->is_begun = true;
        return true;
    }
    const struct rmx_shares *shares = rmx_meter_step(m->meter);
    if (shares)
        hand_over(m, shares);
    m->is_begun = !shares;
    return m->is_begun;
}

// The first measurement of a load compiles as it goes, once.
static double pause_after(const struct rmx_metering *m, double spent_ms)
{
    const double most_ms = m->measured_load == m->meter_load ? MOST_PAUSE_MS : LEAST_PAUSE_MS;
    return fmin(fmax(PAUSES * spent_ms, LEAST_PAUSE_MS), most_ms);
}

static void work(void *data)
{
    struct rmx_metering *m = data;
    make_programs(m);
    rmx_typeset_work(m->typeset);
    pthread_mutex_lock(&m->lock);
    struct request *request = m->request;
    m->request = NULL;
    pthread_mutex_unlock(&m->lock);
    if (request)
        follow_load(m, request); // once a load, as that itself
    double from_ms = rmx_clock_ms();
    bool goes_on = request && measure(m, request);
    if (request && rmx_meter_generation(m->meter)->status == RMX_LOADED)
        rmx_renderer_wait(rmx_meter_generation(m->meter)->renderer);
    double now_ms = rmx_clock_ms(), spent_ms = request ? now_ms - from_ms : 0;
    double pause_ms = pause_after(m, spent_ms);
    request_destroy(request);
    pthread_mutex_lock(&m->lock);
    if (spent_ms > 0)
        m->pause_until_ms = now_ms + (goes_on ? pause_ms : pause_ms + BETWEEN_MS);
    m->counts.work_ms += spent_ms;
    m->counts.jobs++;
    m->is_busy = false;
    pthread_mutex_unlock(&m->lock);
}

static struct request *request_of(const struct rmx_player *player, int load)
{
    struct request *request = malloc(sizeof(*request));
    if (!request)
        abort();
    *request = (struct request){.frame = player->frame_inputs.frame,
                                .fps = player->frame_inputs.fps,
                                .load = load,
                                .generation = player->generation,
                                .provided = rmx_provided_create(player)};
    return request;
}

static void keep(struct rmx_metering *m, struct rmx_kept_shares *measured, int load)
{
    rmx_kept_shares_destroy(m->newest);
    m->newest = measured;
    m->newest_load = load;
    m->version++;
}

static bool take(struct rmx_metering *m)
{
    pthread_mutex_lock(&m->lock);
    struct rmx_kept_shares *ready = m->ready;
    m->ready = NULL;
    int load = m->ready_load;
    pthread_mutex_unlock(&m->lock);
    bool is_wanted = ready && load == m->load;
    if (is_wanted)
        keep(m, ready, load);
    else
        rmx_kept_shares_destroy(ready);
    return is_wanted;
}

// Where a survey measures the scene that is shown, its shares are taken.
static bool take_surveyed(struct rmx_metering *m, const struct rmx_survey *survey)
{
    const struct rmx_holders *holders;
    const struct rmx_shares *shares = rmx_survey_shares(survey, &holders);
    struct rmx_survey_counts counts;
    rmx_survey_counts(survey, &counts);
    if (!shares || counts.measured == m->surveyed)
        return false;
    keep(m, rmx_kept_shares_create(holders, shares), m->load);
    m->surveyed = counts.measured;
    m->surveyed_ms = rmx_clock_ms();
    return true;
}

// What a survey does is not done twice. While time is held it stands, behind what is shown.
static bool is_surveyed(const struct rmx_metering *m, const struct rmx_survey *survey)
{
    return rmx_survey_measures(survey) && rmx_clock_ms() < m->surveyed_ms + SURVEY_MS;
}

static void name_load(struct rmx_metering *m, int load)
{
    if (m->load == load)
        return;
    m->load = load;
    m->surveyed_ms = rmx_clock_ms();
    m->surveyed = 0;
}

// What is set and compiled comes before what is measured.
static bool is_waiting(struct rmx_metering *m)
{
    return !rmx_metering_programs(m) || rmx_typeset_waits(m->typeset);
}

// True: a job is to be done. `measures`: with a measurement.
static bool is_due(struct rmx_metering *m, bool waits, bool is_measured, bool *measures)
{
    pthread_mutex_lock(&m->lock);
    *measures = !waits && !is_measured && rmx_clock_ms() >= m->pause_until_ms;
    bool is_due = !m->is_busy && (waits || *measures);
    m->is_busy |= is_due;
    pthread_mutex_unlock(&m->lock);
    return is_due;
}

bool rmx_metering_turn(struct rmx_metering *m, const struct rmx_player *player, int load)
{
    const struct rmx_survey *survey = rmx_survey_of(player);
    name_load(m, load);
    bool is_new = take(m), waits = is_waiting(m), is_there = m->was_waiting && !waits, measures;
    is_new |= take_surveyed(m, survey);
    m->was_waiting = waits;
    if (is_due(m, waits, is_surveyed(m, survey), &measures)) {
        m->request = measures ? request_of(player, load) : NULL; // no job is on its way
        rmx_reload_do(m->reload, work, m);
    }
    return is_new || is_there;
}

struct rmx_typeset *rmx_metering_typeset(struct rmx_metering *metering)
{
    return metering->typeset;
}

const struct rmx_reveal_programs *rmx_metering_programs(struct rmx_metering *m)
{
    pthread_mutex_lock(&m->lock);
    bool has = m->has_programs;
    pthread_mutex_unlock(&m->lock);
    return has ? &m->programs : NULL;
}

const struct rmx_kept_shares *rmx_metering_newest(const struct rmx_metering *m, int *version)
{
    *version = m->version;
    return m->newest_load == m->load ? m->newest : NULL;
}

struct rmx_metering_counts rmx_metering_counts(struct rmx_metering *m)
{
    pthread_mutex_lock(&m->lock);
    struct rmx_metering_counts counts = m->counts;
    pthread_mutex_unlock(&m->lock);
    counts.texts = rmx_typeset_made(m->typeset);
    return counts;
}
