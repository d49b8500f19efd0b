// SPDX-License-Identifier: GPL-3.0-or-later
#include "show/standing.h"

#include "base/clock.h"
#include "render/special.h"
#include "runtime/specialise.h"
#include "show/loading.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

// A step is followed by a pause that is so many times as long: what is shown goes before.
enum { STANDS_MS = 2000, PAUSES = 3, LEAST_PAUSE_MS = 30, MOST_PAUSE_MS = 2000 };
enum { WORTH_S = 300 }; // so long a scene is taken to stand

struct request {
    const struct rmx_generation *generation;
    long long frame;
    double fps;
    int load;
};

struct rmx_standing {
    struct rmx_reload *reload;
    // The stage's own:
    int load;
    double since_ms;
    struct rmx_standing_counts counts;
    // The loader's own:
    struct rmx_specialising *running;
    // Under the lock:
    pthread_mutex_t lock;
    bool is_busy; // a job is on its way
    double pause_until_ms;
    struct request request;
    bool is_ready; // of load `ready_load`; then also where nothing was found
    int ready_load, ready_passes;
    struct rmx_special *ready;
};

// On the loader's thread.
static void drop(void *data)
{
    struct rmx_standing *s = data;
    rmx_specialising_destroy(s->running);
    s->running = NULL;
}

struct rmx_standing *rmx_standing_create(struct rmx_reload *reload)
{
    struct rmx_standing *s = calloc(1, sizeof(*s));
    if (!s)
        abort();
    s->reload = reload;
    s->load = -1;
    pthread_mutex_init(&s->lock, NULL);
    rmx_reload_before(reload, drop, s); // the memory that it takes is the next scene's
    return s;
}

// On the loader's thread, as all that follows up to `work`.
static void finish(void *data)
{
    struct rmx_standing *s = data;
    drop(s);
    rmx_special_destroy(s->ready);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

void rmx_standing_destroy(struct rmx_standing *standing)
{
    if (!standing)
        return;
    rmx_reload_before(standing->reload, NULL, NULL);
    rmx_reload_do(standing->reload, finish, standing);
}

static struct rmx_specialising *begin(const struct rmx_standing *s, const struct request *request)
{
    const struct rmx_loading *loading = rmx_reload_loading(s->reload);
    const long long second = (long long)(request->fps + 0.5);
    return rmx_specialising_create(
        &(struct rmx_specialising_params){.generation = request->generation,
                                          .context = loading->params->context,
                                          .store = loading->store,
                                          .first = request->frame,
                                          .apart = second,
                                          .fps = request->fps});
}

static void hand_over(struct rmx_standing *s, int load)
{
    int passes = rmx_specialising_found(s->running);
    if (passes) {
        struct rmx_loading *loading = rmx_reload_loading(s->reload);
        rmx_loading_enter_probe(loading);
        rmx_specialising_warm(s->running);
        rmx_loading_leave_probe(loading);
    }
    struct rmx_special *special = rmx_specialising_take(s->running);
    rmx_specialising_destroy(s->running);
    s->running = NULL;
    pthread_mutex_lock(&s->lock);
    struct rmx_special *before = s->ready;
    s->ready = special;
    s->ready_load = load;
    s->ready_passes = passes;
    s->is_ready = true;
    pthread_mutex_unlock(&s->lock);
    rmx_special_destroy(before);
}

static void work(void *data)
{
    struct rmx_standing *s = data;
    double from_ms = rmx_clock_ms();
    pthread_mutex_lock(&s->lock);
    struct request request = s->request;
    pthread_mutex_unlock(&s->lock);
    if (!s->running)
        s->running = begin(s, &request);
    if (!rmx_specialising_step(s->running))
        hand_over(s, request.load);
    double now_ms = rmx_clock_ms();
    pthread_mutex_lock(&s->lock);
    s->pause_until_ms =
        now_ms + fmin(fmax(PAUSES * (now_ms - from_ms), LEAST_PAUSE_MS), MOST_PAUSE_MS);
    s->is_busy = false;
    pthread_mutex_unlock(&s->lock);
}

// Jobs run in the order in which they are asked for, and before a player that comes back later is
// unloaded.
void rmx_standing_let_go(struct rmx_standing *s)
{
    if (s)
        rmx_reload_do(s->reload, drop, s);
}

// True where the load of the last turn has its programs, or will have none.
static bool take(struct rmx_standing *s, struct rmx_player *player)
{
    pthread_mutex_lock(&s->lock);
    bool is_over = s->is_ready && s->ready_load == s->load;
    struct rmx_special *special = is_over ? s->ready : NULL;
    s->ready = is_over ? NULL : s->ready;
    int passes = s->ready_passes;
    pthread_mutex_unlock(&s->lock);
    if (!is_over)
        return false;
    rmx_renderer_specialise(player->generation->renderer, special);
    s->counts = (struct rmx_standing_counts){passes, true};
    return true;
}

static bool is_worth(const struct rmx_player *player)
{
    const struct rmx_generation *generation = player->generation;
    return !generation->settings.no_specialise && player->frame_inputs.fps > 0 &&
           rmx_specialising_pays((long long)(WORTH_S * player->frame_inputs.fps), generation->width,
                                 generation->height);
}

static bool is_due(struct rmx_standing *s, const struct rmx_player *player)
{
    pthread_mutex_lock(&s->lock);
    bool is_due = !s->is_busy && rmx_clock_ms() >= s->pause_until_ms;
    s->is_busy |= is_due;
    if (is_due)
        s->request = (struct request){player->generation, player->frame_inputs.frame,
                                      player->frame_inputs.fps, s->load};
    pthread_mutex_unlock(&s->lock);
    return is_due;
}

void rmx_standing_turn(struct rmx_standing *s, struct rmx_player *player, int load)
{
    if (s->load != load) {
        s->load = load;
        s->since_ms = rmx_clock_ms();
        s->counts = (struct rmx_standing_counts){0};
    }
    if (!player || s->counts.is_over || rmx_clock_ms() - s->since_ms < STANDS_MS ||
        !is_worth(player) || take(s, player))
        return;
    if (is_due(s, player))
        rmx_reload_do(s->reload, work, s);
}

struct rmx_standing_counts rmx_standing_counts(const struct rmx_standing *standing)
{
    return standing->counts;
}
